/** From the project's rows and columns to those of the exported sheet. */
import { z } from 'zod'
import type { StoredSheet } from '../../store/catalog.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import type { DataPlace } from './data-places.ts'

export type NumberOf = (source: number) => number | undefined

/** From a row's id to its number in the exported sheet, for the rows that are asked for. */
export async function rowNumbers(
  connection: Connection,
  sheet: StoredSheet,
  place: DataPlace,
  wanted: ReadonlySet<number>,
): Promise<NumberOf> {
  if (place.hasRowNumbers) return place.rowOf
  const numbers = new Map<number, number>()
  if (wanted.size > 0) {
    const rows = await readRows(
      connection,
      z.object({ row_id: z.number(), rank: z.number() }),
      `SELECT * FROM (SELECT row_id, row_number() OVER (ORDER BY "position") AS rank FROM ${sheet.table})
       WHERE row_id IN (${[...wanted].join(', ')})`,
    )
    for (const { row_id, rank } of rows) numbers.set(row_id, place.headerRow + rank)
  }
  return (row) => numbers.get(row)
}

/** From a column of the source to its number in the exported sheet. */
export function columnNumbers(sheet: StoredSheet, place: DataPlace): NumberOf {
  const bySource = new Map([...sheet.columns.values()].map((column) => [column.sourceColumn, column.id]))
  return (source) => {
    const id = bySource.get(source)
    return id === undefined ? undefined : place.columnOf(id)
  }
}
