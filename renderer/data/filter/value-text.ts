import { type CellValue, cellErrorCodes } from '#shared/domain/cell.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { formatCell } from '../cells/format-cell.ts'

/** A value of a filter's list, which comes as its full text, as the column shows it. */
export function shownText(
  text: string,
  { type, numberFormat }: Pick<ColumnInfo, 'type' | 'numberFormat'>,
): string {
  return formatCell(cellOfText(text, type), numberFormat)
}

function cellOfText(text: string, type: ColumnInfo['type']): CellValue {
  if (type === 'number' && text !== '' && Number.isFinite(Number(text)))
    return { kind: 'number', value: Number(text) }
  if (type === 'date' || type === 'datetime') {
    const value = Date.parse(text.includes('T') ? `${text}Z` : text)
    if (Number.isFinite(value)) return { kind: 'date', value }
  }
  return cellErrorCodes.some((code) => code === text)
    ? { kind: 'error', value: text }
    : { kind: 'text', value: text }
}
