import type { CellValue } from '#shared/domain/cell.ts'
import type { CustomerClv } from './latest-clv.ts'

/** What a model says of a customer, as a column beside the customers. */
export interface CustomerValue {
  readonly header: string
  readonly meaning: string
  readonly numberFormat?: string
  /** Of the column, in characters. */
  readonly width: number
  readonly read: (customer: CustomerClv) => number | string | null | undefined
}

const customerValues: readonly CustomerValue[] = [
  {
    header: 'P(alive)',
    meaning: 'Probability that the customer is still one.',
    numberFormat: '0.0%',
    width: 10,
    read: ({ pAlive }) => pAlive,
  },
  {
    header: 'Expected purchases',
    meaning: 'Purchases, or payments of a contract, that are expected in the months ahead.',
    numberFormat: '0.00',
    width: 19,
    read: ({ expectedPurchases }) => expectedPurchases,
  },
  {
    header: 'CLV',
    meaning: 'What the customer is expected to bring yet, discounted.',
    numberFormat: '#,##0.00',
    width: 12,
    read: ({ clv }) => clv,
  },
  {
    header: 'Risk band',
    meaning: 'By the probability of having left: low under 20 %, medium under 50 %, high from there.',
    width: 11,
    read: ({ riskBand }) => riskBand,
  },
]

/** Those of which the model says something for some customer. */
export const knownValues = (customers: readonly CustomerClv[]): CustomerValue[] =>
  customerValues.filter(({ read }) => customers.some((customer) => (read(customer) ?? null) !== null))

/** A value as a cell; undefined where the model says nothing of the customer. */
export function cellOf({ read }: CustomerValue, customer: CustomerClv | undefined): CellValue | undefined {
  const value = customer === undefined ? null : (read(customer) ?? null)
  if (value === null) return undefined
  return typeof value === 'number' ? { kind: 'number', value } : { kind: 'text', value }
}
