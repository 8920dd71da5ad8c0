import { z } from 'zod'
import { addMonths, type IsoDate, type Period, startOf } from '#shared/domain/period.ts'
import type { Datasets } from '../../mapping/dataset.ts'
import { suggestedPeriod } from '../../metrics/data-range.ts'
import { type Connection, readRows } from '../../store/connection.ts'

/** How far back drivers are measured. */
export const monthsMeasured = 12

/** The last complete months of the data, at most twelve, the first one first. */
export function lastMonths(range: Period | undefined): Period[] {
  const last = suggestedPeriod(range)
  if (range === undefined || last === undefined) return []
  const first = startOf('month', range.from)
  return countBack(last.from, 1, monthsMeasured).filter(({ from }) => from >= first)
}

/** Periods of `length` months that end with the one that begins at `last`. */
const countBack = (last: IsoDate, length: number, count: number): Period[] =>
  Array.from({ length: count }, (_, index) => {
    const from = addMonths(last, -length * (count - 1 - index))
    return { from, to: addMonths(from, length) }
  })

export interface SummaryRows {
  /** Months that a row covers. */
  readonly length: number
  /** The periods of the last rows, at most a year of them (or one row), the first one first. */
  readonly periods: readonly Period[]
}

/** What a summary's rows cover; undefined where there is none, `unknown` where its rows do not say. */
export async function summaryRows(
  connection: Connection,
  datasets: Datasets,
): Promise<SummaryRows | 'unknown' | undefined> {
  const summary = datasets.byId.get('period_summary')
  const period = summary?.fields.get('period')
  if (summary === undefined || period === undefined) return undefined
  if (period.isPeriodStart === true) return 'unknown'
  const rows = await readRows(
    connection,
    z.object({ start: z.string() }),
    `SELECT DISTINCT date_trunc('month', ${period.column})::DATE::VARCHAR AS start FROM ${summary.relation} WHERE ${period.column} IS NOT NULL ORDER BY 1`,
  )
  const starts = rows.map(({ start }) => start)
  const last = starts.at(-1)
  const length = usualDistance(starts)
  if (last === undefined || length === undefined) return 'unknown'
  const count = Math.max(1, Math.floor(monthsMeasured / length))
  const first = starts[0] ?? last
  return { length, periods: countBack(last, length, count).filter(({ from }) => from >= first) }
}

/** The median distance in months between neighbours. */
function usualDistance(starts: readonly IsoDate[]): number | undefined {
  const months = starts.map((start) => Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)))
  const distances = months.slice(1).map((month, index) => month - (months[index] ?? month))
  return distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)]
}
