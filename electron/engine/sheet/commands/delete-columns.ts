import { counted } from '#shared/domain/counted.ts'
import { refuse } from '../../refusal.ts'
import { dependentsOf } from '../column-dependents.ts'
import { requestedColumns } from '../requested-sheet.ts'
import { columnOrderStep } from './change-record.ts'
import { type Apply, sheetOfCommand } from './command.ts'

/** Takes columns out of the sheet; their cells stay in the table, unseen, for undo. */
export const deleteColumns: Apply<'deleteColumns'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const sheet = found.value
  const requested = requestedColumns(sheet, command.columns)
  if (!requested.ok) return requested
  const gone = new Set(command.columns)
  const left = sheet.info.columns.filter((column) => !gone.has(column.id))
  if (left.length === 0)
    return refuse('invalid_request', 'A sheet needs at least one column. Remove the file instead.')
  for (const { name } of requested.value) {
    const dependent = dependentsOf(sheet, name).find((column) => !gone.has(column.id))
    if (dependent !== undefined)
      return refuse(
        'invalid_request',
        `"${dependent.name}" is computed from "${name}". Change its formula first, or delete both.`,
      )
  }
  await context.take(
    columnOrderStep(
      sheet,
      left.map((column) => column.id),
    ),
  )
  const [only] = requested.value
  const label = gone.size === 1 && only !== undefined ? `column "${only.name}"` : counted(gone.size, 'column')
  return { ok: true, value: { label: `deletion of ${label}`, sheet: command.sheet, cells: 0 } }
}
