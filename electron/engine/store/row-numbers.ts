import { z } from 'zod'
import { firstFrom } from '#shared/domain/ascending.ts'
import { rowId } from '#shared/domain/ids.ts'
import type { StoredSheet } from './catalog.ts'
import { type Connection, readRows } from './connection.ts'

/**
 * The numbers that a spreadsheet shows beside the rows. A row of the source keeps its number but for rows inserted and
 * deleted above it; so blank rows of the source, which the table does not hold, still count.
 */
export type RowNumbers = (rowId: number, position: number) => number

export async function readRowNumbers(connection: Connection, sheet: StoredSheet): Promise<RowNumbers> {
  const inserted = await insertedRows(connection, sheet)
  const deleted = await deletedRows(connection, sheet)
  const positions = inserted.map((row) => row.position)
  return (rowId, position) => {
    const before = firstFrom(positions, position)
    if (rowId <= sheet.lastImportedRow) return rowId + before - firstFrom(deleted, rowId)
    const above = inserted[before]?.above ?? sheet.info.headerRow
    return above + 1 + before - firstFrom(deleted, above)
  }
}

/** Rows that the source does not have, in their order, each with the nearest row of the source (or header) above it. */
export async function insertedRows(connection: Connection, sheet: StoredSheet) {
  const rows = await readRows(
    connection,
    z.object({ row: z.number().transform(rowId), position: z.number(), above: z.number().nullable() }),
    `SELECT i.row_id AS "row", i.position, p.row_id AS above
     FROM (SELECT row_id, position FROM ${sheet.table} WHERE row_id > ?) AS i
     ASOF LEFT JOIN (SELECT row_id, position FROM ${sheet.table} WHERE row_id <= ?
       AND EXISTS (SELECT 1 FROM ${sheet.table} WHERE row_id > ?)) AS p ON i.position > p.position
     ORDER BY i.position`,
    [sheet.lastImportedRow, sheet.lastImportedRow, sheet.lastImportedRow],
  )
  return rows.map(({ above, ...row }) => ({ ...row, above: above ?? sheet.info.headerRow }))
}

/** Source rows that were deleted and not put back, in order; those now in the preamble are not gone. */
export async function deletedRows(connection: Connection, sheet: StoredSheet): Promise<number[]> {
  const rows = await readRows(
    connection,
    z.object({ row_id: z.number() }),
    `SELECT DISTINCT row_id FROM deleted_row AS d
     WHERE sheet_id = ? AND row_id <= ? AND row_id > ?
       AND NOT EXISTS (SELECT 1 FROM ${sheet.table} AS s WHERE s.row_id = d.row_id)
     ORDER BY row_id`,
    [sheet.info.id, sheet.lastImportedRow, sheet.info.headerRow],
  )
  return rows.map((row) => row.row_id)
}
