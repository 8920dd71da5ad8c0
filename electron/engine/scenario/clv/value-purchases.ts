import type { ClvRequest } from '#shared/contract/clv.ts'
import { dateOfDay } from '#shared/domain/period.ts'
import type { PurchaseModelName } from '#shared/models/purchases/purchase-model.ts'
import type { OperationContext } from '../../handlers.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { today } from '../../today.ts'
import { readPurchases } from './read-clv-data.ts'
import { runFit } from './run-fit.ts'
import { ratesOf, type ValuedCustomers } from './valued.ts'

/** Customers valued by a model of purchases without a contract. */
export async function valuePurchases(
  place: Workplace,
  request: ClvRequest,
  model: PurchaseModelName,
  operation: Pick<OperationContext, 'signal' | 'onProgress'>,
): Promise<Outcome<ValuedCustomers>> {
  const { unit = 'week', observationEnd, horizon: horizonMonths } = request
  if (unit === 'year')
    return refuse('invalid_value', 'A model of purchases counts in days, weeks or months, not in years.')
  const read = await readPurchases(place, observationEnd, today())
  if (!read.ok) return read
  const { data, names, source } = read.value
  const fitted = await runFit({ model, data, unit, horizonMonths, ...ratesOf(request, place) }, operation)
  if (!fitted.ok) return fitted
  const { customer, firstDay, warnings } = fitted.value
  const isIgnored = data.kind === 'summary' && observationEnd !== undefined
  return {
    ok: true,
    value: {
      fitted: isIgnored ? { ...fitted.value, warnings: [...warnings, summaryEnds] } : fitted.value,
      names: Array.from(customer, (number) => names[number] ?? ''),
      source,
      unit,
      cohorts: firstDay === undefined ? undefined : Array.from(firstDay, quarterOf),
    },
  }
}

const summaryEnds =
  'A summary of purchases already runs to the end of its own observation; the observation end asked for was not used.'

function quarterOf(day: number): string {
  const date = dateOfDay(day)
  return `${date.slice(0, 4)} Q${Math.floor((Number(date.slice(5, 7)) - 1) / 3) + 1}`
}
