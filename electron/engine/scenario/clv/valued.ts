import type { ClvRequest } from '#shared/contract/clv.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import type { FittedClv } from './clv-result.ts'

/** A fitted model with the customers it is about. */
export interface ValuedCustomers {
  readonly fitted: FittedClv
  readonly names: readonly string[]
  readonly source: string
  readonly unit?: string | undefined
  /** The quarter of each customer's first purchase, where it is known. */
  readonly cohorts?: readonly string[] | undefined
}

const usualDiscount = 0.1

/** What the request says, else the assumptions; without either, revenue is valued as it is. */
export const ratesOf = ({ discount, margin }: ClvRequest, { datasets }: Pick<Workplace, 'datasets'>) => ({
  annualDiscount: discount ?? datasets.assumptions.get('discount_rate') ?? usualDiscount,
  margin: margin ?? datasets.assumptions.get('gross_margin') ?? 1,
})
