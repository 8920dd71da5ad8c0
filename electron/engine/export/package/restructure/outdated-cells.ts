import { movesCells, type SheetRequest, sheetMoves } from '../../../sheet/formula-text/moves.ts'
import { findDependents } from '../dependents.ts'
import { emptyPatch, rowPatch } from '../sheet-patch.ts'
import type { Workbook } from '../workbook-part.ts'
import type { SurveyedSheet } from './survey-sheets.ts'

/** Functions that tell where cells are: their values change as cells move. */
const positional = /\b(?:ROWS?|COLUMNS?|CELL|ADDRESS|SHEET)\s*\(/i

/**
 * Formulas whose kept values may no longer be true once cells are taken out or moved: by sheet, the rows and columns
 * where they stand in the original.
 */
export function outdatedCells(
  workbook: Workbook,
  sheets: readonly SurveyedSheet[],
  requests: readonly SheetRequest[],
): ReadonlyMap<string, ReadonlyMap<number, ReadonlySet<number>>> {
  if (!requests.some((request) => movesCells(sheetMoves(request)))) return new Map()
  const plans = sheets.map((sheet) => {
    const request = requests.find((each) => each.sheet === sheet.name)
    const patch = emptyPatch()
    for (const row of request?.deletedRows ?? []) rowPatch(patch, row).isEmptied = true
    const lastRow = sheet.survey.usedRange?.lastRow ?? 0
    for (const column of request?.deletedColumns ?? [])
      patch.emptiedColumns.push({ column, isHidden: false, firstRow: 1, lastRow })
    return { ...sheet, patch }
  })
  const outdated = new Map<string, Map<number, Set<number>>>()
  for (const [{ name }, cells] of findDependents(workbook, plans, (formula) => positional.test(formula))) {
    const rows = new Map<number, Set<number>>()
    for (const { row, column } of cells) rows.set(row, (rows.get(row) ?? new Set()).add(column))
    outdated.set(name, rows)
  }
  return outdated
}
