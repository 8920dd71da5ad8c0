import { counted } from '#shared/domain/counted.ts'
import type { StoredColumn } from '../../store/catalog.ts'
import { requestedColumns } from '../requested-sheet.ts'
import { columnStep } from './change-record.ts'
import { type Apply, type CommandOf, sheetOfCommand } from './command.ts'

type Scalar = string | number | boolean | null

/** Number format and visibility of columns; what is left out stays as it is. */
export const formatColumn: Apply<'formatColumn'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const requested = requestedColumns(found.value, [command.column, ...command.others])
  if (!requested.ok) return requested
  for (const column of requested.value) {
    const asked = changesOf(column, command)
    if (asked.length === 0) continue
    const before = Object.fromEntries(asked.map(([field, known]) => [field, known]))
    const after = Object.fromEntries(asked.map(([field, , wanted]) => [field, wanted ?? null]))
    await context.take(columnStep(found.value, column.id, before, after))
  }
  const [first, ...others] = requested.value
  const what =
    others.length === 0 ? `column "${first?.name ?? ''}"` : counted(requested.value.length, 'column')
  return { ok: true, value: { label: `${deed(command)} of ${what}`, sheet: command.sheet, cells: 0 } }
}

/** What a command does, for the list of changes. */
function deed({ numberFormat, hidden }: CommandOf<'formatColumn'>): string {
  const asked = [
    ...(numberFormat === undefined ? [] : ['number format']),
    ...(hidden === undefined ? [] : [hidden ? 'hiding' : 'showing']),
  ]
  return asked.length === 1 ? (asked[0] ?? '') : 'formatting'
}

function changesOf(column: StoredColumn, command: CommandOf<'formatColumn'>) {
  const changes: [field: string, before: Scalar, after: Scalar | undefined][] = [
    ['number_format', column.numberFormat ?? null, command.numberFormat],
    ['hidden', column.hidden, command.hidden],
  ]
  return changes.filter(([, , after]) => after !== undefined)
}
