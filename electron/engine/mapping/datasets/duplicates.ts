import { z } from 'zod'
import { joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import { type Connection, execute, readRow } from '../../store/connection.ts'
import { badColumn, duplicateColumn, fieldColumn } from './dataset-rows.ts'

export interface DuplicateScope {
  readonly table: string
  /** Ids of the key's fields. */
  readonly key: readonly string[]
  /** Ids of all mapped fields. */
  readonly fields: readonly string[]
}

/**
 * Marks every exact repetition of an earlier row with the same key. `keys` narrows it to some keys (a relation with
 * the key's columns) after an edit that can have changed no others.
 */
export async function markDuplicates(
  connection: Connection,
  { table, key, fields }: DuplicateScope,
  keys?: string,
): Promise<void> {
  if (key.length === 0) return
  const keyColumns = key.map(fieldColumn)
  const present = keyColumns.map((column) => `${column} IS NOT NULL`).join(' AND ')
  const joined = keyColumns.join(', ')
  const among =
    keys === undefined
      ? `SELECT ${joined} FROM ${table} WHERE ${present} GROUP BY ${joined} HAVING count(*) > 1`
      : `SELECT ${joined} FROM ${keys}`
  const same = fields.flatMap((id) => [fieldColumn(id), badColumn(id)]).join(', ')
  const repeated = `SELECT rowid AS place, row_number() OVER (PARTITION BY ${same} ORDER BY sheet_id, row_id, rowid) > 1 AS is_repeated
    FROM ${table} WHERE ${present} AND (${joined}) IN (${among})`
  await execute(
    connection,
    `UPDATE ${table} SET ${duplicateColumn} = r.is_repeated FROM (${repeated}) AS r
     WHERE ${table}.rowid = r.place AND ${duplicateColumn} <> r.is_repeated`,
  )
}

/** How many rows of the table are marked as repetitions. */
export async function countDuplicates(connection: Connection, table: string): Promise<number> {
  const row = await readRow(
    connection,
    z.object({ repeated: z.number() }),
    `SELECT count(*) FILTER (${duplicateColumn}) AS repeated FROM ${table}`,
  )
  return row?.repeated ?? 0
}

/** How many of the rows whose key is among `keys` are marked as repetitions. */
export async function countRepeated(
  connection: Connection,
  table: string,
  keyList: string,
  keys: string,
): Promise<number> {
  const row = await readRow(
    connection,
    z.object({ repeated: z.number() }),
    `SELECT count(*) AS repeated FROM ${table} WHERE ${duplicateColumn} AND (${keyList}) IN (SELECT ${keyList} FROM ${keys})`,
  )
  return row?.repeated ?? 0
}

const statsRow = z.record(z.string(), z.number())

export interface TableStats {
  readonly rowCount: number
  readonly duplicateCount: number
  readonly fields: ReadonlyMap<string, { readonly blanks: number; readonly bad: number }>
}

/** Counts of a dataset's table, or of its rows `among`: rows, repetitions, and for each field blanks and what was not understood. */
export async function countTable(
  connection: Connection,
  table: string,
  mapped: readonly string[],
  computed: readonly string[],
  among = 'TRUE',
): Promise<TableStats> {
  const counts = [
    ...mapped.flatMap((id, index) => [
      sql`count(${rawSql(fieldColumn(id))}) AS ${rawSql(`filled_${index}`)}`,
      sql`count(${rawSql(badColumn(id))}) AS ${rawSql(`bad_${index}`)}`,
    ]),
    ...computed.map(
      (id, index): SqlFragment => sql`count(${rawSql(fieldColumn(id))}) AS ${rawSql(`computed_${index}`)}`,
    ),
  ]
  const query = sql`SELECT ${joinSql([rawSql('count(*) AS total'), rawSql(`count(*) FILTER (${duplicateColumn}) AS repeated`), ...counts], ', ')} FROM ${rawSql(table)} WHERE ${rawSql(among)}`
  const row = await readRow(connection, statsRow, query.text, query.values)
  const read = (name: string) => row?.[name] ?? 0
  const total = read('total')
  return {
    rowCount: total,
    duplicateCount: read('repeated'),
    fields: new Map([
      ...mapped.map((id, index) => {
        const bad = read(`bad_${index}`)
        return [id, { blanks: total - read(`filled_${index}`) - bad, bad }] as const
      }),
      ...computed.map((id, index) => [id, { blanks: total - read(`computed_${index}`), bad: 0 }] as const),
    ]),
  }
}

/** Counts after some rows were replaced: what these rows had is taken off, what they have now is added. */
export function countsAfter(all: TableStats, before: TableStats, now: TableStats): TableStats {
  const fields = [...all.fields].map(([id, { blanks, bad }]) => {
    const [old, fresh] = [before.fields.get(id), now.fields.get(id)]
    return [
      id,
      {
        blanks: blanks - (old?.blanks ?? 0) + (fresh?.blanks ?? 0),
        bad: bad - (old?.bad ?? 0) + (fresh?.bad ?? 0),
      },
    ] as const
  })
  return {
    rowCount: all.rowCount - before.rowCount + now.rowCount,
    duplicateCount: all.duplicateCount - before.duplicateCount + now.duplicateCount,
    fields: new Map(fields),
  }
}
