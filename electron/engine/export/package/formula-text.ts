/** Formulas as text: moved to another cell, or following a table column that is renamed. */
import {
  parseStructRef,
  stringifyStructRef,
  tokenize,
  translateFormulaToA1,
  translateFormulaToR1C1,
} from '@borgar/fx/xlsx'
import { cellAddress } from '#shared/domain/address.ts'

interface Place {
  readonly row: number
  readonly column: number
}

/** The formula as it reads when moved, as a shared formula does from cell to cell. */
export function movedFormula(formula: string, from: Place, to: Place): string {
  const relative = translateFormulaToR1C1(formula, cellAddress(from.row, from.column))
  return translateFormulaToA1(relative, cellAddress(to.row, to.column))
}

export interface RenamedColumn {
  readonly table: string
  readonly from: string
  readonly to: string
}

/** The formula with a table's column under its new name; the same text where it does not use it. */
export function withRenamedColumns(formula: string, renames: readonly RenamedColumn[]): string {
  if (!formula.includes('[')) return formula
  return tokenize(formula, { mergeRefs: true })
    .map((token) => (token.type === 'structured' ? renamedReference(token.value, renames) : token.value))
    .join('')
}

function renamedReference(reference: string, renames: readonly RenamedColumn[]): string {
  const parsed = parseStructRef(reference)
  if (parsed === undefined) return reference
  const own = renames.filter(({ table }) => table.toLowerCase() === (parsed.table ?? '').toLowerCase())
  const columns = (parsed.columns ?? []).map(
    (column) => own.find(({ from }) => from.toLowerCase() === column.toLowerCase())?.to ?? column,
  )
  const isSame = columns.every((column, index) => column === parsed.columns?.[index])
  return isSame ? reference : stringifyStructRef({ ...parsed, columns }, { thisRow: true })
}
