/**
 * A scenario as a view of the data: its row rules make new tables beside the datasets', over which everything (computed
 * fields, derived datasets, metrics, drivers) is worked out by the same code as over the baseline. Nothing of the data is
 * changed; a scenario without rules is the baseline itself.
 */
import { z } from 'zod'
import { groupBy } from '#shared/domain/group-by.ts'
import type { Scenario } from '#shared/domain/scenario.ts'
import type { Dataset, DatasetField, Datasets } from '../../mapping/dataset.ts'
import { deriveDatasets } from '../../mapping/datasets/derived.ts'
import { countTable } from '../../mapping/datasets/duplicates.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { type Connection, execute, quoted, readRows } from '../../store/connection.ts'
import { today } from '../../today.ts'
import { overlaySql } from './overlay-sql.ts'
import { type ReadRule, readRules } from './read-rule.ts'
import { scenarioAssumptions } from './scenario-assumptions.ts'

type OverlayPlace = Pick<Workplace, 'connection' | 'datasets' | 'range'>

/** The datasets under a scenario, given with all that it builds on, the first one first. */
export async function overlay(place: OverlayPlace, lineage: readonly Scenario[]): Promise<Outcome<Datasets>> {
  const { connection, datasets, range } = place
  const read = lineage.map((scenario) => readRules(scenario, datasets))
  const [problem] = read.flatMap(({ problems }) => problems)
  if (problem !== undefined) return refuse('invalid_scenario', problem.message)
  const changed = scenarioAssumptions(
    datasets.assumptions,
    lineage.flatMap(({ levers }) => levers),
  )
  const byId = new Map(datasets.byId)
  const rules = read.flatMap((each) => each.rules)
  for (const [id, ofDataset] of groupBy(rules, ({ dataset }) => dataset.id)) {
    const base = datasets.byId.get(id)
    if (base === undefined) continue
    const periodEnd = base.periodEnd ?? range?.to ?? today()
    const key = JSON.stringify([ofDataset.map(keyOf), [...datasets.assumptions], periodEnd])
    const made = await overlayOf(connection, base, key, ofDataset, datasets, periodEnd)
    for (const dataset of made) byId.set(dataset.id, dataset)
  }
  return { ok: true, value: { ...datasets, byId, assumptions: changed } }
}

const keyOf = ({ where, set }: ReadRule) => [where, [...set].map(([field, node]) => [field.id, node])]

/** What was made over a dataset, by its rules; forgotten together with the dataset. */
const overlays = new WeakMap<Dataset, Map<string, Promise<readonly Dataset[]>>>()
/** Overlays of one dataset kept at a time: a slider that moves makes a new one with each step. */
const mostOverlays = 24

async function overlayOf(
  connection: Connection,
  base: Dataset,
  key: string,
  rules: readonly ReadRule[],
  datasets: Datasets,
  periodEnd: string,
): Promise<readonly Dataset[]> {
  const known = overlays.get(base) ?? new Map<string, Promise<readonly Dataset[]>>()
  overlays.set(base, known)
  const before = known.get(key)
  if (before !== undefined) return before
  await dropOldOverlays(connection, base, known)
  const made = makeOverlay(connection, base, rules, datasets, periodEnd)
  known.set(key, made)
  // One that was cut off is made anew when it is asked for again.
  made.catch(() => known.delete(key))
  return made
}

let lastOverlay = 0

const overlayPrefix = ({ id }: Dataset): string => `scenario_${id}_`

async function makeOverlay(
  connection: Connection,
  base: Dataset,
  rules: readonly ReadRule[],
  { assumptions }: Datasets,
  periodEnd: string,
): Promise<readonly Dataset[]> {
  lastOverlay += 1
  const name = `${overlayPrefix(base)}${base.revision}_${lastOverlay}_`
  const database = databaseOf(base)
  const relation = `${database}.${quoted(name)}`
  const rows = overlaySql(base, rules, assumptions, periodEnd)
  await execute(connection, `CREATE TABLE ${relation} AS SELECT * FROM ${rows.text} AS d`, rows.values)
  const overlaid: Dataset = { ...base, relation, fields: await recount(connection, base, relation) }
  const derived = await deriveDatasets(
    connection,
    overlaid,
    (id) => `${database}.${quoted(`${name}${id}`)}`,
    assumptions,
  )
  return [overlaid, ...derived]
}

/** The name of the dataset's table, without its database and the quotes. */
const nameOf = ({ relation }: Dataset): string => relation.slice(relation.indexOf('.') + 2, -1)

/** The database that holds the dataset's table. */
const databaseOf = ({ relation }: Dataset): string => relation.slice(0, relation.indexOf('.'))

/** The fields with their blanks and texts not understood counted under the rules. */
async function recount(
  connection: Connection,
  base: Dataset,
  relation: string,
): Promise<ReadonlyMap<string, DatasetField>> {
  const fields = [...base.fields.values()].filter(({ isPeriodStart }) => isPeriodStart !== true)
  const idsOf = (origin: DatasetField['origin']) =>
    fields.filter((field) => field.origin === origin).map(({ id }) => id)
  const counted = await countTable(connection, relation, idsOf('mapped'), idsOf('computed'))
  return new Map(
    [...base.fields].map(([id, field]) => {
      const { blanks, bad } = counted.fields.get(id) ?? { blanks: field.blankCount, bad: field.badCount }
      return [id, { ...field, blankCount: blanks, badCount: bad }]
    }),
  )
}

const tableRow = z.object({ name: z.string(), is_view: z.boolean() })

/** Drops overlays of earlier states of the dataset, and the oldest of this one where there are too many. */
async function dropOldOverlays(
  connection: Connection,
  base: Dataset,
  known: Map<string, Promise<readonly Dataset[]>>,
): Promise<void> {
  const database = databaseOf(base)
  const prefix = overlayPrefix(base)
  await dropTables(connection, database, prefix, `${prefix}${base.revision}_`)
  for (const [key, made] of known) {
    if (known.size < mostOverlays) return
    known.delete(key)
    const [overlaid] = await made
    if (overlaid !== undefined) await dropTables(connection, database, nameOf(overlaid))
  }
}

/** Drops all tables and views whose names start with `prefix`, but for those that start with `kept`. */
async function dropTables(
  connection: Connection,
  database: string,
  prefix: string,
  kept?: string,
): Promise<void> {
  const tables = await readRows(
    connection,
    tableRow,
    `SELECT table_name AS name, table_type = 'VIEW' AS is_view FROM information_schema.tables
     WHERE table_catalog = ? AND starts_with(table_name, ?) AND NOT coalesce(starts_with(table_name, ?), FALSE)`,
    [database, prefix, kept ?? null],
  )
  for (const { name, is_view } of tables)
    await execute(connection, `DROP ${is_view ? 'VIEW' : 'TABLE'} IF EXISTS ${database}.${quoted(name)}`)
}
