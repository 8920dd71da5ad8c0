import { z } from 'zod'
import type { Period } from '#shared/domain/period.ts'
import { DAYS_PER_MONTH } from '#shared/models/time.ts'
import type { Dataset, Datasets } from '../mapping/dataset.ts'
import { type Connection, readRows } from '../store/connection.ts'
import { groupText, rowsOf } from './scan-columns.ts'

/** How long a customer was or is one, and whether that is over. */
export interface Tenure {
  readonly id: string | null
  readonly group: string
  readonly months: number
  readonly left: boolean
  readonly mrr: number | null
}

interface TenurePlace {
  readonly connection: Connection
  readonly datasets: Datasets
  readonly range: Period | undefined
}

const wholeGroup = 'All customers'

const tenureRow = z.object({
  id: z.string().nullable(),
  grp: z.string(),
  months: z.number(),
  gone: z.boolean(),
  mrr: z.number().nullable(),
})

/** The tenures of all customers, in the group that a field puts them in; undefined where the data does not tell them. */
export async function readTenures(
  { connection, datasets, range }: TenurePlace,
  by?: string,
): Promise<Tenure[] | undefined> {
  const customers = datasets.byId.get('customers')
  const source = customers === undefined ? undefined : tenureSql(customers, range)
  if (customers === undefined || source === undefined) return undefined
  const { months, left } = source
  const field = by === undefined ? undefined : customers.fields.get(by)
  const group = field === undefined ? `'${wholeGroup}'` : groupText(field)
  const column = (id: string) => {
    const known = customers.fields.get(id)
    return known === undefined ? 'NULL' : `d.${known.column}`
  }
  const rows = await readRows(
    connection,
    tenureRow,
    `SELECT ${column('customer_id')}::VARCHAR AS id, ${group} AS grp, (${months})::DOUBLE AS months, ${left} AS gone, ${column('monthly_revenue')}::DOUBLE AS mrr
     FROM ${rowsOf(customers).text} WHERE (${months}) >= 0`,
  )
  return rows.map(({ grp, gone, ...row }) => ({ ...row, group: grp, left: gone }))
}

/** Tenure and whether it ended, from dates up to the end of the data, else as the sheet says. */
function tenureSql(
  customers: Dataset,
  range: Period | undefined,
): { months: string; left: string } | undefined {
  const column = (field: string) => {
    const known = customers.fields.get(field)
    return known === undefined ? undefined : `d.${known.column}`
  }
  const [start, end, tenure, churned] = [
    column('start_date'),
    column('end_date'),
    column('tenure_months'),
    column('is_churned'),
  ]
  if (start !== undefined && end !== undefined && range !== undefined) {
    const until = `least(coalesce(${end}::DATE, DATE '${range.to}'), DATE '${range.to}')`
    return {
      months: `(${until} - ${start}::DATE) / ${DAYS_PER_MONTH}`,
      left: `coalesce(${end}::DATE < DATE '${range.to}', FALSE)`,
    }
  }
  if (tenure !== undefined && churned !== undefined)
    return { months: tenure, left: `coalesce(${churned}, FALSE)` }
  return undefined
}
