import type { DriverName } from '#shared/domain/scenario.ts'
import { floatAt } from '../number-at.ts'
import { discountMonths } from './discounting.ts'
import { DRIVER_FACTS } from './drivers.ts'
import type { LeverEffect } from './levers.ts'
import { openingOf, type ProjectionInput, type SegmentPlan } from './plan.ts'

/** What is done to every value of a driver, over months, segments and tenures: multiplied by a factor, or set. */
export type LevelChange = { readonly factor: number } | { readonly value: number }

/** Planned segments whose drivers can be brought to other levels again and again, each time from where they were planned. */
export interface Relevelling {
  /** The segments as the last changes left them. */
  readonly plans: readonly SegmentPlan[]
  /** The same as a lever that sets or multiplies the driver in all months. False where no business can be there. */
  readonly move: (driver: DriverName, change: LevelChange) => boolean
}

/** Months times segments a move, and nothing new in memory: what a simulation does some ten thousand times. */
export function relevelling(
  planned: readonly SegmentPlan[],
  billing: ProjectionInput['billing'],
): Relevelling {
  const pairs = planned.map((origin) => ({ origin, plan: copyOf(origin) }))
  const plans = pairs.map(({ plan }) => plan)
  return {
    plans,
    move: (driver, change) => {
      let isPossible = true
      for (const { origin, plan } of pairs) {
        const scale = 'factor' in change ? change.factor : 0
        const shift = 'factor' in change ? 0 : change.value * shareOf(plan, driver)
        if (driver === 'customers') moveEffect(origin.stockChange, plan.stockChange, 1, scale, shift)
        else if (driver === 'churn' && plan.tenure !== undefined)
          moveEffect(origin.churnEffect, plan.churnEffect, plan.months, scale, shift)
        else isPossible = movePath(driver, origin, plan, scale, shift) && isPossible
        if (driver === 'discount') discountMonths(plan.path.discount, billing, plan.discounting)
      }
      return isPossible && (driver !== 'customers' || plans.some((plan) => openingOf(plan) > 0))
    },
  }
}

function copyOf(plan: SegmentPlan): SegmentPlan {
  const { path, months, stockChange, churnEffect, discounting } = plan
  return {
    ...plan,
    stockChange: copyEffect(stockChange, months),
    churnEffect: copyEffect(churnEffect, months),
    discounting: {
      monthFactor: discounting.monthFactor.slice(),
      presentValue: discounting.presentValue.slice(),
    },
    path: {
      new: path.new.slice(),
      churn: path.churn.slice(),
      arpa: path.arpa.slice(),
      expansion: path.expansion.slice(),
      contraction: path.contraction.slice(),
      margin: path.margin.slice(),
      cac: path.cac.slice(),
      retentionCost: path.retentionCost.slice(),
      discount: path.discount.slice(),
    },
  }
}

const copyEffect = (effect: LeverEffect | undefined, months: number): LeverEffect => ({
  scale: effect?.scale.slice() ?? new Float64Array(months).fill(1),
  shift: effect?.shift.slice() ?? new Float64Array(months),
})

/** A count that is set for all segments together is divided among them. */
const shareOf = ({ shares }: SegmentPlan, driver: DriverName): number =>
  driver === 'customers' || driver === 'new' ? shares[driver] : 1

function moveEffect(
  origin: LeverEffect | undefined,
  into: LeverEffect | undefined,
  months: number,
  scale: number,
  shift: number,
): void {
  if (into === undefined) return
  for (let month = 0; month < months; month += 1) {
    into.scale[month] = (origin === undefined ? 1 : floatAt(origin.scale, month)) * scale
    into.shift[month] = (origin === undefined ? 0 : floatAt(origin.shift, month)) * scale + shift
  }
}

function movePath(
  driver: Exclude<DriverName, 'customers'>,
  origin: SegmentPlan,
  plan: SegmentPlan,
  scale: number,
  shift: number,
): boolean {
  const from = origin.path[driver]
  const into = plan.path[driver]
  const { least, most } = DRIVER_FACTS[driver]
  let isPossible = true
  for (let month = 0; month < from.length; month += 1) {
    const value = floatAt(from, month) * scale + shift
    into[month] = value
    isPossible = isPossible && value >= least && value <= most
  }
  return isPossible
}
