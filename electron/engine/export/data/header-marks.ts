/** Headers of mapped columns say what Tenure takes them for. */

import type { SheetReading } from '../../mapping/datasets/sheet-reading.ts'
import { findColumn } from '../../mapping/mappable-sheet.ts'
import type { HeaderMark } from '../package/workbook-changes.ts'
import type { DataPlace } from './data-places.ts'
import { noteAuthor } from './note-author.ts'

/**
 * A mark for each mapped column; a header that has a note already is only coloured.
 * @param isNoted whether the cell has a note of its own
 */
export function headerMarks(
  place: DataPlace,
  readings: readonly SheetReading[],
  isNoted: (row: number, column: number) => boolean,
): HeaderMark[] {
  if (place.headerRow === 0) return []
  const marks = new Map<number, HeaderMark>()
  for (const { kind, fields, sheet: read } of readings.filter(
    ({ sheet: { partOf } }) => partOf === undefined,
  )) {
    for (const { field, column: name } of fields) {
      const id = findColumn(read, name)?.id
      const column = id === undefined ? undefined : place.columnOf(id)
      if (id === undefined || column === undefined) continue
      const says = `${kind.name}: ${field.name}`
      const known = marks.get(column)?.text
      marks.set(column, {
        sheet: place.name,
        row: place.headerRow,
        column,
        ...(isNoted(place.headerRow, column)
          ? {}
          : { text: known === undefined ? `Mapped to ${says}` : `${known}; ${says}`, author: noteAuthor }),
      })
    }
  }
  return [...marks.values()]
}
