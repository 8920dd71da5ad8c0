import { z } from 'zod'
import { groupBy } from '#shared/domain/group-by.ts'
import { type RowId, rowId } from '#shared/domain/ids.ts'
import type { StoredSheet } from '../store/catalog.ts'
import { type Connection, readRows } from '../store/connection.ts'
import { deletedRows } from '../store/row-numbers.ts'
import type { Insertion } from './formula-text/moves.ts'

/** Which rows a sheet has gained and lost since the import. */
export interface RowChanges {
  /** Rows that the source does not have, in their order, each with the nearest row of the source (or header) above it. */
  readonly insertedRows: readonly { readonly row: RowId; readonly above: number }[]
  /** Rows of the source that are gone, ascending. */
  readonly deletedRows: readonly number[]
}

export async function changesToRows(connection: Connection, sheet: StoredSheet): Promise<RowChanges> {
  return {
    insertedRows: await insertedRows(connection, sheet),
    deletedRows: await deletedRows(connection, sheet),
  }
}

/** The inserted rows by the rows of the source that they stand below, as rows to be put in. */
export const insertionsOf = (rows: RowChanges['insertedRows']): Insertion[] =>
  [...groupBy(rows, ({ above }) => above)]
    .map(([after, group]) => ({ after, count: group.length }))
    .sort((one, other) => one.after - other.after)

async function insertedRows(connection: Connection, sheet: StoredSheet) {
  const rows = await readRows(
    connection,
    z.object({ row: z.number(), above: z.number().nullable() }),
    `SELECT i.row_id AS row, p.row_id AS above
     FROM (SELECT row_id, position FROM ${sheet.table} WHERE row_id > ?) AS i
     ASOF LEFT JOIN (SELECT row_id, position FROM ${sheet.table} WHERE row_id <= ?
       AND EXISTS (SELECT 1 FROM ${sheet.table} WHERE row_id > ?)) AS p ON i.position > p.position
     ORDER BY i.position`,
    [sheet.lastImportedRow, sheet.lastImportedRow, sheet.lastImportedRow],
  )
  return rows.map(({ row, above }) => ({ row: rowId(row), above: above ?? sheet.info.headerRow }))
}
