import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { compileRowFormula } from '../../store/computed-column.ts'
import { requestedColumns } from '../requested-sheet.ts'
import { columnStep } from './change-record.ts'
import { clearColumn } from './clear-column.ts'
import { type Apply, type CommandContext, sheetOfCommand } from './command.ts'

/** Gives a column a row formula, or with an empty one makes it an ordinary column that keeps its values. */
export const setColumnFormula: Apply<'setColumnFormula'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const requested = requestedColumns(found.value, [command.column])
  if (!requested.ok) return requested
  const [column] = requested.value
  const label = `formula of column "${column?.name ?? ''}"`
  if (command.formula.trim() === '') {
    await context.take(
      columnStep(found.value, command.column, { formula: column?.formula ?? null }, { formula: null }),
    )
    return { ok: true, value: { label, sheet: command.sheet, cells: 0 } }
  }
  if (column?.formula === undefined) await clearColumn(context, found.value, command.column)
  const given = await giveFormula(context, command.sheet, command.column, command.formula)
  return given.ok ? { ok: true, value: { label, sheet: command.sheet, cells: 0 } } : given
}

/** Makes a column computed; its values follow when the change is complete. */
export async function giveFormula(
  context: CommandContext,
  id: SheetId,
  column: ColumnId,
  formula: string,
): Promise<Outcome<undefined>> {
  const sheet = await context.sheets.get(id)
  if (sheet === undefined) return refuse('not_found', 'This sheet is no longer in the project.')
  const compiled = await compileRowFormula(context.connection, sheet, formula)
  if (!compiled.ok) {
    const { message, hint } = compiled.error
    return refuse('invalid_formula', hint === undefined ? message : `${message} ${hint}`)
  }
  const before = sheet.columns.get(column)
  if (await readsColumn(context, sheet, compiled.value.reads, column))
    return refuse('invalid_formula', `"${before?.name ?? ''}" would be computed from itself.`)
  await context.take(columnStep(sheet, column, { formula: before?.formula ?? null }, { formula }))
  return { ok: true, value: undefined }
}

/** True where one of the columns is `wanted`, or is computed from it by however many steps. */
async function readsColumn(
  context: CommandContext,
  sheet: StoredSheet,
  columns: readonly ColumnId[],
  wanted: ColumnId,
): Promise<boolean> {
  for (const id of columns) {
    if (id === wanted) return true
    const formula = sheet.columns.get(id)?.formula
    if (formula === undefined) continue
    const compiled = await compileRowFormula(context.connection, sheet, formula)
    if (compiled.ok && (await readsColumn(context, sheet, compiled.value.reads, wanted))) return true
  }
  return false
}
