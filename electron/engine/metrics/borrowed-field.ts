import { identifier } from '#shared/formula/sql-fragment.ts'
import type { Dataset, DatasetField, Datasets } from '../mapping/dataset.ts'

const customerId = 'customer_id'

/**
 * A dataset with the field of a breakdown: its own, or, where its rows name a customer, the customer's (tickets by the
 * customer's plan). Undefined where it has neither. A customer on several rows lends the value of the first.
 */
export function withGroupField(
  dataset: Dataset,
  field: string,
  datasets: Datasets,
): { readonly dataset: Dataset; readonly field: DatasetField } | undefined {
  const own = dataset.fields.get(field)
  if (own !== undefined) return isDimension(own) ? { dataset, field: own } : undefined
  const customers = datasets.byId.get('customers')
  const lent = customers?.fields.get(field)
  const key = dataset.fields.get(customerId)
  const customersKey = customers?.fields.get(customerId)
  if (customers === undefined || lent === undefined || key === undefined || customersKey === undefined)
    return undefined
  if (!isDimension(lent)) return undefined
  const column = identifier(`lent__${field}`)
  const lender = `SELECT ${customersKey.column} AS key__, arg_min(${lent.column}, (sheet_id, row_id)) AS ${column} FROM ${customers.relation} WHERE ${customersKey.column} IS NOT NULL GROUP BY 1`
  const relation = `(SELECT t.*, c.${column} FROM ${dataset.relation} AS t LEFT JOIN (${lender}) AS c ON t.${key.column} = c.key__)`
  const borrowed: DatasetField = {
    id: lent.id,
    name: lent.name,
    type: lent.type,
    column,
    blankCount: 0,
    badCount: 0,
    origin: 'derived',
  }
  // An edit of the customers changes the groups as much as one of the rows.
  const { fieldRevisions: _ofRows, ...rest } = dataset
  const revision = Math.max(dataset.revision, customers.revision)
  return {
    dataset: { ...rest, relation, revision, fields: new Map(dataset.fields).set(field, borrowed) },
    field: borrowed,
  }
}

/** Fields whose values make sensible groups. */
export const isDimension = (field: DatasetField): boolean =>
  field.type === 'text' || field.type === 'enum' || field.type === 'boolean'
