import { z } from 'zod'
import type { DerivedDataset } from '#shared/domain/kind.ts'
import { identifier } from '#shared/formula/sql-fragment.ts'
import { type Connection, execute, readRow } from '../../store/connection.ts'
import type { Dataset, DatasetField } from '../dataset.ts'
import { duplicateColumn } from './dataset-rows.ts'

/** Counts of a derived dataset, known once it is materialised. */
interface DerivedStats {
  rowCount: number
}

/** By what stays the same in copies of a dataset, such as one that borrows a field for a breakdown. */
type DerivedKey = NonNullable<Dataset['derivedFrom']>
const materialising = new WeakMap<DerivedKey, Promise<void>>()
const known = new WeakMap<DerivedKey, { readonly stats: DerivedStats; readonly relation: string }>()

/** The derived datasets that the base's fields allow, each at first a view: it costs nothing until it is read. */
export async function deriveDatasets(
  connection: Connection,
  base: Dataset,
  tableName: (id: string) => string,
  assumptions: ReadonlyMap<string, number>,
): Promise<Dataset[]> {
  const derived: Dataset[] = []
  for (const definition of base.kind.derived) {
    const query = derivedSql(base, definition, assumptions)
    if (query === undefined) continue
    const relation = tableName(definition.id)
    await execute(connection, `CREATE OR REPLACE VIEW ${relation} AS ${query}`)
    await execute(connection, `DROP TABLE IF EXISTS ${madeTable(relation)}`)
    derived.push(derivedDataset(base, definition, relation))
  }
  return derived
}

/** The query of a derived dataset over its base without exact repetitions; undefined where a field it needs is missing. */
function derivedSql(
  base: Dataset,
  { needs, sql }: DerivedDataset,
  assumptions: ReadonlyMap<string, number>,
): string | undefined {
  if (!needs.every((field) => base.fields.has(field))) return undefined
  const relation =
    base.duplicateCount === 0
      ? base.relation
      : `(SELECT * FROM ${base.relation} WHERE NOT ${duplicateColumn}) AS base`
  let isComplete = true
  const text = sql.replaceAll('{base}', relation).replace(/\{assumption:(\w+)\}/g, (_, name: string) => {
    const value = assumptions.get(name)
    if (value === undefined) isComplete = false
    return String(value ?? 'NULL')
  })
  return isComplete ? text : undefined
}

function derivedDataset(base: Dataset, definition: DerivedDataset, relation: string): Dataset {
  const stats: DerivedStats = { rowCount: 0 }
  const derivedFrom = { base: base.id, definition }
  const fields = definition.fields.map(
    (field): DatasetField => ({
      id: field.id,
      name: field.name,
      type: field.type,
      column: identifier(field.id),
      blankCount: 0,
      badCount: 0,
      origin: 'derived',
    }),
  )
  const dataset: Dataset = {
    id: definition.id,
    name: definition.name,
    relation,
    get rowCount() {
      return stats.rowCount
    },
    duplicateCount: 0,
    fields: new Map(fields.map((field) => [field.id, field])),
    kind: base.kind,
    derivedFrom,
    computed: [],
    revision: base.revision,
  }
  known.set(derivedFrom, { stats, relation })
  return dataset
}

const madeTable = (relation: string): string => `${relation.slice(0, -1)}__made"`

const countRow = z.object({ rows: z.number() })

/**
 * Computes a derived dataset once, so that every later reading of its relation reads a table; `rowCount` is known from
 * then on. Does nothing for any other dataset, or where it is done.
 */
export function materialise(connection: Connection, { derivedFrom }: Dataset): Promise<void> {
  const derived = derivedFrom === undefined ? undefined : known.get(derivedFrom)
  if (derivedFrom === undefined || derived === undefined) return Promise.resolve()
  const before = materialising.get(derivedFrom)
  if (before !== undefined) return before
  const running = replaceView(connection, derived.relation, derived.stats)
  materialising.set(derivedFrom, running)
  // One that was cut off is done anew when it is next read.
  running.catch(() => materialising.delete(derivedFrom))
  return running
}

async function replaceView(connection: Connection, relation: string, stats: DerivedStats): Promise<void> {
  const made = madeTable(relation)
  await execute(connection, `CREATE OR REPLACE TABLE ${made} AS SELECT * FROM ${relation}`)
  await execute(connection, `CREATE OR REPLACE VIEW ${relation} AS SELECT * FROM ${made}`)
  stats.rowCount = (await readRow(connection, countRow, `SELECT count(*) AS rows FROM ${made}`))?.rows ?? 0
}
