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
export function columnGlyph({ formula, type, mixed, numberFormat }: ColumnInfo): {
  readonly glyph: string
  readonly long: string
} {
  if (formula !== undefined) return computed
  if (!mixed) return typeNames[type]
  const usual =
    numberFormat === undefined || /^(general|@)$/i.test(numberFormat) ? type : formatType(numberFormat)
  return { glyph: `${typeNames[usual].glyph}*`, long: `${typeNames[usual].long}, mixed with others` }
}

const formatType = (numberFormat: string): ColumnType =>
  parseFormatCode(numberFormat).some((section) => section.isDate) ? 'date' : 'number'
