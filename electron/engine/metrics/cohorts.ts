import { z } from 'zod'
import { groupBy } from '#shared/domain/group-by.ts'
import { type Period, periodLabel, stepOf } from '#shared/domain/period.ts'
import type { Dataset, Datasets } from '../mapping/dataset.ts'
import { type Connection, readRows } from '../store/connection.ts'
import { rowsOf } from './scan-columns.ts'

export type CohortMeasure = 'customers' | 'revenue'
export type CohortGrain = 'month' | 'quarter'

export interface CohortTriangle {
  readonly cohorts: readonly {
    readonly cohort: string
    /** Customers, or revenue of the first period. */
    readonly size: number
    /** Share kept after 0, 1, 2 ... periods; null where a period had no data to tell. */
    readonly retained: readonly (number | null)[]
  }[]
  /** What it was computed from, in words. */
  readonly source: string
  readonly reason?: string
}

/**
 * Where a triangle can come from: a query of one row a customer and period in which the customer was there, with the
 * amount of that period. Best first.
 */
interface CohortSource {
  readonly dataset: string
  readonly needs: readonly string[]
  readonly words: string
  readonly measures: readonly CohortMeasure[]
  readonly presence: (dataset: Dataset, grain: CohortGrain, range: Period) => string
}

const column = (dataset: Dataset, field: string): string => `d.${dataset.fields.get(field)?.column ?? 'NULL'}`

const sources: readonly CohortSource[] = [
  {
    dataset: 'mrr_history',
    needs: ['customer_id', 'month', 'mrr'],
    words: 'the MRR history: a customer is kept in a period in which it pays',
    measures: ['customers', 'revenue'],
    presence: (dataset, grain) =>
      `SELECT ${column(dataset, 'customer_id')} AS customer, date_trunc('${grain}', ${column(dataset, 'month')})::DATE AS period, sum(${column(dataset, 'mrr')}) AS amount
       FROM ${rowsOf(dataset).text} WHERE ${column(dataset, 'mrr')} > 0 GROUP BY 1, 2`,
  },
  {
    dataset: 'customers',
    needs: ['customer_id', 'start_date', 'end_date'],
    words: 'customers’ start and end dates: a customer is kept in a period it does not end before',
    measures: ['customers'],
    presence: (dataset, grain, range) => {
      const start = column(dataset, 'start_date')
      const end = `least(coalesce(${column(dataset, 'end_date')}::DATE, DATE '${range.to}'), DATE '${range.to}')`
      return `SELECT ${column(dataset, 'customer_id')} AS customer, unnest(generate_series(date_trunc('${grain}', ${start})::TIMESTAMP, (${end} - INTERVAL 1 DAY)::TIMESTAMP, INTERVAL 1 ${grain}))::DATE AS period, 1.0 AS amount
        FROM ${rowsOf(dataset).text} WHERE ${start} IS NOT NULL AND ${start}::DATE < DATE '${range.to}' AND ${end} > ${start}::DATE`
    },
  },
  {
    dataset: 'transactions',
    needs: ['customer_id', 'date', 'line_amount'],
    words: 'purchases: a customer is kept in a period in which it buys',
    measures: ['customers', 'revenue'],
    presence: (dataset, grain) =>
      `SELECT ${column(dataset, 'customer_id')} AS customer, date_trunc('${grain}', ${column(dataset, 'date')})::DATE AS period, sum(${column(dataset, 'line_amount')}) AS amount
       FROM ${rowsOf(dataset).text} WHERE ${column(dataset, 'line_amount')} >= 0 AND ${column(dataset, 'customer_id')} IS NOT NULL GROUP BY 1, 2`,
  },
]

const cellRow = z.object({
  cohort: z.string(),
  period: z.string(),
  customers: z.number(),
  amount: z.number(),
})

/** The retention triangle by the period of a customer's first appearance. */
export async function cohorts(
  connection: Connection,
  datasets: Datasets,
  range: Period | undefined,
  of: CohortMeasure,
  grain: CohortGrain,
): Promise<CohortTriangle> {
  const source = sources.find(
    ({ dataset, needs, measures }) =>
      measures.includes(of) && needs.every((field) => datasets.byId.get(dataset)?.fields.has(field) === true),
  )
  const dataset = datasets.byId.get(source?.dataset ?? '')
  if (source === undefined || dataset === undefined || range === undefined) {
    const reason =
      of === 'revenue'
        ? 'Needs an MRR history or dated purchases with amounts.'
        : 'Needs customers with start and end dates, an MRR history, or dated purchases.'
    return { cohorts: [], source: '', reason }
  }
  const rows = await readRows(
    connection,
    cellRow,
    `WITH presence AS (${source.presence(dataset, grain, range)}),
          first AS (SELECT customer, min(period) AS cohort FROM presence GROUP BY 1)
     SELECT cohort::VARCHAR AS cohort, period::VARCHAR AS period, count(DISTINCT customer) AS customers, sum(amount)::DOUBLE AS amount
     FROM presence JOIN first USING (customer) GROUP BY 1, 2 ORDER BY 1, 2`,
  )
  return { cohorts: triangle(rows, of, grain), source: source.words }
}

type Cell = z.infer<typeof cellRow>

function triangle(rows: readonly Cell[], of: CohortMeasure, grain: CohortGrain): CohortTriangle['cohorts'] {
  const last =
    rows
      .map((row) => row.period)
      .sort()
      .at(-1) ?? ''
  return [...groupBy(rows, (row) => row.cohort)].map(([cohort, cells]) => {
    const amountOf = (cell: Cell | undefined) => (of === 'customers' ? cell?.customers : cell?.amount) ?? 0
    const byPeriod = new Map(cells.map((cell) => [cell.period, cell]))
    const size = amountOf(byPeriod.get(cohort))
    const retained: (number | null)[] = []
    for (let period = cohort; period <= last; period = stepOf(grain, period, 1)) {
      retained.push(size === 0 ? null : amountOf(byPeriod.get(period)) / size)
    }
    return { cohort: periodLabel({ from: cohort, to: stepOf(grain, cohort, 1) }), size, retained }
  })
}
