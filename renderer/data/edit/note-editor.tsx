import type { GridApi } from 'ag-grid-community'
import { type RefObject, useState } from 'react'
import { useActiveCell } from '../state/active-cell.ts'
import { applyOrSay } from '../state/apply-command.ts'
import { useGrid } from '../state/grid-state.ts'
import { useSheet } from '../state/present-sheet.ts'
import { useCellBox } from './use-cell-box.ts'

interface Props {
  readonly api: GridApi
  readonly root: RefObject<HTMLDivElement | null>
}

/** The note of the active cell, written beside it; leaving the field keeps it, an empty one removes it. */
export function NoteEditor({ api, root }: Props) {
  const isOpen = useGrid((state) => state.writingNote)
  const { place, cell, row, column } = useActiveCell()
  const { info } = useSheet()
  if (!isOpen || info === undefined || cell === undefined || row === undefined || column === undefined)
    return null
  const save = async (text: string) => {
    useGrid.getState().writeNote(false)
    if (text.trim() === (cell.note ?? '')) return
    await applyOrSay(
      { type: 'setNote', sheet: info.id, row, column: column.id, text: text.trim() },
      'The note was not kept',
    )
  }
  return (
    <NoteField
      key={`${row}/${column.id}`}
      api={api}
      root={root}
      place={place}
      address={cell.address}
      initial={cell.note ?? ''}
      onSave={(text) => void save(text)}
    />
  )
}

interface FieldProps extends Props {
  readonly place: { readonly row: number; readonly column: number }
  readonly address: string
  readonly initial: string
  readonly onSave: (text: string) => void
}

const noteWidth = 240

function NoteField({ api, root, place, address, initial, onSave }: FieldProps) {
  const [text, setText] = useState(initial)
  const box = useCellBox(api, root, place)
  const left = Math.min(
    (box?.left ?? 60) + (box?.width ?? 0) + 8,
    (root.current?.clientWidth ?? 400) - noteWidth - 24,
  )
  const top = Math.min(box?.top ?? 60, (root.current?.clientHeight ?? 300) - 130)
  return (
    <div className="note-editor" style={{ left, top, width: noteWidth }}>
      <label className="muted" htmlFor="note-text">
        Note on {address}
      </label>
      <textarea
        id="note-text"
        rows={4}
        value={text}
        ref={(element) => element?.focus()}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => onSave(text)}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape') {
            event.preventDefault()
            onSave(initial)
          }
          if (event.key === 'Enter' && event.ctrlKey) event.currentTarget.blur()
        }}
      />
    </div>
  )
}
