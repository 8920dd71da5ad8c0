import { succeed } from '#shared/domain/result.ts'
import type { Lever } from '#shared/domain/scenario.ts'
import { numberAt } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'
import type { ProjectionInput } from '../projection/plan.ts'
import { project } from '../projection/projection.ts'

export interface BreakEven {
  /** Points of monthly churn taken off. */
  readonly churnReduction: number
  /** Gross profit gained over the horizon, discounted as the projection is. */
  readonly gain: number
  /** The most the programme may cost a customer and month, over the horizon, before it loses money. */
  readonly costPerCustomerMonth: number
  /** The most it may cost once for each customer of the opening base. */
  readonly costPerOpeningCustomer: number
  /** CLV gained by a customer; the most the programme may cost a customer over a whole lifetime. `null` if not finite. */
  readonly gainInClv: number | null
}

/**
 * How much a retention programme that cuts churn by x points may cost a customer. The cost falls due for every customer
 * at the start of each month, as a retention cost does, and also for those whom the programme keeps.
 */
export function breakEven(
  input: ProjectionInput,
  levers: readonly Lever[],
  churnReduction: number,
): Outcome<BreakEven> {
  if (!(churnReduction > 0)) {
    return refuse(
      'bad-input',
      `The programme takes ${churnReduction} off the churn; give points above 0, such as 0.01.`,
    )
  }
  const without = project(input, levers)
  if (!without.ok) return without
  const programme: Lever = { driver: 'churn', op: 'add', value: -churnReduction }
  const withProgramme = project(input, [...levers, programme])
  if (!withProgramme.ok) return withProgramme
  // What one unit of retention cost a customer and month takes from the discounted contribution, with all else equal.
  const oneMore = project(input, [...levers, programme, { driver: 'retentionCost', op: 'add', value: 1 }])
  if (!oneMore.ok) return oneMore

  const last = input.months - 1
  const gain =
    numberAt(withProgramme.value.monthly.cumulativeDiscountedContribution, last) -
    numberAt(without.value.monthly.cumulativeDiscountedContribution, last)
  const customerMonths =
    numberAt(withProgramme.value.monthly.cumulativeDiscountedContribution, last) -
    numberAt(oneMore.value.monthly.cumulativeDiscountedContribution, last)
  const before = without.value.kpis.clvDiscounted
  const after = withProgramme.value.kpis.clvDiscounted
  return succeed({
    churnReduction,
    gain,
    costPerCustomerMonth: gain / customerMonths,
    costPerOpeningCustomer: gain / numberAt(without.value.monthly.opening, 0),
    gainInClv: before === null || after === null ? null : after - before,
  })
}
