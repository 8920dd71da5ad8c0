import type { Cell } from 'exceljs'
import { toExcel } from '#shared/formula/excel.ts'
import type { ExcelReferences } from '#shared/formula/excel-context.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'

/** The formula, shown empty where it is an error; the value itself where Excel cannot say it. Returns the obstacle. */
export function writeFormula(
  cell: Cell,
  node: FormulaNode,
  result: number | null,
  references: ExcelReferences,
): string | undefined {
  const written = toExcel(node, references)
  if (!written.ok || written.value.cost === 'quadratic') {
    cell.value = result ?? ''
    return written.ok ? 'as a formula it would take too long to recalculate' : written.error.message
  }
  const formula = `IFERROR(${written.value.formula},"")`
  const cached = result ?? ''
  if (written.value.array) writeArrayFormula(cell, formula, cached)
  else cell.value = { formula, result: cached }
  return undefined
}

/** exceljs writes array formulas, though its types do not know them. */
function writeArrayFormula(cell: Cell, formula: string, result: number | string): void {
  const value = { formula, result, shareType: 'array', ref: cell.address }
  cell.value = value
}
