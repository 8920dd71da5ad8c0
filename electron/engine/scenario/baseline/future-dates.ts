import { z } from 'zod'
import { addMonths, dateOfDay, dayNumber, startOf } from '#shared/domain/period.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { readRow } from '../../store/connection.ts'

interface DateLookedAt {
  readonly dataset: string
  readonly field: string
  readonly words: string
}

/** Dates that say when a customer was won or paid: one that is still to come is a plan, or misread. */
const datesOfThePast: readonly DateLookedAt[] = [
  { dataset: 'customers', field: 'start_date', words: 'customers start' },
  { dataset: 'mrr_history', field: 'month', words: 'rows of the MRR history are' },
  { dataset: 'transactions', field: 'date', words: 'purchases are' },
]

/** The end of a contract may well be to come, and whoever expects it among the churn should know. */
const endOfCustomers: DateLookedAt = { dataset: 'customers', field: 'end_date', words: 'customers end' }

const countRow = z.object({ future: z.number(), rows: z.number() })

/** What is dated after today, and what that may come from. */
export async function futureDates(
  { connection, datasets }: Pick<Workplace, 'connection' | 'datasets'>,
  today: string,
): Promise<Problem[]> {
  const problems: Problem[] = []
  /** "3 of 120 customers start", undefined where none does. */
  const countFuture = async ({ dataset: id, field, words }: DateLookedAt) => {
    const dataset = datasets.byId.get(id)
    const column = dataset?.fields.get(field)?.column
    if (dataset === undefined || column === undefined) return undefined
    const counted = await readRow(
      connection,
      countRow,
      `SELECT count(*) FILTER (${column} > ?::DATE) AS future, count(*) AS rows FROM ${dataset.relation}`,
      [id === 'mrr_history' ? endOfMonth(today) : today],
    )
    const { future = 0, rows = 0 } = counted ?? {}
    if (future === 0) return undefined
    const share = `${future.toLocaleString('en-US')} of ${rows.toLocaleString('en-US')}`
    return { count: future, words: `${share} ${words}` }
  }
  for (const looked of datesOfThePast) {
    const found = await countFuture(looked)
    if (found === undefined) continue
    problems.push({
      code: 'date_in_future',
      severity: 'warning',
      message: `${found.words} after today, so they are not measured. Check the format of the dates: day and month, or the century, may be misread.`,
      count: found.count,
    })
  }
  const ends = await countFuture(endOfCustomers)
  if (ends !== undefined)
    problems.push({
      code: 'end_in_future',
      severity: 'information',
      message: `${ends.words} after today: until then they count as customers, and not among the churn.`,
      count: ends.count,
    })
  return problems
}

const endOfMonth = (today: string): string => dateOfDay(dayNumber(addMonths(startOf('month', today), 1)) - 1)
