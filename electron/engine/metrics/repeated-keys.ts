import type { Dataset } from '../mapping/dataset.ts'
import type { Connection } from '../store/connection.ts'
import { countOnce } from './count-once.ts'
import { rowsOf } from './scan-columns.ts'

/**
 * How many rows share the key of another row without being its exact repetition, such as a customer with two
 * subscriptions. They are counted as rows, and a metric that counts them says so.
 */
export async function repeatedKeys(connection: Connection, dataset: Dataset): Promise<number> {
  const key = dataset.kind.key.flatMap((id) => {
    const field = dataset.fields.get(id)
    return field === undefined || field.isPeriodStart === true ? [] : [field.column]
  })
  if (dataset.derivedFrom !== undefined || key.length === 0 || key.length < dataset.kind.key.length) return 0
  const columns = key.map((column) => `d.${column}`).join(', ')
  const present = key.map((column) => `d.${column} IS NOT NULL`).join(' AND ')
  const sql = `SELECT coalesce(sum(n - 1), 0)::BIGINT AS count FROM (SELECT count(*) AS n FROM ${rowsOf(dataset).text} WHERE ${present} GROUP BY ${columns} HAVING count(*) > 1)`
  return countOnce(connection, dataset, sql)
}
