import type { Dataset, Datasets } from '../../mapping/dataset.ts'
import { isDimension } from '../../metrics/borrowed-field.ts'
import { groupText, rowsOf } from '../../metrics/scan.ts'
import { blankGroup } from '../../metrics/scan-columns.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { literal } from '../../store/connection.ts'
import { readColumns } from './read-columns.ts'

/** A column of the data that stands beside a customer's CLV. */
export interface CustomerFact {
  readonly id: string
  readonly name: string
  readonly type: 'text' | 'number' | 'money' | 'date'
  /** SQL of its value for one customer, over that customer's rows. */
  readonly sql: string
}

interface FactSource {
  readonly rows: string
  readonly customer: string
  readonly facts: readonly CustomerFact[]
}

/** More columns than these leave no room for the CLV. */
const mostDimensions = 3

/** What the data says of each customer: from the list of customers, else from their purchases. */
export function customerFacts({ byId }: Datasets): readonly CustomerFact[] {
  return sourceOf(byId)?.facts ?? []
}

function sourceOf(byId: Datasets['byId']): FactSource | undefined {
  const customers = byId.get('customers')
  const id = customers?.fields.get('customer_id')
  if (customers !== undefined && id !== undefined)
    return { rows: rowsOf(customers).text, customer: `d.${id.column}`, facts: listedFacts(customers) }
  const orders = byId.get('orders')
  return orders === undefined
    ? undefined
    : { rows: `${orders.relation} AS d WHERE NOT d.is_return`, customer: 'd.customer_id', facts: orderFacts }
}

/** A customer on several rows has the values of the first, and pays what they add up to. */
function listedFacts({ fields }: Dataset): CustomerFact[] {
  const all = [...fields.values()]
  const dimensions = all
    .filter((field) => isDimension(field) && !notShown.has(field.id))
    .slice(0, mostDimensions)
    .map(
      (field): CustomerFact => ({
        id: field.id,
        name: field.name,
        type: 'text',
        sql: `arg_min(${groupText(field)}, (sheet_id, row_id))`,
      }),
    )
  const [start, mrr] = [fields.get('start_date'), fields.get('monthly_revenue')]
  return [
    ...dimensions,
    ...(start === undefined
      ? []
      : [{ id: start.id, name: start.name, type: 'date' as const, sql: `min(d.${start.column})::DATE` }]),
    ...(mrr === undefined
      ? []
      : [{ id: mrr.id, name: mrr.name, type: 'money' as const, sql: `sum(d.${mrr.column})::DOUBLE` }]),
  ]
}

const notShown = new Set(['customer_id', 'is_churned'])

const orderFacts: readonly CustomerFact[] = [
  { id: 'purchases', name: 'Purchases', type: 'number', sql: 'count(DISTINCT d."date"::DATE)' },
  { id: 'last_purchase', name: 'Last purchase', type: 'date', sql: 'max(d."date")::DATE' },
  { id: 'spent', name: 'Spent', type: 'money', sql: 'sum(d.amount)::DOUBLE' },
]

export type FactValue = string | number | null

/** The wanted facts by customer id: of all customers, or of those named. */
export async function readFacts(
  { connection, datasets }: Pick<Workplace, 'connection' | 'datasets'>,
  facts: readonly CustomerFact[],
  customers?: readonly string[],
): Promise<ReadonlyMap<string, readonly FactValue[]>> {
  const source = sourceOf(datasets.byId)
  if (source === undefined || facts.length === 0 || customers?.length === 0) return new Map()
  const { rows, customer } = source
  const wanted =
    customers === undefined ? 'TRUE' : `${customer}::VARCHAR IN (${customers.map(literal).join(', ')})`
  const columns = await readColumns(
    connection,
    `SELECT ${customer}::VARCHAR, ${facts.map(({ sql }) => sql).join(', ')} FROM (SELECT * FROM ${rows}) AS d
     WHERE ${customer} IS NOT NULL AND ${wanted} GROUP BY 1`,
  )
  const values = facts.map(({ type }, index) =>
    type === 'text' || type === 'date'
      ? columns.texts(index + 1)
      : Array.from(columns.numbers(index + 1), (value) => (Number.isNaN(value) ? null : value)),
  )
  return new Map(
    columns.texts(0).map((id, row) => [id ?? '', values.map((column) => column[row] ?? null)] as const),
  )
}

/** The names of customers by their ids, where the data has any: of all customers, or of those named. */
export async function customerNames(
  place: Pick<Workplace, 'connection' | 'datasets'>,
  customers?: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const facts = customerFacts(place.datasets).filter(({ id }) => id === 'name')
  const values = await readFacts(place, facts, customers)
  return new Map(
    [...values].flatMap(([id, [name]]) =>
      typeof name === 'string' && name !== blankGroup ? [[id, name] as const] : [],
    ),
  )
}
