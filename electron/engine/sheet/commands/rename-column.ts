import { dependentsOf, renamedInFormula } from '../column-dependents.ts'
import { requestedColumns } from '../requested-sheet.ts'
import { columnStep } from './change-record.ts'
import { type Apply, sheetOfCommand } from './command.ts'
import { freeName } from './insert-column.ts'

/** Renames a column, also in the formulas that speak of it. */
export const renameColumn: Apply<'renameColumn'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const sheet = found.value
  const requested = requestedColumns(sheet, [command.column])
  if (!requested.ok) return requested
  const free = freeName(sheet, command.name, command.column)
  if (!free.ok) return free
  const before = requested.value[0]?.name ?? ''
  await context.take(columnStep(sheet, command.column, { name: before }, { name: command.name }))
  for (const { id, formula } of dependentsOf(sheet, before))
    if (formula !== undefined)
      await context.take(
        columnStep(sheet, id, { formula }, { formula: renamedInFormula(formula, before, command.name) }),
      )
  return {
    ok: true,
    value: { label: `renaming of "${before}" to "${command.name}"`, sheet: command.sheet, cells: 0 },
  }
}
