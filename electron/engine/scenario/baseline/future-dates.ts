import { z } from 'zod'
import { addMonths, dateOfDay, dayNumber, type Period, startOf } from '#shared/domain/period.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { readRow } from '../../store/connection.ts'

/** Dates that say when a customer was won or paid: one that is still to come is a plan, or misread. */
const datesOfThePast = [
  { dataset: 'customers', field: 'start_date', words: 'customers start' },
  { dataset: 'mrr_history', field: 'month', words: 'rows of the MRR history are' },
  { dataset: 'transactions', field: 'date', words: 'purchases are' },
] as const

const countRow = z.object({ future: z.number(), rows: z.number() })

/** What is dated after today, and what that may come from. */
export async function futureDates(
  { connection, datasets }: Pick<Workplace, 'connection' | 'datasets'>,
  today: string,
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const { dataset: id, field, words } of datesOfThePast) {
    const dataset = datasets.byId.get(id)
    const column = dataset?.fields.get(field)?.column
    if (dataset === undefined || column === undefined) continue
    const counted = await readRow(
      connection,
      countRow,
      `SELECT count(*) FILTER (${column} > ?::DATE) AS future, count(*) AS rows FROM ${dataset.relation}`,
      [id === 'mrr_history' ? endOfMonth(today) : today],
    )
    const { future = 0, rows = 0 } = counted ?? {}
    if (future === 0) continue
    problems.push({
      code: 'date_in_future',
      severity: 'warning',
      message: `${future.toLocaleString('en-US')} of ${rows.toLocaleString('en-US')} ${words} after today, so they are not measured. Check the format of the dates: day and month, or the century, may be misread.`,
      count: future,
    })
  }
  return problems
}

const endOfMonth = (today: string): string => dateOfDay(dayNumber(addMonths(startOf('month', today), 1)) - 1)

/** The days that can be measured: the data's, up to and including today. */
export function measuredRange(range: Period | undefined, today: string): Period | undefined {
  const tomorrow = dateOfDay(dayNumber(today) + 1)
  if (range === undefined || range.to <= tomorrow) return range
  return range.from < tomorrow ? { from: range.from, to: tomorrow } : undefined
}
