import { findAssumption } from '#shared/catalogue/assumptions.ts'
import { healthDimensions, healthSettingNames } from '#shared/catalogue/health-score.ts'
import { healthSettingProblems } from '#shared/catalogue/health-settings.ts'
import type { HealthGroup, HealthSummary, healthOperations } from '#shared/contract/health.ts'
import type { ReplyInput, RequestOf } from '#shared/contract/index.ts'
import { boundSql, sql } from '#shared/formula/sql-fragment.ts'
import type { HandlersOf } from '../handlers.ts'
import type { Dataset } from '../mapping/dataset.ts'
import { refuse } from '../refusal.ts'
import { registerRowSet } from '../sheet/row-set.ts'
import { readCustomers, readDimensions, readDistribution, readSummary } from './health-report.ts'
import { mappedDimensions, scoredCustomers } from './health-scores.ts'
import { healthGroupCondition, healthPopulation, healthTrialSql } from './health-trial.ts'
import { splitBySheet } from './rows.ts'
import { atWorkplace, type Workplace } from './workplace.ts'

type Reply = ReplyInput<'metrics.health'>

export const healthHandlers: HandlersOf<keyof typeof healthOperations> = {
  'metrics.health': (request, context) =>
    atWorkplace<Reply>(context, async (place) => {
      const saved = savedSettings(place)
      const asked = askedOf(place, request)
      if (asked === undefined) return { ok: true, value: nothingScored(saved) }
      const { customers, mapped, population, settings, trial } = asked
      const { connection } = place
      return {
        ok: true,
        value: {
          of: population.words,
          dimensions: await readDimensions(connection, trial, customers, mapped),
          settings: Object.fromEntries(saved),
          defaults: defaultSettings,
          problems: healthSettingProblems(settings, mapped),
          trial: await readSummary(connection, trial, mapped, 'trial'),
          saved: await readSummary(connection, trial, mapped, 'saved'),
          distribution: await readDistribution(connection, trial),
          ...(await readCustomers(connection, trial, mapped, request)),
        },
      }
    }),

  'metrics.healthRows': (request, context) =>
    atWorkplace<ReplyInput<'metrics.healthRows'>>(context, async (place) => {
      const asked = askedOf(place, request)
      if (asked === undefined) return refuse('no_data', noDimension)
      const { group, only } = request
      const condition =
        only === undefined
          ? healthGroupCondition(group)
          : sql`sheet_id = ${boundSql(only.sheet)} AND row_id = ${boundSql(only.row)}`
      const rows = await splitBySheet(
        place.connection,
        sql`SELECT sheet_id, row_id FROM (${asked.trial}) WHERE ${condition}`,
      )
      const sets = []
      for (const { sheet, count, query } of rows) {
        const rowSet = `health ${only === undefined ? (group ?? 'all') : 'one'} ${sheet}`
        await registerRowSet(context.project, rowSet, query.text, query.values)
        sets.push({ sheet, rowSet, count })
      }
      return {
        ok: true,
        value: { label: only === undefined ? labelOf(group) : 'A customer with its health', sets },
      }
    }),
}

const noDimension =
  'No sheet of customers has a column for health. Map a usage, support, relationship, NPS or payment score.'

const defaultSettings: Record<string, number> = Object.fromEntries(
  healthSettingNames.flatMap((name) => {
    const value = findAssumption(name)?.default
    return value === undefined ? [] : [[name, value]]
  }),
)

const savedSettings = ({ datasets }: Workplace): ReadonlyMap<string, number> =>
  new Map(
    healthSettingNames.flatMap((name) => {
      const value = datasets.assumptions.get(name)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )

/** The customers in question with their scores under trial; undefined where none can have a score. */
function askedOf(
  place: Workplace,
  { period, settings: changes }: Pick<RequestOf<'metrics.healthRows'>, 'period' | 'settings'>,
) {
  const customers: Dataset | undefined = scoredCustomers(place.datasets)
  if (customers === undefined) return undefined
  const mapped = mappedDimensions(customers)
  const settings = new Map([...savedSettings(place), ...Object.entries(changes)])
  const population = healthPopulation(customers, (period ?? place.range)?.to)
  return {
    customers,
    mapped,
    population,
    settings,
    trial: healthTrialSql(customers, mapped, settings, population),
  }
}

const emptySummary: HealthSummary = {
  customers: 0,
  scored: 0,
  mean: null,
  reweighted: 0,
  bands: { green: 0, amber: 0, red: 0 },
}

const nothingScored = (saved: ReadonlyMap<string, number>): Reply => ({
  of: 'customers',
  dimensions: healthDimensions.map((dimension) => ({
    dimension,
    mapped: false,
    filled: 0,
    blank: 0,
    notUnderstood: 0,
    lowest: null,
    median: null,
    highest: null,
    points: null,
  })),
  settings: Object.fromEntries(saved),
  defaults: defaultSettings,
  problems: [],
  trial: emptySummary,
  saved: emptySummary,
  distribution: [],
  customers: [],
  count: 0,
  reason: noDimension,
})

const labelOf = (group: HealthGroup | undefined): string => {
  if (group === undefined) return 'Customers with their health'
  return group === 'none' ? 'Customers without a health score' : `Customers whose health is ${group}`
}
