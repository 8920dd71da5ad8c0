/** Deleted rows and columns that stay in place, emptied, where moving what follows them would break what refers to it. */
import { columnLetters } from '#shared/domain/address.ts'
import type { Problem } from '#shared/domain/result.ts'
import { rangeText } from './cell-range.ts'
import { rowPatch } from './sheet-patch.ts'
import type { SheetPlan } from './sheet-plan.ts'
import { lockedRanges } from './sheet-survey.ts'
import type { EmptiedColumn } from './workbook-changes.ts'

/** Empties and hides rows; those that a table's header or an array formula stands in are returned with the reason. */
export function planDeletedRows(plan: SheetPlan, rows: readonly number[]): Problem[] {
  const locked = lockedRanges(plan.survey)
  const refused: Problem[] = []
  for (const row of rows) {
    const header = plan.tables.find(({ table }) => table.hasHeader && table.range.firstRow === row)
    const array = locked.find((range) => row >= range.firstRow && row <= range.lastRow)
    const reason =
      header !== undefined
        ? `it holds the headers of the table "${header.table.name}".`
        : array !== undefined
          ? `one formula fills ${rangeText(array)} as a whole.`
          : undefined
    if (reason === undefined) rowPatch(plan.patch, row).isEmptied = true
    else {
      refused.push({
        code: 'edit_refused',
        severity: 'warning',
        message: `Row ${row} of sheet "${plan.name}" was not taken out: ${reason}`,
        place: { sheet: plan.name, row },
      })
    }
  }
  return refused
}

/** Empties and hides columns; a table's header stays, and a column that an array formula stands in is returned. */
export function planDeletedColumns(plan: SheetPlan, columns: readonly EmptiedColumn[]): Problem[] {
  const locked = lockedRanges(plan.survey)
  const refused: Problem[] = []
  for (const emptied of columns) {
    const { column, firstRow } = emptied
    const array = locked.find((range) => column >= range.firstColumn && column <= range.lastColumn)
    if (array !== undefined) {
      const name = columnLetters(column)
      refused.push({
        code: 'edit_refused',
        severity: 'warning',
        message: `Column ${name} of sheet "${plan.name}" was not taken out: one formula fills ${rangeText(array)} as a whole.`,
        place: { sheet: plan.name, column: name },
      })
      continue
    }
    const isHeader = plan.tables.some(
      ({ table }) =>
        table.hasHeader &&
        table.range.firstRow === firstRow &&
        column >= table.range.firstColumn &&
        column <= table.range.lastColumn,
    )
    plan.patch.emptiedColumns.push(isHeader ? { ...emptied, firstRow: firstRow + 1 } : emptied)
  }
  return refused
}
