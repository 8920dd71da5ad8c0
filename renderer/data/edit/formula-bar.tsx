import { useActiveCell } from '../state/active-cell.ts'
import { useGrid } from '../state/grid-state.ts'
import { beginEdit } from './edit-cell.ts'
import { handleEditKey } from './edit-field.ts'
import { NameBox } from './name-box.tsx'
import './formula-bar.css'

/** Address and full content of the active cell, above the grid; input can be made here as well as in the cell. */
export function FormulaBar() {
  const editing = useGrid((state) => state.editing)
  const { cell, column } = useActiveCell()
  const text = editing?.text ?? cell?.text ?? ''
  return (
    <div className="formula-bar">
      <NameBox />
      <span className="formula-bar-sign" aria-hidden="true">
        fx
      </span>
      <textarea
        className="formula-bar-field"
        aria-label="Content of the cell"
        rows={1}
        spellCheck={false}
        value={text}
        readOnly={editing === undefined && column?.formula !== undefined}
        onFocus={() => {
          const present = useGrid.getState().editing
          if (present === undefined) beginEdit(undefined, 'bar')
          else useGrid.getState().edit({ ...present, focus: 'bar', mode: 'edit' })
        }}
        onChange={(event) => {
          const present = useGrid.getState().editing
          if (present !== undefined) useGrid.getState().edit({ ...present, text: event.target.value })
        }}
        onKeyDown={handleEditKey}
      />
    </div>
  )
}
