import { z } from 'zod'
import type { FieldType } from '#shared/domain/kind.ts'
import { type Connection, execute, readRow } from '../../store/connection.ts'
import { type Dataset, rowsRevision } from '../dataset.ts'
import type { UsableComputed } from './computed-fields.ts'
import { badColumn, fieldColumn } from './dataset-rows.ts'

/** Keeps the rows that are about to be read again; returns the name of the table that holds them. */
export async function keepRows(connection: Connection, table: string, condition: string): Promise<string> {
  const kept = `${table.slice(0, -1)}__before"`
  await execute(connection, `CREATE OR REPLACE TABLE ${kept} AS SELECT * FROM ${table} WHERE ${condition}`)
  return kept
}

interface RowsNow {
  readonly table: string
  /** The rows that were read again. */
  readonly changed: string
}

interface Fields {
  readonly mapped: ReadonlyMap<string, FieldType>
  readonly computed: readonly UsableComputed[]
}

/**
 * The fields whose values differ between rows as they were kept and as they are now, and drops what was kept. Undefined
 * where rows came or went.
 */
export async function changedFields(
  connection: Connection,
  kept: string,
  { table, changed }: RowsNow,
  { mapped, computed }: Fields,
): Promise<readonly string[] | undefined> {
  const fields = [
    ...[...mapped.keys()].map((id) => ({ id, columns: [fieldColumn(id), badColumn(id)] })),
    ...computed.map(({ field }) => ({ id: field.id, columns: [fieldColumn(field.id)] })),
  ]
  const differs = fields.map(({ columns }, index) => {
    const parts = columns.map((column) => `b.${column} IS DISTINCT FROM n.${column}`)
    return `count(*) FILTER (${parts.join(' OR ')}) AS field_${index}`
  })
  const row = await readRow(
    connection,
    z.record(z.string(), z.number()),
    `SELECT count(*) FILTER (b.row_id IS NULL OR n.row_id IS NULL) AS alone, ${differs.join(', ')}
     FROM ${kept} AS b FULL JOIN (SELECT * FROM ${table} WHERE ${changed}) AS n
     ON b.sheet_id = n.sheet_id AND b.row_id = n.row_id`,
  )
  await execute(connection, `DROP TABLE ${kept}`)
  if (row === undefined || row.alone !== 0) return undefined
  return fields.flatMap(({ id }, index) => (row[`field_${index}`] === 0 ? [] : [id]))
}

/** The dataset after an edit of some fields' values: the others are as old as they were before it. */
export function withFieldRevisions(now: Dataset, before: Dataset, changed: readonly string[]): Dataset {
  const ageOf = (id: string) => before.fieldRevisions?.get(id) ?? before.revision
  const ids = [rowsRevision, ...now.fields.keys()]
  const revisions = ids.map((id) => [id, changed.includes(id) ? now.revision : ageOf(id)] as const)
  return { ...now, fieldRevisions: new Map(revisions) }
}
