import { translateFormulaToA1, translateFormulaToR1C1 } from '@borgar/fx'
import type { ImportedName } from '../imported.ts'
import { odsFormula } from './cell-value.ts'
import type { OdsName } from './ods-outline.ts'

/** `$Sheet1.$A$1:.$B$2` or `$'My sheet'.A1` -> `Sheet1!$A$1:$B$2`. */
export const excelReference = (reference: string): string =>
  reference
    .replace(/^\$?('(?:[^']|'')+'|[^.']+)\./, '$1!')
    .replace(/:(?:\$?(?:'(?:[^']|'')+'|[^.:']*))?\./, ':')

/** A name as formulas of a workbook have it: what is not fixed is seen from A1. */
export function excelName({ name, kind, body, base, sheet }: OdsName): ImportedName | undefined {
  if (name === '' || body === '') return undefined
  const formula = kind === 'range' ? excelReference(body) : odsFormula(body)
  const scope = sheet === undefined ? {} : { sheet }
  return { name, formula: seenFromFirstCell(formula, base), ...scope }
}

const lastCell = /\.(\$?[A-Z]+\$?\d+)$/i

function seenFromFirstCell(formula: string, base: string): string {
  const cell = lastCell.exec(base)?.[1]?.replaceAll('$', '')
  if (cell === undefined || cell.toUpperCase() === 'A1') return formula
  try {
    return translateFormulaToA1(translateFormulaToR1C1(formula, cell), 'A1')
  } catch {
    return formula
  }
}
