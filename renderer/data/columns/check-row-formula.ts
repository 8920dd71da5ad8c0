import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { check } from '#shared/formula/check.ts'
import { parse } from '#shared/formula/parse.ts'
import type { FormulaProblem } from '#shared/formula/problem.ts'

const rowName = 'row'

/**
 * What is wrong with a row formula, as far as it can be said without the data. Columns of mixed content are taken by
 * the engine as what most of their cells are, which is not known here: formulas over sheets that have any are only
 * checked for what does not depend on types.
 */
export function checkRowFormula(formula: string, columns: readonly ColumnInfo[]): FormulaProblem | undefined {
  const parsed = parse(formula)
  if (!parsed.ok) return parsed.error
  if (columns.some((column) => column.mixed)) return undefined
  const fields = new Map(columns.map((column) => [column.name, { type: column.type }]))
  const checked = check(parsed.value, {
    mode: 'row',
    row: rowName,
    datasets: new Map([[rowName, fields]]),
    names: new Map(),
  })
  return checked.ok ? undefined : checked.error[0]
}
