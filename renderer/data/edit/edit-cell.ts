import { editableText } from '../cells/cell-text.ts'
import { advance, type Direction, moveBy } from '../selection/move.ts'
import { areasOf, selectPlace } from '../selection/selection.ts'
import { applyCommand } from '../state/apply-command.ts'
import { blocksOf } from '../state/blocks.ts'
import { type Editing, useGrid } from '../state/grid-state.ts'
import { presentSheet } from '../state/present-sheet.ts'
import { enterInNewRow, isNewRow } from './new-row.ts'

const blank = { kind: 'blank' } as const

/** Begins input in the active cell: with what was typed, or with what the cell holds. */
export function beginEdit(typed: string | undefined, focus: Editing['focus'] = 'cell'): void {
  const present = presentSheet()
  const place = present?.selection.active
  const column = place === undefined ? undefined : present?.columns[place.column]
  if (present === undefined || place === undefined || column === undefined) return
  const row = present.tiles?.rowId(place.row)
  const isNew = row === undefined && isNewRow(present, place.row)
  const value = isNew ? blank : present.tiles?.cell(place.row, column.id)
  // The cell is still on its way; what is typed over it need not know it.
  if ((row === undefined && !isNew) || (value === undefined && typed === undefined)) return
  const { edit, refuse } = useGrid.getState()
  if (column.formula !== undefined)
    refuse({
      place,
      message: `"${column.name}" is computed by ${column.formula}. Change its formula in the column's menu.`,
    })
  else {
    const start = { place, row, column: column.id, focus }
    const before = value === undefined ? '' : editableText(value, column.numberFormat)
    edit(
      typed === undefined
        ? { ...start, text: before, before, mode: 'edit' }
        : { ...start, text: typed, mode: 'enter' },
    )
  }
}

/** Where the selection goes once the input is taken. */
export type AfterEdit =
  | { readonly type: 'stay' }
  | { readonly type: 'advance'; readonly along: 'rows' | 'columns'; readonly backward: boolean }
  | { readonly type: 'move'; readonly direction: Direction }

/** Takes the input under way. The selection moves at once; a refusal brings the input back with its reason. */
export async function commitEdit(after: AfterEdit): Promise<void> {
  const { editing, edit } = useGrid.getState()
  const present = presentSheet()
  if (editing === undefined || present === undefined) return
  edit(undefined)
  const isNothing = editing.row === undefined && editing.text === ''
  moveAfter(after, editing.row === undefined && !isNothing)
  // Looking at a formula's value with F2 does not write the value over the formula.
  if (editing.text === editing.before || isNothing) return
  const { row, column, text, place } = editing
  const sheet = present.info.id
  const answer =
    row === undefined
      ? await enterInNewRow(sheet, place.row, column, text)
      : await applyCommand({ type: 'setCells', sheet, cells: [{ row, column, input: text }] })
  if (!answer.ok) bringBack(editing, answer.error.message)
}

/** Below a row that is just being added there is the next new one. */
function moveAfter(after: AfterEdit, addsRow: boolean): void {
  const present = presentSheet()
  if (present === undefined || after.type === 'stay') return
  const { selection, reach } = present
  const place = selection.active.row + (addsRow ? 2 : 0)
  const extent = { ...reach, rows: Math.max(reach.rows, place) }
  useGrid
    .getState()
    .select(
      after.type === 'advance'
        ? advance(selection, after.along, after.backward, extent)
        : moveBy(selection, after.direction, 1, false, extent),
    )
}

function bringBack(editing: Editing, message: string): void {
  const { editing: other, select, edit, refuse } = useGrid.getState()
  if (other === undefined) {
    select(selectPlace(editing.place))
    edit({ ...editing, mode: 'edit', focus: 'cell' })
  }
  refuse({ place: editing.place, message })
}

/** Ctrl+Enter: the input into every selected cell. */
export async function commitToSelection(): Promise<void> {
  const { editing, edit } = useGrid.getState()
  const present = presentSheet()
  if (editing === undefined || present === undefined) return
  const areas = areasOf(present.selection, present.extent)
  const [only] = areas
  if (
    areas.length === 1 &&
    only !== undefined &&
    only.firstRow === only.lastRow &&
    only.firstColumn === only.lastColumn
  )
    return commitEdit({ type: 'stay' })
  edit(undefined)
  for (const block of blocksOf(present, areas)) {
    const answer = await applyCommand({ type: 'paste', target: block, texts: [[editing.text]] })
    if (!answer.ok) return bringBack(editing, answer.error.message)
  }
}
