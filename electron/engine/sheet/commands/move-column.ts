import { counted } from '#shared/domain/counted.ts'
import { refuse } from '../../refusal.ts'
import { requestedColumns } from '../requested-sheet.ts'
import { columnOrderStep } from './change-record.ts'
import { type Apply, sheetOfCommand } from './command.ts'

/** Puts a column, or several one behind the other, before another column, or last. */
export const moveColumn: Apply<'moveColumn'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const sheet = found.value
  const moved = [...new Set([command.column, ...command.others])]
  const requested = requestedColumns(sheet, moved)
  if (!requested.ok) return requested
  const label =
    moved.length === 1
      ? `move of column "${requested.value[0]?.name ?? ''}"`
      : `move of ${counted(moved.length, 'column')}`
  const done = { ok: true, value: { label, sheet: command.sheet, cells: 0 } } as const
  if (command.before !== null && moved.includes(command.before)) return done
  const rest = sheet.info.columns.map((column) => column.id).filter((id) => !moved.includes(id))
  const place = command.before === null ? rest.length : rest.indexOf(command.before)
  if (place < 0) return refuse('not_found', `The column to move before is no longer in "${sheet.info.name}".`)
  await context.take(columnOrderStep(sheet, rest.toSpliced(place, 0, ...moved)))
  return done
}
