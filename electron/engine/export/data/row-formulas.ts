import { columnLetters } from '#shared/domain/address.ts'
import type { Result } from '#shared/domain/result.ts'
import type { ExcelFormula, ExcelObstacle } from '#shared/formula/excel-context.ts'
import { rowToExcel } from '#shared/formula/excel-row.ts'
import { parse } from '#shared/formula/parse.ts'
import type { StoredColumn, StoredSheet } from '../../store/catalog.ts'

/** Stands for the row's number while a formula is made once for all rows; no formula holds it otherwise. */
const anyRow = '\u0001'

/**
 * A formula for any row, made once; undefined where Excel cannot say it.
 * @param write makes the formula, given how a column's cell in its row is written
 */
export function formulaOfRow(
  write: (cell: (letters: string | undefined) => string | undefined) => Result<ExcelFormula, ExcelObstacle>,
): ((row: number) => string) | undefined {
  const written = write((letters) => (letters === undefined ? undefined : `${letters}${anyRow}`))
  if (!written.ok) return undefined
  const { formula } = written.value
  return (row) => formula.replaceAll(anyRow, String(row))
}

/**
 * A computed column's formula in any row of the exported sheet; undefined for a column without one, and for a formula
 * that Excel cannot say.
 * @param columnOf number of a column there
 */
export function rowFormulaOf(
  { info }: StoredSheet,
  { formula, type }: StoredColumn,
  columnOf: (column: StoredColumn) => number | undefined,
): ((row: number) => string | undefined) | undefined {
  if (formula === undefined) return undefined
  const parsed = parse(formula)
  if (!parsed.ok) return undefined
  const numbers = new Map(info.columns.map((column) => [column.name, columnOf(column)]))
  return formulaOfRow((cell) =>
    rowToExcel(
      parsed.value,
      {
        cell: (name) => {
          const number = numbers.get(name)
          return cell(number === undefined ? undefined : columnLetters(number))
        },
        name: () => undefined,
      },
      type,
    ),
  )
}
