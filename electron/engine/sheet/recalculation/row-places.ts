import { firstFrom } from '#shared/domain/ascending.ts'
import type { Area } from './operand.ts'

/** Where the rows of a source stand now that rows were inserted and deleted. */
export interface RowPlaces {
  /** The number that a row of the source has now; a deleted row has that of the one after it. */
  readonly now: (row: number) => number
  /** The area where it stands now; undefined where all its rows are gone. */
  readonly present: (area: Area) => Area | undefined
  /** The numbers of now of the inserted rows, in their order. */
  readonly inserted: readonly number[]
}

/** `above`: for each inserted row, in order, the source row that it stands below. */
export function rowPlaces(above: readonly number[], deleted: readonly number[]): RowPlaces {
  const gone = new Set(deleted)
  const now = (row: number): number => row + firstFrom(above, row) - firstFrom(deleted, row)
  return {
    now,
    present: (area) => {
      if (above.length === 0 && deleted.length === 0) return area
      const firstRow = now(area.firstRow)
      const lastRow = now(area.lastRow) - (gone.has(area.lastRow) ? 1 : 0)
      return firstRow > lastRow ? undefined : { ...area, firstRow, lastRow }
    },
    inserted: above.map((row, index) => row + index + 1 - firstFrom(deleted, row + 1)),
  }
}
