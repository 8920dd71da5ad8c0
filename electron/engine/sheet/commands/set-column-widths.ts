import { counted } from '#shared/domain/counted.ts'
import { requestedColumns } from '../requested-sheet.ts'
import { columnStep } from './change-record.ts'
import { type Apply, sheetOfCommand } from './command.ts'

/** Gives each column a width of its own, as fitting them to what they hold does. */
export const setColumnWidths: Apply<'setColumnWidths'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const requested = requestedColumns(
    found.value,
    command.widths.map(({ column }) => column),
  )
  if (!requested.ok) return requested
  for (const [at, column] of requested.value.entries()) {
    const width = command.widths[at]?.width ?? null
    await context.take(columnStep(found.value, column.id, { width: column.width ?? null }, { width }))
  }
  const [first, ...others] = requested.value
  const what =
    others.length === 0 ? `column "${first?.name ?? ''}"` : counted(requested.value.length, 'column')
  return { ok: true, value: { label: `width of ${what}`, sheet: command.sheet, cells: 0 } }
}
