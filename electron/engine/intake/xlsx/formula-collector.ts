import type { CellRange } from '#shared/domain/sheet.ts'
import { parseRange } from '../cell-range.ts'
import type { ImportedFormula } from '../imported.ts'
import { parseSharedFormula, type SharedFormula } from './shared-formula.ts'
import { attributesOf, decodeEscapes, isTrue } from './xml-text.ts'

/** A what-if data table as Excel shows it: `TABLE(row input,column input)`. */
function dataTableText(attributes: Readonly<Record<string, string>>): string {
  const { r1 = '', r2 = '' } = attributes
  if (isTrue(attributes.dt2D)) return `TABLE(${r1},${r2})`
  return isTrue(attributes.dtr) ? `TABLE(${r1},)` : `TABLE(,${r1})`
}

/** Gathers the formulas of a sheet as they are met, up to a limit; a shared formula is written out for each cell. */
export function createFormulaCollector(limit: number) {
  const collected: ImportedFormula[] = []
  const shared = new Map<string, SharedFormula>()
  let leftOut = 0
  let row = 0
  let column = 0
  let sharedIndex: string | undefined
  let fills: CellRange | undefined
  let dataTable: string | undefined

  return {
    collected,
    leftOut: () => leftOut,
    open(atRow: number, atColumn: number, bytes: Buffer, start: number, end: number): void {
      row = atRow
      column = atColumn
      const attributes = start < end ? attributesOf(bytes, start, end) : {}
      sharedIndex = attributes.t === 'shared' ? attributes.si : undefined
      const isTable = attributes.t === 'dataTable'
      fills = isTable || attributes.t === 'array' ? parseRange(attributes.ref ?? '') : undefined
      dataTable = isTable ? dataTableText(attributes) : undefined
    },
    close(text: string): void {
      const formula = dataTable ?? textOf(decodeEscapes(text))
      if (formula === '') return
      if (collected.length >= limit) leftOut += 1
      else collected.push({ row, column, formula, ...(fills === undefined ? {} : { fills }) })
    },
    /** The cell that ends here holds a formula and no result of it. */
    lacksValue(): void {
      const last = collected.at(-1)
      if (last?.row === row && last.column === column)
        collected[collected.length - 1] = { ...last, withoutValue: true }
    },
  }

  function textOf(text: string): string {
    if (sharedIndex === undefined) return text
    if (text === '') return shared.get(sharedIndex)?.(row, column) ?? ''
    shared.set(sharedIndex, parseSharedFormula(text, row, column))
    return text
  }
}
