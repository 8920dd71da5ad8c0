import { type ColumnId, columnId } from '#shared/domain/ids.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import type { ChangeContext } from '../../store/journal/journal.ts'
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
  const id = await addColumn(context, sheet, command.name, place)
  if (command.formula !== undefined) {
    const given = await giveFormula(context, command.sheet, id, command.formula)
    if (!given.ok) return given
  }
  return {
    ok: true,
    value: { label: `insertion of column "${command.name}"`, sheet: command.sheet, cells: 0 },
  }
}

/**
 * A blank column at a place in the sheet's order; returns its id. One of the source is a column that held nothing below
 * the headers when the file was read.
 */
export async function addColumn(
  context: ChangeContext,
  sheet: StoredSheet,
  name: string,
  place: number,
  sourceColumn?: number,
): Promise<ColumnId> {
  const id = freeId(sheet, sourceColumn)
  await context.take({ type: 'addColumn', sheet: sheet.info.id, column: id })
  await context.take({
    type: 'record',
    table: 'sheet_column',
    key: { sheet_id: sheet.info.id, id },
    before: null,
    after: {
      name,
      type: 'text',
      mixed: false,
      hidden: false,
      ...(sourceColumn === undefined ? {} : { original_name: name, source_column: sourceColumn }),
    },
  })
  const order = sheet.info.columns.map((column) => column.id)
  await context.take(columnOrderStep(sheet, order.toSpliced(place, 0, id)))
  return id
}

/** Of a column of the source its number, as import gives it, unless that has been taken since. */
const freeId = ({ columns }: StoredSheet, sourceColumn: number | undefined): ColumnId =>
  sourceColumn !== undefined && !columns.has(columnId(sourceColumn))
    ? columnId(sourceColumn)
    : columnId(Math.max(0, ...columns.keys()) + 1)

/** Column names are how formulas and mappings speak of columns, so a sheet has each only once. */
export function freeName(sheet: StoredSheet, name: string, except?: number): Outcome<undefined> {
  const isTaken = sheet.info.columns.some(
    (column) => column.id !== except && column.name.toLowerCase() === name.toLowerCase(),
  )
  if (!isTaken) return { ok: true, value: undefined }
  return refuse('invalid_value', `"${sheet.info.name}" already has a column "${name}". Choose another name.`)
}
