import type { ColumnInfo, ColumnType } from '#shared/domain/sheet.ts'
import { parseFormatCode } from '../cells/format-code.ts'

/** A column's type as its header and the inspector show it. */
export const typeNames: Record<ColumnType, { readonly glyph: string; readonly long: string }> = {
  text: { glyph: 'Abc', long: 'Text' },
  number: { glyph: '123', long: 'Numbers' },
  boolean: { glyph: 'T/F', long: 'True or false' },
  date: { glyph: 'Date', long: 'Dates' },
  datetime: { glyph: 'Time', long: 'Dates and times' },
}

const computed = { glyph: 'fx', long: 'Computed by a formula' }

/** How a header says what its column holds. One of mixed content says what its number format speaks of, with a star. */
export function columnGlyph(column: ColumnInfo): { readonly glyph: string; readonly long: string } {
  if (column.formula !== undefined) return computed
  const { glyph, long } = typeNames[usualType(column)]
  return column.mixed ? { glyph: `${glyph}*`, long: `${long}, mixed with others` } : { glyph, long }
}

/** What most cells of a column are, as far as its number format tells where they are mixed. */
export function usualType({ type, mixed, numberFormat }: ColumnInfo): ColumnType {
  const isPlain = numberFormat === undefined || /^(general|@)$/i.test(numberFormat)
  return !mixed || isPlain ? type : formatType(numberFormat)
}

const formatType = (numberFormat: string): ColumnType =>
  parseFormatCode(numberFormat).some((section) => section.isDate) ? 'date' : 'number'
