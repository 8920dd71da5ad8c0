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
 * SQL for how many boundaries are at or before a date: 0 before the first. NULL for NULL. Boundaries at equal steps of
 * whole months are counted by arithmetic; any others by a balanced tree of comparisons, so a row costs log2 of their
 * number.
 */
export function bucketSql(column: string, boundaries: Boundaries): string {
  const steps = monthSteps(boundaries)
  const bucket =
    steps === undefined
      ? comparisonTree(column, boundaries, 0, boundaries.length)
      : `greatest(0, least(${boundaries.length}, (year(${column}) * 12 + month(${column}) - ${steps.first - steps.step}) // ${steps.step}))`
  return `CASE WHEN ${column} IS NOT NULL THEN ${bucket} END`
}

function comparisonTree(column: string, boundaries: Boundaries, low: number, high: number): string {
  if (low === high) return String(low)
  const middle = (low + high) >> 1
  const half = (from: number, to: number) => comparisonTree(column, boundaries, from, to)
  return `CASE WHEN ${column} < ${timestampLiteral(boundaries[middle] ?? '')} THEN ${half(low, middle)} ELSE ${half(middle + 1, high)} END`
}

/** The tree is as cheap for fewer boundaries. */
const fewestSteps = 4

/** The month of the first boundary, counted from year 0, and the months from one to the next, where these are all the same. */
function monthSteps(boundaries: Boundaries): { readonly first: number; readonly step: number } | undefined {
  const months = boundaries.flatMap((bound) => {
    const [, year, month] = /^(\d{4})-(\d{2})-01$/.exec(bound) ?? []
    return year === undefined ? [] : [Number(year) * 12 + Number(month)]
  })
  const [first, second] = months
  if (months.length < Math.max(fewestSteps, boundaries.length) || first === undefined || second === undefined)
    return undefined
  const step = second - first
  return months.every((month, place) => month === first + place * step) ? { first, step } : undefined
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
