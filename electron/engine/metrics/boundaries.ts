/**
 * Periods as boundaries. A criterion such as `created_at >= period_start` depends on a row's date only through the
 * place of that date among the periods' bounds; so rows are first grouped by that place, in one scan whatever the
 * number of periods, and the periods are told apart on the small result.
 */
import { identifier } from '#shared/formula/sql-fragment.ts'

/** Ascending days or times as SQL literals' texts: `2024-01-01` or `2024-01-01 12:00:00`. */
export type Boundaries = readonly string[]

/** Distinct bounds in ascending order; ISO texts sort as time does. */
export const boundariesOf = (bounds: Iterable<string>): Boundaries => [...new Set(bounds)].sort()

/**
 * SQL for how many boundaries are at or before a date: 0 before the first. NULL for NULL. A balanced tree of
 * comparisons, so a row costs log2 of the number of boundaries.
 */
export function bucketSql(column: string, boundaries: Boundaries): string {
  const tree = (low: number, high: number): string => {
    if (low === high) return String(low)
    const middle = (low + high) >> 1
    return `CASE WHEN ${column} < ${timestampLiteral(boundaries[middle] ?? '')} THEN ${tree(low, middle)} ELSE ${tree(middle + 1, high)} END`
  }
  return `CASE WHEN ${column} IS NOT NULL THEN ${tree(0, boundaries.length)} END`
}

/** How many boundaries are at or before `bound`, which is one of them: a date is at or after it where its bucket is that or more. */
export const bucketOfBound = (boundaries: Boundaries, bound: string): number => boundaries.indexOf(bound) + 1

/** A boundary as SQL; only texts made by the period functions reach this. */
export function timestampLiteral(bound: string): string {
  if (!/^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2}(?:\.\d+)?)?$/.test(bound)) {
    throw new Error('A period bound is not a date.')
  }
  return bound.length === 10 ? `DATE '${bound}'` : `TIMESTAMP '${bound}'`
}

export const bucketColumn = (index: number): string => identifier(`bucket_${index}`)
