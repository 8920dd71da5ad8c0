import type { ReadArea } from './formula-reads.ts'

/** Stands for every column of a row. */
export const everyColumn = 0

/** Changed places of a workbook: sheet name -> source column (or `everyColumn`) -> rows, ascending. */
export type ChangedPlaces = Map<string, Map<number, number[]>>

/** Adds a place; a row that lies between two rows of the source has a fraction. */
export function addPlace(places: ChangedPlaces, sheet: string, column: number, row: number): void {
  const columns = places.get(sheet) ?? new Map<number, number[]>()
  places.set(sheet, columns)
  const rows = columns.get(column) ?? []
  columns.set(column, rows)
  rows.splice(firstFrom(rows, row), 0, row)
}

/** True where the area holds a changed place. */
export function holdsPlace(places: ChangedPlaces, area: ReadArea): boolean {
  const columns = places.get(area.sheet)
  if (columns === undefined) return false
  for (const [column, rows] of columns) {
    const isInside = column === everyColumn || (column >= area.firstColumn && column <= area.lastColumn)
    if (!isInside) continue
    const row = rows[firstFrom(rows, area.firstRow)]
    if (row !== undefined && row <= area.lastRow) return true
  }
  return false
}

/** Index of the first number that is not below `limit`. */
function firstFrom(ascending: readonly number[], limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}
