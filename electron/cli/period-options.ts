import { isoDateSchema, type Period } from '#shared/domain/period.ts'
import type { Engine } from '../engine/engine.ts'
import type { Outcome } from '../engine/refusal.ts'
import { type OptionTable, type OptionValues, textOption, UsageError } from './command.ts'

/** The options by which a command is told its period: two dates, or the last complete period of the data. */
export const periodOptions = {
  from: { type: 'string' },
  to: { type: 'string' },
  latest: { type: 'boolean' },
} as const satisfies OptionTable

/** What can be wrong with the period before any file is read. Throws {@link UsageError}. */
export function checkPeriodOptions(options: OptionValues): void {
  const dates = ['from', 'to'].map((name) => [name, textOption(options, name)] as const)
  for (const [name, text] of dates) {
    if (text !== undefined && !isoDateSchema.safeParse(text).success)
      throw new UsageError(`--${name} takes a date such as 2024-01-31, not "${text}".`)
  }
  if (options.latest === true && dates.some(([, text]) => text !== undefined))
    throw new UsageError('--latest stands in place of --from and --to.')
}

/** The period asked for, an end that is not given being the data's own; null, all the data, where none is. */
export async function readPeriod(engine: Engine, options: OptionValues): Promise<Outcome<Period | null>> {
  const from = textOption(options, 'from')
  const to = textOption(options, 'to')
  const isLatest = options.latest === true
  if (from === undefined && to === undefined && !isLatest) return { ok: true, value: null }
  const range = await engine.ask('metrics.range', {})
  if (!range.ok) return range
  if (isLatest) return { ok: true, value: range.value.suggested }
  const period = { from: from ?? range.value.from, to: to ?? range.value.to }
  if (period.from === null || period.to === null) {
    throw new UsageError('The data has no dates, so give both --from and --to, or neither.')
  }
  if (period.from >= period.to)
    throw new UsageError('--from must be before --to (the day after the last one).')
  return { ok: true, value: { from: period.from, to: period.to } }
}
