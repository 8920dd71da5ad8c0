/**
 * sheets + mapping -> [one table a kind, one view a derived dataset] -> metrics
 */
import { findKind } from '#shared/catalogue/index.ts'
import { groupBy } from '#shared/domain/group-by.ts'
import type { Mapping } from '#shared/domain/mapping.ts'
import { type Connection, execute, quoted } from '../../store/connection.ts'
import { viewDatabase } from '../../store/open-database.ts'
import { gatherAssumptions } from '../assumptions.ts'
import type { Dataset, Datasets } from '../dataset.ts'
import type { MappableSheet } from '../mappable-sheet.ts'
import { type DatasetTable, makeTable, updateRows } from './dataset-table.ts'
import { deriveDatasets } from './derived.ts'
import { noChanges, type SheetChanges } from './sheet-changes.ts'
import { readingOf, type SheetReading } from './sheet-reading.ts'

export interface BuildRequest {
  readonly sheets: readonly MappableSheet[]
  readonly mapping: Mapping
  /** Assumptions that the user typed. */
  readonly typed: ReadonlyMap<string, number>
  /** ISO date of the present day. */
  readonly today: string
  /** The database, attached to the connection, in which the tables are made. */
  readonly database?: string
  /** Keeps the tables apart from those of another build in the same database. */
  readonly tablePrefix?: string
  /** Called before each table that is made. */
  readonly onTable?: (name: string) => void
}

/** Datasets with what is needed to bring them up to date. */
export interface BuiltDatasets {
  readonly datasets: Datasets
  readonly tables: ReadonlyMap<string, BuiltTable>
}

interface BuiltTable {
  readonly table: DatasetTable
  /** All that the table was made from but the rows themselves; a table of the same signature need not be made anew. */
  readonly signature: string
  readonly derived: readonly Dataset[]
}

const assumptionsId = 'assumptions'

/**
 * Makes every dataset that a mapping describes. With the datasets made `before` and the changes since, only what
 * depends on a change is made anew, and after edits of some rows only these rows are.
 */
export async function buildDatasets(
  connection: Connection,
  request: BuildRequest,
  before?: BuiltDatasets,
  changes: SheetChanges = noChanges,
): Promise<BuiltDatasets> {
  const readings = request.mapping.sheets.flatMap((mapping) => readingOf(mapping, request.sheets) ?? [])
  const byKind = groupBy(readings, (reading) => reading.kind.id)
  const tables = new Map<string, BuiltTable>()
  const build = async (id: string, assumptions: ReadonlyMap<string, number>) => {
    const ofKind = byKind.get(id)
    if (ofKind === undefined) return undefined
    const built = await buildTable(
      connection,
      ofKind,
      { ...request, assumptions },
      before?.tables.get(id),
      changes,
    )
    tables.set(id, built)
    return built
  }
  const named = await build(assumptionsId, new Map())
  const gathered = await gatherAssumptions(connection, named?.table.dataset, request.typed)
  for (const id of byKind.keys()) if (id !== assumptionsId) await build(id, gathered.values)
  await dropUnused(connection, before, tables)

  const all = [...tables.values()].flatMap(({ table, derived }) => [table.dataset, ...derived])
  return {
    datasets: {
      byId: new Map(all.map((dataset) => [dataset.id, dataset])),
      assumptions: gathered.values,
      assumptionOrigins: gathered.origins,
    },
    tables,
  }
}

interface TableBuild extends BuildRequest {
  readonly assumptions: ReadonlyMap<string, number>
}

async function buildTable(
  connection: Connection,
  readings: readonly SheetReading[],
  request: TableBuild,
  before: BuiltTable | undefined,
  changes: SheetChanges,
): Promise<BuiltTable> {
  const kind = readings[0]?.kind
  if (kind === undefined) throw new Error('A dataset needs at least one sheet.')
  const signature = signatureOf(readings, request.assumptions)
  const database = request.database ?? viewDatabase
  const tableName = (id: string) => `${database}.${quoted(`${request.tablePrefix ?? 'dataset_'}${id}`)}`
  const isSame = before !== undefined && before.signature === signature
  const changed = readings.filter(({ sheet }) => changes.isChanged(sheet.id))
  if (isSame && changed.length === 0) return before

  const revision = nextRevision()
  const table =
    isSame && changed.every(({ sheet, isByRow }) => isByRow && changes.rowsOf(sheet.id) !== undefined)
      ? await followEdits(connection, before.table, changed, changes, revision)
      : await remake()
  async function remake(): Promise<DatasetTable> {
    if (kind === undefined) throw new Error('A dataset needs at least one sheet.')
    request.onTable?.(kind.name)
    return makeTable(connection, {
      kind,
      table: tableName(kind.id),
      readings,
      assumptions: request.assumptions,
      revision,
      today: request.today,
    })
  }
  const derived = await deriveDatasets(connection, table.dataset, tableName, request.assumptions)
  return { table, signature, derived }
}

async function followEdits(
  connection: Connection,
  before: DatasetTable,
  changed: readonly SheetReading[],
  changes: SheetChanges,
  revision: number,
): Promise<DatasetTable> {
  let table = before
  for (const sheet of new Set(changed.map((reading) => reading.sheet.id)))
    table = await updateRows(connection, table, sheet, changes.rowsOf(sheet) ?? [], revision)
  return table
}

const signatureOf = (readings: readonly SheetReading[], assumptions: ReadonlyMap<string, number>): string => {
  const kind = readings[0]?.kind.id ?? ''
  const needed = findKind(kind)?.computed.some(({ formulas }) => formulas.some(namesAssumption))
  return JSON.stringify([
    readings.map(({ mapping, sheet }) => [
      mapping,
      sheet.id,
      sheet.table,
      sheet.columns.map(({ id, name, type, mixed }) => [id, name, type, mixed]),
    ]),
    needed === true ? [...assumptions] : [],
  ])
}

/** Row formulas speak of fields in brackets; a bare name in lower case is an assumption or a bound of the period. */
const namesAssumption = (formula: string): boolean =>
  /\b[a-z]+_[a-z_]+\b/.test(formula.replace(/\[[^\]]*\]/g, ''))

async function dropUnused(
  connection: Connection,
  before: BuiltDatasets | undefined,
  tables: ReadonlyMap<string, BuiltTable>,
): Promise<void> {
  for (const [id, { table, derived }] of before?.tables ?? []) {
    if (tables.has(id)) continue
    for (const dataset of derived) await execute(connection, `DROP VIEW IF EXISTS ${dataset.relation}`)
    await execute(connection, `DROP TABLE IF EXISTS ${table.table}`)
  }
}

let lastRevision = 0

function nextRevision(): number {
  lastRevision += 1
  return lastRevision
}
