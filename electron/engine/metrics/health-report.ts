import { z } from 'zod'
import {
  type HealthBand,
  type HealthDimension,
  healthBands,
  healthDimensions,
  healthField,
} from '#shared/catalogue/health-score.ts'
import type { HealthSummary } from '#shared/contract/health.ts'
import type { ReplyInput, RequestOf } from '#shared/contract/index.ts'
import { rowId, sheetId } from '#shared/domain/ids.ts'
import { boundSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import type { Dataset } from '../mapping/dataset.ts'
import { type Connection, readRow, readRows } from '../store/connection.ts'
import { healthGroupCondition } from './health-trial.ts'

type Request = RequestOf<'metrics.health'>
type Reply = ReplyInput<'metrics.health'>

/** Width of a bar of the distribution, in points. */
const step = 5

const countRow = z.record(z.string(), z.number().nullable())

/** The dimensions of health: how many customers have each, and what the values are like. */
export async function readDimensions(
  connection: Connection,
  trial: SqlFragment,
  customers: Dataset,
  mapped: readonly HealthDimension[],
): Promise<Reply['dimensions']> {
  const columns = mapped.flatMap((each) => [
    `count(value_${each}) AS filled_${each}`,
    `min(value_${each}) AS lowest_${each}`,
    `median(value_${each}) AS median_${each}`,
    `max(value_${each}) AS highest_${each}`,
    `avg(points_${each}) AS points_${each}`,
  ])
  const row = await readRow(
    connection,
    countRow,
    `SELECT count(*) AS customers, ${columns.join(', ')} FROM (${trial.text})`,
    trial.values,
  )
  const figure = (name: string) => row?.[name] ?? null
  return healthDimensions.map((dimension) => {
    const filled = figure(`filled_${dimension}`) ?? 0
    const notUnderstood = customers.fields.get(healthField(dimension))?.badCount ?? 0
    const isMapped = mapped.includes(dimension)
    return {
      dimension,
      mapped: isMapped,
      filled,
      blank: isMapped ? Math.max(0, (figure('customers') ?? 0) - filled - notUnderstood) : 0,
      notUnderstood,
      lowest: figure(`lowest_${dimension}`),
      median: figure(`median_${dimension}`),
      highest: figure(`highest_${dimension}`),
      points: figure(`points_${dimension}`),
    }
  })
}

const summaryRow = z.object({
  customers: z.number(),
  scored: z.number(),
  mean: z.number().nullable(),
  reweighted: z.number(),
  green: z.number(),
  amber: z.number(),
  red: z.number(),
})

/** How many customers are in which band, by the scores under trial or as saved. */
export async function readSummary(
  connection: Connection,
  trial: SqlFragment,
  mapped: readonly HealthDimension[],
  which: 'trial' | 'saved',
): Promise<HealthSummary> {
  const [score, band] = which === 'trial' ? ['score', 'band'] : ['before', 'band_before']
  const isMissing = mapped.map((each) => `missing_${each}`).join(' OR ')
  const row = await readRow(
    connection,
    summaryRow,
    `SELECT count(*) AS customers, count(${score}) AS scored, avg(${score}) AS mean,
       count(${score}) FILTER (${isMissing}) AS reweighted, ${healthBands
         .map((each) => `count(*) FILTER (${band} = '${each}') AS ${each}`)
         .join(', ')}
     FROM (${trial.text})`,
    trial.values,
  )
  const { green, amber, red, ...rest } = summaryRow.parse(row)
  return { ...rest, bands: { green, amber, red } }
}

const binRow = z.object({ bin: z.number(), band: z.enum(healthBands), customers: z.number() })

/** Customers by score, in steps of five points; the last step holds the score of 100 too. */
export async function readDistribution(
  connection: Connection,
  trial: SqlFragment,
): Promise<Reply['distribution']> {
  const rows = await readRows(
    connection,
    binRow,
    `SELECT least(floor(score / ${step}), ${100 / step - 1})::INTEGER AS bin, band, count(*) AS customers
     FROM (${trial.text}) WHERE score IS NOT NULL GROUP BY ALL`,
    trial.values,
  )
  return Array.from({ length: 100 / step }, (_, bin) => {
    const count = (band: HealthBand) =>
      rows.find((row) => row.bin === bin && row.band === band)?.customers ?? 0
    return { from: bin * step, bands: { green: count('green'), amber: count('amber'), red: count('red') } }
  })
}

const orders: Readonly<Record<Request['order'], string>> = {
  lowest: 'score ASC NULLS LAST, customer, row_id',
  highest: 'score DESC NULLS LAST, customer, row_id',
  customer: 'customer NULLS LAST, row_id',
}

const customerRow = z.looseObject({
  sheet_id: z.number().transform(sheetId),
  row_id: z.number().transform(rowId),
  customer: z.string().nullable(),
  name: z.string().nullable(),
  score: z.number().nullable(),
  band: z.enum(healthBands).nullable(),
  before: z.number().nullable(),
})

/** The customers of a group, those whose id or name holds what is searched for. */
export async function readCustomers(
  connection: Connection,
  trial: SqlFragment,
  mapped: readonly HealthDimension[],
  { group, search, order, limit }: Request,
): Promise<Pick<Reply, 'customers' | 'count'>> {
  const named = sql`contains(lower(concat_ws(' ', customer, name)), ${boundSql(search.trim().toLowerCase())})`
  const chosen = sql`FROM (${trial}) WHERE ${healthGroupCondition(group)} AND ${search.trim() === '' ? rawSql('TRUE') : named}`
  const counted = await readRow(
    connection,
    z.object({ count: z.number() }),
    `SELECT count(*) AS count ${chosen.text}`,
    chosen.values,
  )
  const rows = await readRows(
    connection,
    customerRow,
    `SELECT * ${chosen.text} ORDER BY ${orders[order]} LIMIT ${limit}`,
    chosen.values,
  )
  const byDimension = (row: z.output<typeof customerRow>, figure: 'value' | 'points') =>
    Object.fromEntries(
      mapped.map((each) => {
        const found = row[`${figure}_${each}`]
        return [each, typeof found === 'number' ? found : null]
      }),
    )
  return {
    count: counted?.count ?? 0,
    customers: rows.map((row) => ({
      sheet: row.sheet_id,
      row: row.row_id,
      customer: row.customer,
      name: row.name,
      score: row.score,
      band: row.band,
      before: row.before,
      values: byDimension(row, 'value'),
      points: byDimension(row, 'points'),
    })),
  }
}
