import { z } from 'zod'
import {
  dateOfDay,
  dayNumber,
  type IsoDate,
  type Period,
  periodDays,
  startOf,
  stepOf,
} from '#shared/domain/period.ts'
import type { Dataset, Datasets } from '../mapping/dataset.ts'
import { type Connection, readRow } from '../store/connection.ts'

const boundsRow = z.record(z.string(), z.string().nullable())

/**
 * The days that the data covers, half open. A kind's first date field counts whole; its other dates (an end, a
 * solution) only up to `today`, since a planned end years ahead says nothing of the data's reach. `past` leaves out
 * what is ahead in the first field too. Undefined without dates.
 */
export async function dataRange(
  connection: Connection,
  datasets: Datasets,
  today: IsoDate,
  reach: 'all' | 'past' = 'all',
): Promise<Period | undefined> {
  const first: string[] = []
  const last: string[] = []
  for (const dataset of datasets.byId.values()) {
    if (dataset.derivedFrom !== undefined) continue
    const bounds = await boundsOf(connection, dataset, today, reach)
    if (bounds === undefined) continue
    first.push(bounds.from)
    last.push(bounds.to)
  }
  const [from] = first.sort()
  const to = last.sort().at(-1)
  return from === undefined || to === undefined ? undefined : { from, to: dateOfDay(dayNumber(to) + 1) }
}

async function boundsOf(
  connection: Connection,
  dataset: Dataset,
  today: IsoDate,
  reach: 'all' | 'past',
): Promise<{ from: IsoDate; to: IsoDate } | undefined> {
  const fields = dataset.kind.dateFields.flatMap((id) => {
    const field = dataset.fields.get(id)
    return field === undefined || field.isPeriodStart === true ? [] : [field]
  })
  const [main] = fields
  if (main === undefined) return undefined
  const isWhole = (index: number) => index === 0 && reach === 'all'
  const columns = fields.map(
    ({ column }, index) =>
      `min(${column})::DATE::VARCHAR AS from_${index}, max(${column})${isWhole(index) ? '' : ` FILTER (WHERE ${column}::DATE <= ?::DATE)`}::DATE::VARCHAR AS to_${index}`,
  )
  const values = fields.flatMap((_, index) => (isWhole(index) ? [] : [today]))
  const row = await readRow(
    connection,
    boundsRow,
    `SELECT ${columns.join(', ')} FROM ${dataset.relation}`,
    values,
  )
  const from = main.type === 'period' && row?.from_0 != null ? startOf('month', row.from_0) : row?.from_0
  const ends = fields.flatMap((_, index) => row?.[`to_${index}`] ?? [])
  const to = main.type === 'period' ? lastDayOfLastPeriod(ends) : ends.sort().at(-1)
  return from == null || to === undefined ? undefined : { from, to }
}

/** A summary's row covers its whole month, whatever day it is named after. */
function lastDayOfLastPeriod(starts: readonly string[]): IsoDate | undefined {
  const last = [...starts].sort().at(-1)
  return last === undefined ? undefined : dateOfDay(dayNumber(stepOf('month', startOf('month', last), 1)) - 1)
}

/** The days that can be measured: the data's, up to and including today. */
export function measuredRange(range: Period | undefined, today: IsoDate): Period | undefined {
  const tomorrow = dateOfDay(dayNumber(today) + 1)
  if (range === undefined || range.to <= tomorrow) return range
  return range.from < tomorrow ? { from: range.from, to: tomorrow } : undefined
}

/** How much of a period the data may leave uncovered at its end and the period still count as over. */
const tolerableShare = 0.1

/** Whether a period reaches so far past the end of the data that it cannot be over in it. */
export const isIncomplete = (period: Period, range: Period | undefined): boolean =>
  range !== undefined &&
  period.to > range.to &&
  dayNumber(period.to) - dayNumber(range.to) > periodDays(period) * tolerableShare

/** The last month that the data covers to its end, for the picker to start with. */
export function suggestedPeriod(range: Period | undefined): Period | undefined {
  if (range === undefined) return undefined
  const lastMonth = startOf('month', dateOfDay(dayNumber(range.to) - 1))
  const last = { from: lastMonth, to: stepOf('month', lastMonth, 1) }
  if (!isIncomplete(last, range)) return last
  const before = { from: stepOf('month', lastMonth, -1), to: lastMonth }
  return before.from >= startOf('month', range.from) ? before : last
}
