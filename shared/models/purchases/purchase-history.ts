import { succeed } from '#shared/domain/result.ts'
import { numberAt } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'

/**
 * What the purchase models know of each customer, one position a customer.
 *
 * All three times share one unit. Recency is the customer's *age* at the last purchase (last minus first), not the days
 * since it; T is the age at the end of observation (end minus first), no day added.
 */
export interface PurchaseHistories {
  /** x: repeat purchases; the first purchase is not one. */
  readonly frequency: ArrayLike<number>
  /** t_x: age at the last purchase; 0 where there was no repeat. */
  readonly recency: ArrayLike<number>
  /** T: age at the end of observation. */
  readonly T: ArrayLike<number>
}

export const FEWEST_REPEAT_CUSTOMERS = 3

/** Refuses histories that cannot have happened, and data with too few repeat purchases to say anything. */
export function checkPurchaseHistories({
  frequency,
  recency,
  T,
}: PurchaseHistories): Outcome<{ repeatCustomers: number }> {
  const customers = frequency.length
  if (customers === 0) {
    return refuse(
      'no-customers',
      'There are no customers to fit. Map a sheet with at least one purchase a row.',
    )
  }
  if (recency.length !== customers || T.length !== customers) {
    return refuse(
      'bad-history',
      `Frequency, recency and T must have one value a customer, but have ${customers}, ${recency.length} and ${T.length}.`,
    )
  }
  let repeatCustomers = 0
  for (let index = 0; index < customers; index += 1) {
    const fault = historyFault(numberAt(frequency, index), numberAt(recency, index), numberAt(T, index))
    if (fault !== undefined) return refuse('bad-history', `Customer ${index + 1}: ${fault}`)
    if (numberAt(frequency, index) > 0) repeatCustomers += 1
  }
  if (repeatCustomers === 0) {
    return refuse(
      'no-repeat-purchases',
      'No customer bought a second time, so there is no buying rate to measure. Use a longer period, or a simple CLV.',
    )
  }
  if (repeatCustomers < FEWEST_REPEAT_CUSTOMERS) {
    return refuse(
      'too-few-repeat-customers',
      `Only ${repeatCustomers} of ${customers} customers bought a second time; at least ${FEWEST_REPEAT_CUSTOMERS} are needed. Use a longer period or more customers.`,
    )
  }
  return succeed({ repeatCustomers })
}

function historyFault(frequency: number, recency: number, T: number): string | undefined {
  if (!Number.isInteger(frequency) || frequency < 0) {
    return `frequency is ${frequency}, but a count of repeat purchases is 0, 1, 2 and so on.`
  }
  if (!Number.isFinite(recency) || recency < 0) return `recency is ${recency}, but an age is 0 or more.`
  if (!Number.isFinite(T) || T < 0) return `T is ${T}, but an age is 0 or more.`
  if (recency > T)
    return `the last purchase, at age ${recency}, lies after the end of observation, at age ${T}.`
  if (frequency === 0 && recency > 0)
    return `recency is ${recency} although there was no repeat purchase; it should be 0.`
  if (frequency > 0 && recency === 0) return `recency is 0 although there were ${frequency} repeat purchases.`
  return undefined
}
