import { Icon } from '@blueprintjs/core'
import type { GridApi } from 'ag-grid-community'
import type { RefObject } from 'react'
import { useGrid } from '../state/grid-state.ts'
import { useCellBox } from './use-cell-box.ts'

interface Props {
  readonly api: GridApi
  readonly root: RefObject<HTMLDivElement | null>
}

/** Why the input was not taken, under its cell. */
export function CellRefusalNote({ api, root }: Props) {
  const refusal = useGrid((state) => state.refusal)
  const box = useCellBox(api, root, refusal?.place)
  if (refusal === undefined) return null
  const left = Math.min(box?.left ?? 60, Math.max(0, (root.current?.clientWidth ?? 400) - 360))
  return (
    <div
      className="cell-refusal"
      role="alert"
      style={{ left, top: (box?.top ?? 60) + (box?.height ?? 0) + 4 }}
    >
      <Icon icon="warning-sign" size={12} />
      <span>{refusal.message}</span>
    </div>
  )
}
