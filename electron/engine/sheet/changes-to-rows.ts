import { groupBy } from '#shared/domain/group-by.ts'
import type { RowId } from '#shared/domain/ids.ts'
import type { StoredSheet } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import { deletedRows, insertedRows } from '../store/row-numbers.ts'
import type { Insertion } from './formula-text/moves.ts'

/** Which rows a sheet has gained and lost since the import. */
export interface RowChanges {
  /** Rows that the source does not have, in their order, each with the nearest row of the source (or header) above it. */
  readonly insertedRows: readonly { readonly row: RowId; readonly above: number }[]
  /** Rows of the source that are gone, ascending. */
  readonly deletedRows: readonly number[]
}

export async function changesToRows(connection: Connection, sheet: StoredSheet): Promise<RowChanges> {
  const inserted = await insertedRows(connection, sheet)
  return {
    insertedRows: inserted.map(({ row, above }) => ({ row, above })),
    deletedRows: await deletedRows(connection, sheet),
  }
}

/** The inserted rows by the rows of the source that they stand below, as rows to be put in. */
export const insertionsOf = (rows: RowChanges['insertedRows']): Insertion[] =>
  [...groupBy(rows, ({ above }) => above)]
    .map(([after, group]) => ({ after, count: group.length }))
    .sort((one, other) => one.after - other.after)
