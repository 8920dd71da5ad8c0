import type { ColumnType } from '#shared/domain/sheet.ts'

/** A column's type as its header and the inspector show it. */
export const typeNames: Record<ColumnType, { readonly glyph: string; readonly long: string }> = {
  text: { glyph: 'Abc', long: 'Text' },
  number: { glyph: '123', long: 'Numbers' },
  boolean: { glyph: 'T/F', long: 'True or false' },
  date: { glyph: 'Date', long: 'Dates' },
  datetime: { glyph: 'Time', long: 'Dates and times' },
}
