import { requestedColumns } from '../requested-sheet.ts'
import { columnStep } from './change-record.ts'
import { type Apply, sheetOfCommand } from './command.ts'

type Scalar = string | number | boolean | null

/** Number format, width and visibility of a column; what is left out stays as it is. */
export const formatColumn: Apply<'formatColumn'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const requested = requestedColumns(found.value, [command.column])
  if (!requested.ok) return requested
  const [column] = requested.value
  const changes: [field: string, before: Scalar, after: Scalar | undefined][] = [
    ['number_format', column?.numberFormat ?? null, command.numberFormat],
    ['width', column?.width ?? null, command.width],
    ['hidden', column?.hidden ?? false, command.hidden],
  ]
  const asked = changes.filter(([, , after]) => after !== undefined)
  const before = Object.fromEntries(asked.map(([field, known]) => [field, known]))
  const after = Object.fromEntries(asked.map(([field, , wanted]) => [field, wanted ?? null]))
  if (asked.length > 0) await context.take(columnStep(found.value, command.column, before, after))
  return {
    ok: true,
    value: { label: `formatting of column "${column?.name ?? ''}"`, sheet: command.sheet, cells: 0 },
  }
}
