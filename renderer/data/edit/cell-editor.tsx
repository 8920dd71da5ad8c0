import type { GridApi } from 'ag-grid-community'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { useGrid } from '../state/grid-state.ts'
import { commitEdit } from './edit-cell.ts'
import { handleEditKey } from './edit-field.ts'
import { useCellBox } from './use-cell-box.ts'

interface Props {
  readonly api: GridApi
  readonly root: RefObject<HTMLDivElement | null>
}

/** The field over the cell that takes input; it grows with its text, over the cells beside and below. */
export function CellEditor({ api, root }: Props) {
  const editing = useGrid((state) => state.editing)
  const box = useCellBox(api, root, editing?.place)
  const field = useRef<HTMLTextAreaElement>(null)
  const isHere = editing?.focus === 'cell'

  useLayoutEffect(() => {
    const element = field.current
    if (element === null || !isHere) return
    element.focus({ preventScroll: true })
    element.setSelectionRange(element.value.length, element.value.length)
  }, [isHere])

  const room = Math.max(box?.width ?? 0, (root.current?.clientWidth ?? 0) - (box?.left ?? 0) - 20)
  const isCovered = box !== undefined && (box.coveredTop > 0 || box.coveredLeft > 0)
  if (editing === undefined) return null
  return (
    <textarea
      ref={field}
      className="cell-editor"
      aria-label="Cell input"
      spellCheck={false}
      wrap="off"
      value={editing.text}
      // Off screen it stays there unseen, so that what is typed still reaches it.
      style={{
        left: box?.left ?? 0,
        top: box?.top ?? 0,
        minWidth: box?.width,
        minHeight: box?.height,
        maxWidth: room,
        opacity: box === undefined ? 0 : 1,
        clipPath: isCovered ? `inset(${box.coveredTop}px 0 0 ${box.coveredLeft}px)` : undefined,
      }}
      onChange={(event) => useGrid.getState().edit({ ...editing, text: event.target.value })}
      onFocus={() => {
        if (!isHere) useGrid.getState().edit({ ...editing, focus: 'cell' })
      }}
      onPointerDown={() => useGrid.getState().edit({ ...editing, mode: 'edit', focus: 'cell' })}
      onKeyDown={handleEditKey}
      onBlur={(event) => {
        const isToBar =
          event.relatedTarget instanceof HTMLElement && event.relatedTarget.closest('.formula-bar') !== null
        if (!isToBar && document.hasFocus() && useGrid.getState().editing !== undefined)
          void commitEdit({ type: 'stay' })
      }}
    />
  )
}
