import { inputReader } from '../read-input.ts'
import { requestedColumns } from '../requested-sheet.ts'
import { addPending, type NewCell, startPending, writePending } from '../write-cells.ts'
import { type Apply, sheetOfCommand } from './command.ts'
import { addRowsAtEnd } from './insert-rows.ts'

/** Typed input into a row that it begins, below the last one. */
export const addRow: Apply<'addRow'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const columns = requestedColumns(
    found.value,
    command.cells.map(({ column }) => column),
  )
  if (!columns.ok) return columns
  const read = await inputReader(context.connection, found.value, columns.value)
  const [row] = await addRowsAtEnd(context, found.value, 1)
  const cells: NewCell[] = []
  for (const [index, column] of columns.value.entries()) {
    const value = read(column, command.cells[index]?.input ?? '')
    if (!value.ok) return value
    if (row !== undefined) cells.push({ row, column: column.id, value: value.value })
  }
  await startPending(context.connection)
  await addPending(context.connection, cells)
  const count = await writePending(context, found.value)
  return { ok: true, value: { label: 'new row', sheet: command.sheet, cells: count, addedRow: row } }
}
