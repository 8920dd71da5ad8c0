import type { ClvReply } from '#shared/contract/clv.ts'

export type ClvChart = ClvReply['checks'][number]

/** What a model says of the customers, one position a customer; NaN where it says nothing. */
export interface ClvColumnSet {
  readonly probabilityAlive: Float64Array
  readonly expectedPurchases: Float64Array
  readonly expectedValue: Float64Array
  readonly clv: Float64Array
}

/** A fitted model with everything that is shown of it. */
export interface FittedClv {
  readonly parameters: Readonly<Record<string, number>>
  readonly standardErrors: Readonly<Record<string, number | null>>
  readonly logLikelihood: number | null
  readonly spend: Readonly<Record<string, number>> | null
  readonly columns: ClvColumnSet
  readonly aggregate: Readonly<Record<string, number | null>>
  readonly checks: readonly ClvChart[]
  readonly warnings: readonly string[]
}
