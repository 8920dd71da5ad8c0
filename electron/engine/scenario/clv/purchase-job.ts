import type { ModelProblem } from '#shared/models/outcome.ts'
import type { PurchaseModelName } from '#shared/models/purchases/purchase-model.ts'
import type { TimeUnit } from '#shared/models/time.ts'
import type { FittedClv } from './clv-result.ts'

/** Purchases of customers by number, one position a purchase day; amounts only where any is known. */
export interface DatedPurchases {
  readonly kind: 'purchases'
  readonly customer: Uint32Array
  readonly day: Float64Array
  readonly amount: Float64Array | undefined
  readonly observationEnd: number
  readonly today: number
}

/** Purchases already summed up, one position a customer. */
export interface SummarisedPurchases {
  readonly kind: 'summary'
  readonly frequency: Float64Array
  readonly recency: Float64Array
  readonly T: Float64Array
  readonly monetary: Float64Array | undefined
}

/** What the thread that fits a purchase model is given. Plain data: it crosses to another thread. */
export interface PurchaseJob {
  readonly model: PurchaseModelName
  readonly data: DatedPurchases | SummarisedPurchases
  readonly unit: TimeUnit
  readonly horizonMonths: number
  readonly annualDiscount: number
  readonly margin: number
}

export interface FittedPurchases extends FittedClv {
  /** The number of the customer at each position. */
  readonly customer: Float64Array
  /** The day of each customer's first purchase, where it is known. */
  readonly firstDay: Float64Array | undefined
}

/** What the thread says: what it is at, and in the end what came out. */
export type PurchaseAnswer =
  | { readonly kind: 'progress'; readonly label: string }
  | { readonly kind: 'fitted'; readonly fitted: FittedPurchases }
  | { readonly kind: 'refused'; readonly problem: ModelProblem }
