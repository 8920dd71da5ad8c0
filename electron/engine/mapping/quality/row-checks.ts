import type { Dataset, Datasets } from '../dataset.ts'
import { columnOf, type QualityCheck, rows, verb } from './check.ts'

/** Dates of a row that follow one another, the earlier first. */
const dateOrders: Readonly<Record<string, readonly (readonly [earlier: string, later: string])[]>> = {
  customers: [
    ['start_date', 'end_date'],
    ['start_date', 'unsubscribed_at'],
    ['start_date', 'first_value_date'],
    ['contract_start', 'contract_end'],
  ],
  tickets: [
    ['created_at', 'first_response_at'],
    ['created_at', 'solved_at'],
    ['created_at', 'closed_at'],
  ],
  users: [
    ['signed_up_at', 'activated_at'],
    ['signed_up_at', 'first_value_at'],
    ['signed_up_at', 'unsubscribed_at'],
  ],
  calls: [['queued_at', 'answered_at']],
}

/** Rows in which what comes later stands before what comes first. */
export const orderChecks = (dataset: Dataset): QualityCheck[] =>
  (dateOrders[dataset.id] ?? []).flatMap(([earlierId, laterId]): QualityCheck[] => {
    const earlier = dataset.fields.get(earlierId)
    const later = dataset.fields.get(laterId)
    if (earlier === undefined || later === undefined) return []
    if (earlier.isPeriodStart === true || later.isPeriodStart === true) return []
    const areTimes = earlier.type === 'datetime' && later.type === 'datetime'
    const type = areTimes ? 'TIMESTAMP' : 'DATE'
    return [
      {
        code: 'dates_out_of_order',
        severity: 'warning',
        field: laterId,
        condition: `coalesce(${columnOf(later)}::${type} < ${columnOf(earlier)}::${type}, FALSE)`,
        message: (count) => `In ${rows(count)} ${later.name} comes before ${earlier.name}.`,
      },
    ]
  })

/** Rows that repeat the key of another: word for word, or with other content. */
export function duplicateChecks(dataset: Dataset): QualityCheck[] {
  const key = dataset.kind.key.flatMap((id) => dataset.fields.get(id) ?? [])
  if (key.length === 0 || key.length < dataset.kind.key.length) return []
  if (key.some((field) => field.isPeriodStart === true)) return []
  const columns = key.map((field) => field.column).join(', ')
  const present = key.map((field) => `${field.column} IS NOT NULL`).join(' AND ')
  const name = key.map((field) => field.name).join(' and ')
  const [first] = key
  if (first === undefined) return []
  return [
    {
      code: 'duplicate_rows',
      isAboutRows: true,
      severity: 'warning',
      field: first.id,
      condition: 'd.duplicate__',
      exampleOf: `${columnOf(first)}::VARCHAR`,
      message: (count, example) =>
        `${rows(count)} ${verb(count, 'repeat')} another row word for word, such as “${example}”. What is repeated is counted once.`,
    },
    {
      code: 'conflicting_ids',
      isAboutRows: true,
      severity: 'warning',
      field: first.id,
      condition: `(NOT d.duplicate__ AND (${key.map(columnOf).join(', ')}) IN (SELECT ${columns} FROM ${dataset.relation} WHERE NOT duplicate__ AND ${present} GROUP BY ${columns} HAVING count(*) > 1))`,
      exampleOf: `${columnOf(first)}::VARCHAR`,
      message: (count, example) =>
        `${rows(count)} ${verb(count, 'share')} the ${name} with another row of other content, such as “${example}”. Each of them is counted.`,
    },
  ]
}

/** What stands before the sums at the foot of a list, in lower case. */
const totalWords = [
  'total', 'totals', 'grand total', 'subtotal', 'sub total', 'sum', 'overall', 'gesamt', 'gesamtsumme', 'summe',
  'insgesamt', 'total général', 'somme', 'totale', 'suma', 'total general',
] // biome-ignore format: a list of words

/** Rows whose key says that they add up the others. */
export function totalChecks(dataset: Dataset): QualityCheck[] {
  const [id] = dataset.kind.key
  const field = dataset.fields.get(id ?? '')
  if (field === undefined || field.type !== 'text') return []
  const words = totalWords.map((word) => `'${word}'`).join(', ')
  return [
    {
      code: 'total_rows',
      isAboutRows: true,
      severity: 'error',
      field: field.id,
      condition: `coalesce(lower(trim(${columnOf(field)}, ' :')) IN (${words}), FALSE)`,
      exampleOf: columnOf(field),
      message: (count, example) =>
        `${rows(count)} ${verb(count, 'look')} like a total, such as “${example}”, and ${count === 1 ? 'is' : 'are'} counted like any other. Delete ${count === 1 ? 'it' : 'them'} in the grid.`,
    },
  ]
}

/** Where a row names a customer: the field of each kind. */
const customerFields: Readonly<Record<string, string>> = {
  tickets: 'customer_id',
  survey_responses: 'customer_id',
  transactions: 'customer_id',
  mrr_history: 'customer_id',
  activity: 'account_id',
  users: 'account_id',
}

/** Rows of a customer that the list of customers does not have. */
export function orphanChecks(dataset: Dataset, { byId }: Datasets): QualityCheck[] {
  const customers = byId.get('customers')
  const key = customers?.fields.get('customer_id')
  const field = dataset.fields.get(customerFields[dataset.id] ?? '')
  if (customers === undefined || key === undefined || field === undefined) return []
  return [
    {
      code: 'unknown_customer',
      severity: 'warning',
      field: field.id,
      condition: `(${columnOf(field)} IS NOT NULL AND ${columnOf(field)} NOT IN (SELECT ${key.column} FROM ${customers.relation} WHERE ${key.column} IS NOT NULL))`,
      exampleOf: columnOf(field),
      message: (count, example) =>
        `${rows(count)} ${verb(count, 'name')} a customer that ${customers.name} does not have, such as “${example}”.`,
    },
  ]
}
