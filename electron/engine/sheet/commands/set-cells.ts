import { counted } from '#shared/domain/counted.ts'
import { inputReader } from '../read-input.ts'
import { requestedColumns } from '../requested-sheet.ts'
import { addPending, type NewCell, startPending, writePending } from '../write-cells.ts'
import { type Apply, sheetOfCommand } from './command.ts'

/** Typed input into single cells; of two inputs for one cell the later counts. */
export const setCells: Apply<'setCells'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const sheet = found.value
  const shown = requestedColumns(sheet, [...new Set(command.cells.map((cell) => cell.column))])
  if (!shown.ok) return shown
  const columns = new Map(shown.value.map((column) => [column.id, column]))
  const read = await inputReader(context.connection, sheet, shown.value)
  const cells = new Map<string, NewCell>()
  for (const { row, column: id, input } of command.cells) {
    const column = columns.get(id)
    if (column === undefined) continue
    const value = read(column, input)
    if (!value.ok) return value
    cells.set(`${row}/${id}`, { row, column: id, value: value.value })
  }
  await startPending(context.connection)
  await addPending(context.connection, cells.values())
  const count = await writePending(context, sheet)
  return {
    ok: true,
    value: { label: `edit of ${counted(count, 'cell')}`, sheet: command.sheet, cells: count },
  }
}
