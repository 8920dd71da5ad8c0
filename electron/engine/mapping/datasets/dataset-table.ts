import { z } from 'zod'
import type { RowId, SheetId } from '#shared/domain/ids.ts'
import type { DatasetKind, FieldType } from '#shared/domain/kind.ts'
import { joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import { type Connection, execute, readRow } from '../../store/connection.ts'
import type { Dataset, DatasetField } from '../dataset.ts'
import { changedFields, keepRows, withFieldRevisions } from './changed-fields.ts'
import {
  type ComputedScope,
  computedSql,
  needsLastDay,
  type UsableComputed,
  usableComputed,
} from './computed-fields.ts'
import { currencyOf } from './currency.ts'
import { badColumn, datasetRows, duplicateColumn, fieldColumn, mappedFields } from './dataset-rows.ts'
import {
  countDuplicates,
  countRepeated,
  countsAfter,
  countTable,
  markDuplicates,
  type TableStats,
} from './duplicates.ts'
import type { SheetReading } from './sheet-reading.ts'
import { fieldsOfAnyPeriod } from './undated-rows.ts'

/** A dataset's table and all that is needed to bring it up to date after an edit. */
export interface DatasetTable {
  readonly kind: DatasetKind
  readonly table: string
  readonly readings: readonly SheetReading[]
  readonly mapped: ReadonlyMap<string, FieldType>
  readonly computed: readonly UsableComputed[]
  readonly assumptions: ReadonlyMap<string, number>
  readonly periodEnd: string
  readonly currency?: string
  readonly stats: TableStats
  readonly dataset: Dataset
}

export interface TableRequest {
  readonly kind: DatasetKind
  /** Quoted SQL name for the table; what stands there is replaced. */
  readonly table: string
  readonly readings: readonly SheetReading[]
  readonly assumptions: ReadonlyMap<string, number>
  readonly revision: number
  /** ISO date of the present day; later dates are plans and do not lengthen the data. */
  readonly today: string
}

/** Makes the table of a kind from all its mapped sheets, set-wise in the database. */
export async function makeTable(connection: Connection, request: TableRequest): Promise<DatasetTable> {
  const { kind, table, readings, assumptions } = request
  const fields = mappedFields(readings)
  const mapped = new Map(fields.map(({ id, type }) => [id, type]))
  const computed = usableComputed(kind, new Set(mapped.keys()), new Set(assumptions.keys()))
  const currency = await currencyOf(connection, readings)
  const made: Made = {
    kind,
    table,
    readings,
    mapped,
    computed,
    assumptions,
    periodEnd: request.today,
    ...(currency === undefined ? {} : { currency }),
  }
  const rows = await rowsOf(connection, readings)
  const periodEnd = await fillTable(connection, made, rows)
  await markDuplicates(connection, { table, key: presentKey(made), fields: [...mapped.keys()] })
  const stats = await count(connection, made)
  return { ...made, periodEnd, stats, dataset: describeTable(made, stats, request.revision) }
}

/**
 * Makes the table itself, and returns the day after the data's last where a computed field hangs on it. The rows are
 * then read first, so that no cell is read twice.
 */
async function fillTable(connection: Connection, made: Made, rows: SqlFragment): Promise<string> {
  const { table, computed, periodEnd: today } = made
  const create = (target: string, select: SqlFragment) =>
    execute(connection, `CREATE OR REPLACE TABLE ${target} AS ${select.text}`, select.values)
  if (!computed.some(needsLastDay)) {
    await create(table, withComputed(made, rows))
    return today
  }
  const read = `${table.slice(0, -1)}__rows"`
  await create(read, rows)
  const periodEnd = await dayAfterLast(connection, made, read)
  await create(table, withComputed({ ...made, periodEnd }, rawSql(`SELECT * FROM ${read}`)))
  await execute(connection, `DROP TABLE ${read}`)
  return periodEnd
}

/**
 * Brings the table up to date after edits of some rows of one sheet: only these rows are read again. For readings that
 * follow the sheet row by row only (`isByRow`).
 */
export async function updateRows(
  connection: Connection,
  before: DatasetTable,
  sheet: SheetId,
  rowIds: readonly RowId[],
  revision: number,
): Promise<DatasetTable> {
  const { table, mapped } = before
  const ids = rowIds.map(Number).join(', ')
  const changed = `sheet_id = ${Number(sheet)} AND row_id IN (${ids})`
  const key = presentKey(before)
  const keyList = key.map(fieldColumn).join(', ')
  const keys = `${table.slice(0, -1)}__keys"`
  const statsBefore = await count(connection, before, changed)
  const rowsBefore = await keepRows(connection, table, changed)
  if (key.length > 0)
    await execute(
      connection,
      `CREATE OR REPLACE TABLE ${keys} AS SELECT ${keyList} FROM ${table} WHERE ${changed}`,
    )
  const repeatedBefore = key.length === 0 ? 0 : await countRepeated(connection, table, keyList, keys)
  await execute(connection, `DELETE FROM ${table} WHERE ${changed}`)
  const select = withComputed(before, await arrivingRows(connection, before, sheet, ids))
  await execute(connection, `INSERT INTO ${table} ${select.text}`, select.values)
  let repeatedNow = 0
  if (key.length > 0) {
    // Rows elsewhere can become, or cease to be, repetitions of the changed ones.
    await execute(connection, `INSERT INTO ${keys} SELECT ${keyList} FROM ${table} WHERE ${changed}`)
    await markDuplicates(connection, { table, key, fields: [...mapped.keys()] }, keys)
    repeatedNow = await countRepeated(connection, table, keyList, keys)
    await execute(connection, `DROP TABLE ${keys}`)
  }
  const replaced = countsAfter(before.stats, statsBefore, await count(connection, before, changed))
  const stats = { ...replaced, duplicateCount: await countDuplicates(connection, table) }
  const fields = await changedFields(connection, rowsBefore, { table, changed }, before)
  // Which rows count is another set where repetitions came or went.
  const areSameRows = fields !== undefined && repeatedBefore === 0 && repeatedNow === 0
  const dataset = describeTable(before, stats, revision)
  return {
    ...before,
    stats,
    dataset: areSameRows ? withFieldRevisions(dataset, before.dataset, fields) : dataset,
  }
}

/** The edited rows as they are now. */
const arrivingRows = (
  connection: Connection,
  { readings, mapped }: DatasetTable,
  sheet: SheetId,
  ids: string,
) =>
  rowsOf(
    connection,
    readings.filter((reading) => reading.sheet.id === sheet),
    rawSql(`row_id IN (${ids})`),
    [...mapped.keys()],
  )

const count = (
  connection: Connection,
  { table, mapped, computed }: Made,
  among?: string,
): Promise<TableStats> =>
  countTable(
    connection,
    table,
    [...mapped.keys()],
    computed.map(({ field }) => field.id),
    among,
  )

type Made = Omit<DatasetTable, 'dataset' | 'stats'>

async function rowsOf(
  connection: Connection,
  readings: readonly SheetReading[],
  condition?: SqlFragment,
  fieldIds?: readonly string[],
): Promise<SqlFragment> {
  const kind = readings[0]?.kind
  const fields =
    fieldIds === undefined
      ? mappedFields(readings)
      : (kind?.fields ?? []).filter((field) => fieldIds.includes(field.id))
  const selects: SqlFragment[] = []
  for (const reading of readings) selects.push(await datasetRows(connection, reading, fields, condition))
  return joinSql(selects, ' UNION ALL ')
}

function withComputed({ mapped, computed, assumptions, periodEnd }: Made, rows: SqlFragment): SqlFragment {
  const types = new Map<string, FieldType>([
    ...mapped,
    ...computed.map(({ field }) => [field.id, field.type] as const),
  ])
  const scope: ComputedScope = {
    typeOf: (field) => types.get(field) ?? 'text',
    assumptions,
    periodEnd,
    hasBadColumn: (field) => mapped.has(field),
  }
  const columns = computed.map(
    (each) => sql`${computedSql(each, scope)} AS ${rawSql(fieldColumn(each.field.id))}`,
  )
  return sql`SELECT ${joinSql([rawSql('*'), ...columns, rawSql(`FALSE AS ${duplicateColumn}`)], ', ')} FROM (${rows})`
}

/** The key's fields, where all of them are mapped; none otherwise. */
const presentKey = ({ kind, mapped }: Made): readonly string[] =>
  kind.key.every((field) => mapped.has(field)) ? kind.key : []

const lastDayRow = z.object({ day: z.string().nullable() })

/** ISO date; `today` where the rows have no date. */
async function dayAfterLast(
  connection: Connection,
  { kind, mapped, periodEnd: today }: Made,
  rows: string,
): Promise<string> {
  const dates = kind.dateFields.filter((field) => mapped.has(field))
  if (dates.length === 0) return today
  const latest = dates.map(
    (field) => `max(${fieldColumn(field)}) FILTER (${fieldColumn(field)} <= TIMESTAMP '${today}')`,
  )
  const row = await readRow(
    connection,
    lastDayRow,
    `SELECT CAST(CAST(greatest(${latest.join(', ')}) AS DATE) + 1 AS VARCHAR) AS day FROM ${rows}`,
  )
  return row?.day ?? today
}

function describeTable(made: Made, stats: TableStats, revision: number): Dataset {
  const { kind, table, computed } = made
  return {
    id: kind.id,
    name: kind.name,
    relation: table,
    rowCount: stats.rowCount,
    duplicateCount: stats.duplicateCount,
    fields: fieldsOf(made, stats),
    kind,
    computed: computed.map(({ field }) => field),
    ...(made.currency === undefined ? {} : { currency: made.currency }),
    revision,
  }
}

function fieldsOf({ kind, mapped, computed }: Made, stats: TableStats): Map<string, DatasetField> {
  const fields = new Map<string, DatasetField>()
  for (const [id, type] of mapped) {
    const { blanks, bad } = stats.fields.get(id) ?? { blanks: 0, bad: 0 }
    fields.set(id, {
      id,
      name: kind.fields.find((field) => field.id === id)?.name ?? id,
      type,
      column: fieldColumn(id),
      ...(bad > 0 ? { badColumn: badColumn(id) } : {}),
      blankCount: blanks,
      badCount: bad,
      origin: 'mapped',
    })
  }
  for (const { field } of computed)
    fields.set(field.id, {
      id: field.id,
      name: field.name,
      type: field.type,
      column: fieldColumn(field.id),
      blankCount: stats.fields.get(field.id)?.blanks ?? 0,
      badCount: 0,
      origin: 'computed',
    })
  for (const { id, name, type } of fieldsOfAnyPeriod(kind, new Set(mapped.keys())))
    fields.set(id, {
      id,
      name,
      type,
      column: fieldColumn(id),
      blankCount: 0,
      badCount: 0,
      origin: 'mapped',
      isPeriodStart: true,
    })
  return fields
}
