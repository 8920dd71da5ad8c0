import type { CellValue } from '#shared/domain/cell.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import type { CustomerClv } from './latest-clv.ts'

/** What a model says of a customer, as a column. */
export interface CustomerValue {
  readonly header: string
  readonly meaning: string
  readonly numberFormat?: string
  /** Of the column, in characters. */
  readonly width: number
  /** It stands beside the customers' own data too, not only in the list of customers that the export adds. */
  readonly isBesideData: boolean
  readonly read: (customer: CustomerClv) => number | string | null | undefined
}

/** In the order in which they stand. */
export const customerValues: readonly CustomerValue[] = [
  {
    header: 'P(alive)',
    meaning: 'Probability that the customer is still one.',
    numberFormat: '0.0%',
    width: 10,
    isBesideData: true,
    read: ({ pAlive }) => pAlive,
  },
  {
    header: 'Expected purchases',
    meaning: 'Purchases, or payments of a contract, that are expected in the months ahead.',
    numberFormat: '0.00',
    width: 19,
    isBesideData: true,
    read: ({ expectedPurchases }) => expectedPurchases,
  },
  {
    header: 'Expected value',
    meaning: 'What a purchase of the customer is expected to be worth.',
    numberFormat: '#,##0.00',
    width: 15,
    isBesideData: false,
    read: ({ expectedValue }) => expectedValue,
  },
  {
    header: 'CLV',
    meaning: 'What the customer is expected to bring yet, discounted.',
    numberFormat: '#,##0.00',
    width: 12,
    isBesideData: true,
    read: ({ clv }) => clv,
  },
  {
    header: 'Risk band',
    meaning: 'By the probability of having left: low under 20 %, medium under 50 %, high from there.',
    width: 11,
    isBesideData: true,
    read: ({ riskBand }) => riskBand,
  },
]

/** Those for beside the customers' data of which the model says something for some customer. */
export const knownValues = (customers: readonly CustomerClv[]): CustomerValue[] =>
  customerValues.filter(
    ({ isBesideData, read }) =>
      isBesideData && customers.some((customer) => (read(customer) ?? null) !== null),
  )

/** Whether a sheet's column was put there for a value: under its name or, where that was taken, with a number. */
export const isColumnOf = (
  header: string,
  { name, sourceColumn }: Pick<ColumnInfo, 'name' | 'sourceColumn'>,
): boolean => {
  if (sourceColumn !== undefined || !name.toLowerCase().startsWith(header.toLowerCase())) return false
  return /^( \(\d+\))?$/.test(name.slice(header.length))
}

/** A value as a cell; undefined where the model says nothing of the customer. */
export function cellOf({ read }: CustomerValue, customer: CustomerClv | undefined): CellValue | undefined {
  const value = customer === undefined ? null : (read(customer) ?? null)
  if (value === null) return undefined
  return typeof value === 'number' ? { kind: 'number', value } : { kind: 'text', value }
}
