import { succeed } from '#shared/domain/result.ts'
import { lastNumber, numberAt, sum } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'

/**
 * Completed and unfinished lifetimes under contract, counted by age in whole periods.
 * `lost[k]` customers did not renew after k + 1 periods; `active[k]` are still there after k + 1 periods, the end of
 * what is known of them.
 */
export interface LifetimeCounts {
  readonly lost: readonly number[]
  readonly active: readonly number[]
}

/** Counts from the survivors of one cohort: how many there were at the start, and after each period. */
export function lifetimesFromSurvivors(survivors: readonly number[]): Outcome<LifetimeCounts> {
  if (survivors.length < 2) {
    return refuse(
      'bad-input',
      'A survivor series needs the customers at the start and after at least one period.',
    )
  }
  const lost: number[] = []
  for (let period = 1; period < survivors.length; period += 1) {
    const gone = numberAt(survivors, period - 1) - numberAt(survivors, period)
    if (!(gone >= 0) || numberAt(survivors, period) < 0) {
      return refuse(
        'bad-input',
        `The survivors go from ${survivors[period - 1]} to ${survivors[period]} in period ${period}; a cohort can only shrink. Check the order of the rows.`,
      )
    }
    lost.push(gone)
  }
  const active = lost.map((_, index) => (index === lost.length - 1 ? lastNumber(survivors) : 0))
  return succeed({ lost, active })
}

/** Counts from customers with a tenure: in whole periods, and whether each has left. Tenure 0 says nothing yet. */
export function lifetimesFromTenures(
  tenures: ArrayLike<number>,
  hasLeft: ArrayLike<boolean>,
): Outcome<LifetimeCounts & { readonly tenureZero: number }> {
  const lost: number[] = []
  const active: number[] = []
  let tenureZero = 0
  for (let index = 0; index < tenures.length; index += 1) {
    const tenure = numberAt(tenures, index)
    if (!Number.isInteger(tenure) || tenure < 0) {
      return refuse(
        'bad-input',
        `Customer ${index + 1} has a tenure of ${tenure}; give whole periods, 0 or more.`,
      )
    }
    if (tenure === 0) {
      tenureZero += 1
      continue
    }
    while (lost.length < tenure) {
      lost.push(0)
      active.push(0)
    }
    const counts = hasLeft[index] === true ? lost : active
    counts[tenure - 1] = numberAt(counts, tenure - 1) + 1
  }
  return succeed({ lost, active, tenureZero })
}

/** Refuses counts that a lifetime model cannot learn from. */
export function checkLifetimes({ lost, active }: LifetimeCounts): Outcome<{ customers: number }> {
  const bad = [...lost, ...active].find((count) => !(count >= 0) || !Number.isFinite(count))
  if (bad !== undefined) return refuse('bad-input', `A count of customers is ${bad}; counts are 0 or more.`)
  const gone = sum(lost)
  const customers = gone + sum(active)
  if (customers === 0)
    return refuse('no-customers', 'There are no customers with a tenure of at least one period.')
  if (gone === 0) {
    return refuse(
      'no-loss',
      'No customer has left yet, so there is no churn to learn from. Use a longer period.',
    )
  }
  return succeed({ customers })
}
