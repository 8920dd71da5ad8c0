import type { ImportedFormula } from '../imported.ts'
import { parseSharedFormula, type SharedFormula } from './shared-formula.ts'
import { attributesOf, decodeEscapes } from './xml-text.ts'

/** Gathers the formulas of a sheet as they are met, up to a limit; a shared formula is written out for each cell. */
export function createFormulaCollector(limit: number) {
  const collected: ImportedFormula[] = []
  const shared = new Map<string, SharedFormula>()
  let leftOut = 0
  let row = 0
  let column = 0
  let sharedIndex: string | undefined
  let isDataTable = false

  return {
    collected,
    leftOut: () => leftOut,
    open(atRow: number, atColumn: number, bytes: Buffer, start: number, end: number): void {
      row = atRow
      column = atColumn
      const attributes = start < end ? attributesOf(bytes, start, end) : {}
      sharedIndex = attributes.t === 'shared' ? attributes.si : undefined
      isDataTable = attributes.t === 'dataTable'
    },
    close(text: string): void {
      const formula = textOf(decodeEscapes(text))
      if (formula === '' || isDataTable) return
      if (collected.length >= limit) leftOut += 1
      else collected.push({ row, column, formula })
    },
  }

  function textOf(text: string): string {
    if (sharedIndex === undefined) return text
    if (text === '') return shared.get(sharedIndex)?.(row, column) ?? ''
    shared.set(sharedIndex, parseSharedFormula(text, row, column))
    return text
  }
}
