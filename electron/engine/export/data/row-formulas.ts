import { columnLetters } from '#shared/domain/address.ts'
import { rowToExcel } from '#shared/formula/excel-row.ts'
import { parse } from '#shared/formula/parse.ts'
import type { StoredColumn, StoredSheet } from '../../store/catalog.ts'

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
  return (row) => {
    const cell = (name: string) => {
      const number = numbers.get(name)
      return number === undefined ? undefined : `${columnLetters(number)}${row}`
    }
    const written = rowToExcel(parsed.value, { cell, name: () => undefined }, type)
    return written.ok ? written.value.formula : undefined
  }
}
