import { z } from 'zod'
import type { Dataset } from '../mapping/dataset.ts'
import { type Connection, readRow } from '../store/connection.ts'

const countRow = z.object({ count: z.number() })
const known = new WeakMap<Dataset, Map<string, Promise<number>>>()

/** The `count` of a query over a dataset, asked once for as long as the dataset stays as it is. */
export function countOnce(connection: Connection, dataset: Dataset, sql: string): Promise<number> {
  const counts = known.get(dataset) ?? new Map<string, Promise<number>>()
  known.set(dataset, counts)
  const before = counts.get(sql)
  if (before !== undefined) return before
  const count = readRow(connection, countRow, sql).then((row) => row?.count ?? 0)
  counts.set(sql, count)
  // A query that was cut off says nothing of the dataset.
  count.catch(() => counts.delete(sql))
  return count
}
