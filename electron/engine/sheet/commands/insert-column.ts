import { columnId } from '#shared/domain/ids.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { columnOrderStep } from './change-record.ts'
import { type Apply, sheetOfCommand } from './command.ts'
import { giveFormula } from './set-column-formula.ts'

/** A blank column, or one computed by a row formula, before another column or at the end. */
export const insertColumn: Apply<'insertColumn'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const sheet = found.value
  const free = freeName(sheet, command.name)
  if (!free.ok) return free
  const order = sheet.info.columns.map((column) => column.id)
  const place = command.before === null ? order.length : order.indexOf(command.before)
  if (place < 0)
    return refuse('not_found', `The column to insert before is no longer in "${sheet.info.name}".`)
  const id = columnId(Math.max(0, ...sheet.columns.keys()) + 1)
  await context.take({ type: 'addColumn', sheet: command.sheet, column: id })
  await context.take({
    type: 'record',
    table: 'sheet_column',
    key: { sheet_id: command.sheet, id },
    before: null,
    after: { name: command.name, type: 'text', mixed: false, hidden: false },
  })
  await context.take(columnOrderStep(sheet, order.toSpliced(place, 0, id)))
  if (command.formula !== undefined) {
    const given = await giveFormula(context, command.sheet, id, command.formula)
    if (!given.ok) return given
  }
  return {
    ok: true,
    value: { label: `insertion of column "${command.name}"`, sheet: command.sheet, cells: 0 },
  }
}

/** Column names are how formulas and mappings speak of columns, so a sheet has each only once. */
export function freeName(sheet: StoredSheet, name: string, except?: number): Outcome<undefined> {
  const isTaken = sheet.info.columns.some(
    (column) => column.id !== except && column.name.toLowerCase() === name.toLowerCase(),
  )
  if (!isTaken) return { ok: true, value: undefined }
  return refuse('invalid_value', `"${sheet.info.name}" already has a column "${name}". Choose another name.`)
}
