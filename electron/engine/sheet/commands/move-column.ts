import { refuse } from '../../refusal.ts'
import { requestedColumns } from '../requested-sheet.ts'
import { columnOrderStep } from './change-record.ts'
import { type Apply, sheetOfCommand } from './command.ts'

/** Puts a column before another, or last. */
export const moveColumn: Apply<'moveColumn'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const sheet = found.value
  const requested = requestedColumns(sheet, [command.column])
  if (!requested.ok) return requested
  const name = requested.value[0]?.name ?? ''
  const label = `move of column "${name}"`
  if (command.before === command.column) return { ok: true, value: { label, sheet: command.sheet, cells: 0 } }
  const others = sheet.info.columns.map((column) => column.id).filter((id) => id !== command.column)
  const place = command.before === null ? others.length : others.indexOf(command.before)
  if (place < 0) return refuse('not_found', `The column to move before is no longer in "${sheet.info.name}".`)
  await context.take(columnOrderStep(sheet, others.toSpliced(place, 0, command.column)))
  return { ok: true, value: { label, sheet: command.sheet, cells: 0 } }
}
