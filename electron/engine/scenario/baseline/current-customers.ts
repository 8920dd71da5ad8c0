import { z } from 'zod'
import type { Dataset } from '../../mapping/dataset.ts'
import { withGroupField } from '../../metrics/borrowed-field.ts'
import { groupText, rowsOf } from '../../metrics/scan.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { readRows } from '../../store/connection.ts'

/** The customers who are there at the end of the data, as a query. */
export interface CurrentCustomers {
  /** Columns `customer`, `mrr` (NULL where unknown) and `grp`, NULL without groups; one row a customer. */
  readonly query: string
  readonly hasMrr: boolean
  readonly isGrouped: boolean
  /** "customers active at the end of the data" */
  readonly words: string
}

type Place = Pick<Workplace, 'datasets' | 'range'>

/** From the list of customers, or from the last month of the MRR history where only that knows what they pay. */
export function currentCustomers(place: Place, groupBy?: string): CurrentCustomers | undefined {
  const listed = fromList(place, groupBy)
  return listed?.hasMrr === true ? listed : (fromHistory(place, groupBy) ?? listed)
}

function fromList({ datasets, range }: Place, groupBy: string | undefined): CurrentCustomers | undefined {
  const customers = datasets.byId.get('customers')
  if (customers === undefined) return undefined
  const column = columnsOf(customers)
  const [start, end, churned] = [column('start_date'), column('end_date'), column('churned')]
  const until = range === undefined ? undefined : `DATE '${range.to}'`
  const conditions = [
    ...(churned === undefined ? [] : [`NOT coalesce(${churned}, FALSE)`]),
    ...(end === undefined || until === undefined ? [] : [`coalesce(${end} >= ${until}, TRUE)`]),
    ...(start === undefined || until === undefined ? [] : [`coalesce(${start} < ${until}, TRUE)`]),
  ]
  const saysWhoLeft = end !== undefined || churned !== undefined
  const { rows, group } = groupedRows(customers, { datasets }, groupBy)
  const mrr = column('monthly_revenue')
  return {
    query: `SELECT ${column('customer_id') ?? 'NULL'}::VARCHAR AS customer, ${mrr ?? 'NULL'}::DOUBLE AS mrr, ${group ?? 'NULL'} AS grp
      FROM ${rows} WHERE ${conditions.length === 0 ? 'TRUE' : conditions.join(' AND ')}`,
    hasMrr: mrr !== undefined,
    isGrouped: group !== undefined,
    words: saysWhoLeft
      ? 'customers active at the end of the data'
      : 'customers in the list, which does not say who has left',
  }
}

function fromHistory({ datasets }: Place, groupBy: string | undefined): CurrentCustomers | undefined {
  const history = datasets.byId.get('mrr_history')
  if (history === undefined) return undefined
  const column = columnsOf(history)
  const [customer, month, mrr] = [column('customer_id'), column('month'), column('mrr')]
  if (customer === undefined || month === undefined || mrr === undefined) return undefined
  const { rows, group } = groupedRows(history, { datasets }, groupBy)
  const monthOf = `date_trunc('month', ${month})`
  return {
    query: `SELECT ${customer}::VARCHAR AS customer, sum(${mrr})::DOUBLE AS mrr, any_value(${group ?? 'NULL'}) AS grp
      FROM ${rows} WHERE ${monthOf} = (SELECT max(${monthOf}) FROM ${rowsOf(history).text}) GROUP BY 1 HAVING sum(${mrr}) > 0`,
    hasMrr: true,
    isGrouped: group !== undefined,
    words: 'customers paying in the last month of the MRR history',
  }
}

const columnsOf = (dataset: Dataset) => (field: string) => {
  const known = dataset.fields.get(field)
  return known === undefined ? undefined : `d.${known.column}`
}

function groupedRows(dataset: Dataset, { datasets }: Pick<Place, 'datasets'>, groupBy: string | undefined) {
  const grouped = groupBy === undefined ? undefined : withGroupField(dataset, groupBy, datasets)
  return grouped === undefined
    ? { rows: rowsOf(dataset).text, group: undefined }
    : { rows: rowsOf(grouped.dataset).text, group: groupText(grouped.field) }
}

/** How many customers there are, and what they pay. */
export interface CustomerMoments {
  readonly group: string | null
  readonly customers: number
  /** Customers whose MRR is known, its mean and sample standard deviation. */
  readonly paying: number
  readonly mean: number | null
  readonly standardDeviation: number | null
}

const momentsRow = z.object({
  grp: z.string().nullable(),
  customers: z.number(),
  paying: z.number(),
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
})

/** Counts and means of the customers, of all together first and then by group. */
export async function customerMoments(
  { connection }: Pick<Workplace, 'connection'>,
  { query, isGrouped }: CurrentCustomers,
): Promise<CustomerMoments[]> {
  const moments = (group: string, clause: string) =>
    readRows(
      connection,
      momentsRow,
      `SELECT ${group} AS grp, count(*) AS customers, count(mrr) AS paying, avg(mrr) AS mean, stddev_samp(mrr) AS deviation
       FROM (${query}) ${clause}`,
    )
  const rows = await moments('NULL', '')
  if (isGrouped) rows.push(...(await moments('grp', 'GROUP BY grp ORDER BY customers DESC, grp')))
  return rows.map(({ grp, deviation, ...rest }) => ({ group: grp, standardDeviation: deviation, ...rest }))
}
