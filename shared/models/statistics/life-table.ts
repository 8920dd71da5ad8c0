import { succeed } from '#shared/domain/result.ts'
import { numberAt } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'

/** What happened at one time: of those at risk, how many left and whose observation ended. */
export interface LifeTableRow {
  readonly time: number
  readonly atRisk: number
  readonly events: number
  readonly censored: number
}

/** One row for each distinct duration, in order. Those whose observation ends at a time are at risk at that time. */
export function lifeTable(
  durations: ArrayLike<number>,
  hasLeft: ArrayLike<boolean>,
): Outcome<LifeTableRow[]> {
  const subjects = durations.length
  if (subjects === 0) return refuse('no-customers', 'There are no customers with a tenure.')
  if (hasLeft.length !== subjects) {
    return refuse(
      'bad-input',
      `There are ${subjects} tenures but ${hasLeft.length} values for whether the customer left.`,
    )
  }
  const counts = new Map<number, { events: number; censored: number }>()
  for (let index = 0; index < subjects; index += 1) {
    const time = numberAt(durations, index)
    if (!Number.isFinite(time) || time < 0) {
      return refuse('bad-input', `Customer ${index + 1} has a tenure of ${time}; give a number of 0 or more.`)
    }
    const count = counts.get(time) ?? { events: 0, censored: 0 }
    if (hasLeft[index] === true) count.events += 1
    else count.censored += 1
    counts.set(time, count)
  }
  let atRisk = subjects
  const rows: LifeTableRow[] = []
  for (const [time, { events, censored }] of [...counts].sort(([a], [b]) => a - b)) {
    rows.push({ time, atRisk, events, censored })
    atRisk -= events + censored
  }
  return succeed(rows)
}
