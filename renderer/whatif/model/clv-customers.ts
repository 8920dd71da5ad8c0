import type { ReplyOf } from '#shared/contract/index.ts'
import { formatValue } from '#shared/domain/format.ts'

type Page = ReplyOf<'scenario.clvCustomers'>
type Customer = Page['customers'][number]
type Value = string | number | null

/** A column of the table of customers: of the data, or of the model. */
export interface CustomerColumn {
  readonly id: string
  readonly label: string
  readonly unit: 'text' | 'count' | 'percent' | 'money'
  readonly digits: number | undefined
  readonly isNumber: boolean
  readonly read: (customer: Customer) => Value
}

const column = (
  id: string,
  label: string,
  unit: CustomerColumn['unit'],
  read: CustomerColumn['read'],
  digits?: number,
): CustomerColumn => ({ id, label, unit, digits, isNumber: unit !== 'text', read })

/** The customer, what the data says of it, then what the model says. */
export const customerColumns = (fields: Page['fields']): readonly CustomerColumn[] => [
  column('id', 'Customer', 'text', ({ id }) => id),
  ...fields.map(({ id, name, type }, index) =>
    column(
      id,
      name,
      fieldUnits[type],
      ({ values }) => values[index] ?? null,
      type === 'number' ? 0 : undefined,
    ),
  ),
  column('pAlive', 'P(alive)', 'percent', ({ pAlive }) => pAlive, 1),
  column('expectedPurchases', 'Expected purchases', 'count', (each) => each.expectedPurchases, 2),
  column('expectedValue', 'Expected value', 'money', ({ expectedValue }) => expectedValue),
  column('clv', 'CLV', 'money', ({ clv }) => clv),
  column('riskBand', 'Risk', 'text', ({ riskBand }) => riskBand ?? null),
]

const fieldUnits = { text: 'text', date: 'text', number: 'count', money: 'money' } as const

export function customerValueText(value: Value, { unit, digits }: CustomerColumn, currency: string): string {
  if (value === null) return ''
  if (typeof value === 'string' || unit === 'text') return String(value)
  return formatValue(value, unit, { currency, ...(digits === undefined ? {} : { digits }) })
}

/** Numbers are first wanted from the top, texts from A; a second choice of the same column turns it round. */
export const nextSort = (
  { by, descending }: { readonly by: string; readonly descending: boolean },
  { id, isNumber }: CustomerColumn,
) => ({ by: id, descending: by === id ? !descending : isNumber })

/** The customers as tab-separated text with plain numbers. */
export function customersText({ fields, customers }: Page): string {
  const columns = customerColumns(fields)
  return [
    columns.map(({ label }) => label).join('\t'),
    ...customers.map((customer) => columns.map(({ read }) => read(customer) ?? '').join('\t')),
  ].join('\n')
}
