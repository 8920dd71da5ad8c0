import type { AggregateCall } from './tree.ts'
import { type Evaluated, errorValue } from './value.ts'

/**
 * What the database gave for `aggregateSql(call)` as a value of the language. `words` says what the aggregate is over
 * ("first response hours where channel is email"), for the reason where there is no value. Dates come as serial numbers.
 */
export function readAggregate(call: AggregateCall, raw: number | null, words?: string): Evaluated {
  if (raw !== null) return Number.isFinite(raw) ? { kind: 'number', value: raw } : tooLarge(call)
  const what = words ?? `${call.dataset} ${call.field ?? ''}`.trim().replaceAll('_', ' ')
  if (call.function === 'AVERAGE') return errorValue('#DIV/0!', `There is nothing to average in ${what}.`)
  return errorValue('#NUM!', `There are no values in ${what}.`)
}

const tooLarge = (call: AggregateCall): Evaluated =>
  errorValue('#NUM!', `The ${call.function === 'SUM' ? 'sum' : 'result'} is too large a number.`)
