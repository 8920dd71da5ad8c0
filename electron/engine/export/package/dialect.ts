/**
 * Two spellings of the same format: transitional, which nearly all files use, and strict (ISO/IEC 29500 part 1), which
 * differs in its namespaces. New parts are written in the spelling of the original.
 */

export type Dialect = 'transitional' | 'strict'

const officeRelationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const strictRelationships = 'http://purl.oclc.org/ooxml/officeDocument/relationships'

/** Transitional namespace -> strict namespace. */
const strictNamespaces: readonly (readonly [string, string])[] = [
  [
    'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
    'http://purl.oclc.org/ooxml/spreadsheetml/main',
  ],
  [officeRelationships, strictRelationships],
  ['http://schemas.openxmlformats.org/drawingml/2006/main', 'http://purl.oclc.org/ooxml/drawingml/main'],
  [
    'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing',
    'http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing',
  ],
  ['http://schemas.openxmlformats.org/drawingml/2006/chart', 'http://purl.oclc.org/ooxml/drawingml/chart'],
]

/** Told by the root of the workbook part. */
export const dialectOf = (workbookText: string): Dialect =>
  workbookText.includes('http://purl.oclc.org/ooxml/spreadsheetml/main') ? 'strict' : 'transitional'

/** The main spreadsheet namespace. */
export const mainNamespace = (dialect: Dialect): string =>
  inDialect('http://schemas.openxmlformats.org/spreadsheetml/2006/main', dialect)

export const relationshipsNamespace = (dialect: Dialect): string =>
  dialect === 'strict' ? strictRelationships : officeRelationships

/** The type of a relationship by its last word, such as `worksheet`. */
export const relationshipType = (kind: string, dialect: Dialect): string =>
  `${relationshipsNamespace(dialect)}/${kind}`

/** A text written in the transitional spelling, in the spelling asked for. */
export function inDialect(text: string, dialect: Dialect): string {
  if (dialect === 'transitional') return text
  return strictNamespaces.reduce(
    (result, [transitional, strict]) => result.replaceAll(transitional, strict),
    text,
  )
}
