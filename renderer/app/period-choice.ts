import { z } from 'zod'
import {
  addMonths,
  type Grain,
  isoDateSchema,
  type Period,
  periodLabel,
  startOf,
  stepOf,
} from '#shared/domain/period.ts'

/** What the period picker is set to; one choice for the whole window. */
export const periodChoiceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('all') }),
  z.object({ type: z.literal('grain'), grain: z.enum(['month', 'quarter', 'year']), from: isoDateSchema }),
  z.object({ type: z.literal('custom'), from: isoDateSchema, to: isoDateSchema }),
])
export type PeriodChoice = Readonly<z.infer<typeof periodChoiceSchema>>

/** The period that a choice stands for; null is all the data. */
export function periodOf(choice: PeriodChoice): Period | null {
  if (choice.type === 'all') return null
  if (choice.type === 'custom') return { from: choice.from, to: choice.to }
  return { from: choice.from, to: stepOf(choice.grain, choice.from, 1) }
}

export function labelOf(choice: PeriodChoice): string {
  const period = periodOf(choice)
  return period === null ? 'All data' : periodLabel(period)
}

/** The same kind of period, `steps` later (or earlier). */
export function stepped(choice: PeriodChoice, steps: number): PeriodChoice {
  if (choice.type !== 'grain') return choice
  return { ...choice, from: stepOf(choice.grain, choice.from, steps) }
}

/** The choice of another grain that holds the end of the present one. */
export function withGrain(
  choice: PeriodChoice,
  grain: 'month' | 'quarter' | 'year',
  lastDay: string,
): PeriodChoice {
  const period = periodOf(choice)
  const anchor = period === null ? lastDay : lastDayOf(period)
  return { type: 'grain', grain, from: startOf(grain, anchor) }
}

/** A choice that shows `period` in its simplest form. */
export function choiceOf(period: Period | null): PeriodChoice {
  if (period === null) return { type: 'all' }
  for (const grain of ['month', 'quarter', 'year'] as const) {
    if (startOf(grain, period.from) === period.from && stepOf(grain, period.from, 1) === period.to) {
      return { type: 'grain', grain, from: period.from }
    }
  }
  return { type: 'custom', from: period.from, to: period.to }
}

/** The grain in which a series of the choice reads best. */
export function seriesGrain(choice: PeriodChoice): Grain {
  const period = periodOf(choice)
  if (period === null) return 'month'
  if (choice.type === 'grain') return choice.grain
  return addMonths(period.from, 3) >= period.to ? 'month' : 'quarter'
}

const lastDayOf = (period: Period): string =>
  new Date(Date.parse(`${period.to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
