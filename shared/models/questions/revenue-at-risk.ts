import { succeed } from '#shared/domain/result.ts'
import { numberAt, sum } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'

/** Customers with their MRR and the probability that they leave in the period looked at; one position a customer. */
export interface CustomersAtRisk {
  readonly ids: readonly (string | number)[]
  readonly mrr: ArrayLike<number>
  readonly churnProbability: ArrayLike<number>
}

/** A band of churn probability, `from` included and `to` not (the last band includes 1). */
export interface RiskBand {
  readonly name: string
  readonly from: number
  readonly to: number
}

export interface RevenueAtRisk {
  readonly mrr: number
  /** Sum of MRR x churn probability: what is expected to be lost. */
  readonly mrrAtRisk: number
  readonly bands: readonly (RiskBand & {
    readonly customers: number
    readonly mrr: number
    readonly mrrAtRisk: number
  })[]
  /** Customers by MRR at risk, largest first, with the running total: what saving the top n is worth. */
  readonly ranked: readonly {
    readonly id: string | number
    readonly mrr: number
    readonly churnProbability: number
    readonly mrrAtRisk: number
    readonly cumulativeMrrAtRisk: number
  }[]
}

export const USUAL_RISK_BANDS: readonly RiskBand[] = [
  { name: 'low', from: 0, to: 0.2 },
  { name: 'medium', from: 0.2, to: 0.5 },
  { name: 'high', from: 0.5, to: 1 },
]

/** MRR at risk, in all, by band of churn probability, and by customer. n log n. */
export function revenueAtRisk(
  { ids, mrr, churnProbability }: CustomersAtRisk,
  bands: readonly RiskBand[] = USUAL_RISK_BANDS,
): Outcome<RevenueAtRisk> {
  if (ids.length === 0)
    return refuse('no-customers', 'There are no customers whose revenue could be at risk.')
  for (const [index, id] of ids.entries()) {
    const probability = numberAt(churnProbability, index)
    if (!(probability >= 0 && probability <= 1)) {
      return refuse(
        'churn-out-of-range',
        `Customer ${id} has a churn probability of ${probability}; give a share from 0 to 1.`,
      )
    }
    if (!(numberAt(mrr, index) >= 0)) {
      return refuse(
        'negative-money',
        `Customer ${id} has an MRR of ${mrr[index]}; give an amount of 0 or more.`,
      )
    }
  }
  const atRisk = Float64Array.from(
    ids,
    (_, index) => numberAt(mrr, index) * numberAt(churnProbability, index),
  )
  const order = [...ids.keys()].toSorted((a, b) => numberAt(atRisk, b) - numberAt(atRisk, a))
  let cumulative = 0
  const ranked = order.flatMap((index) => {
    const id = ids[index]
    if (id === undefined) return []
    cumulative += numberAt(atRisk, index)
    return [
      {
        id,
        mrr: numberAt(mrr, index),
        churnProbability: numberAt(churnProbability, index),
        mrrAtRisk: numberAt(atRisk, index),
        cumulativeMrrAtRisk: cumulative,
      },
    ]
  })
  return succeed({
    mrr: sum(mrr),
    mrrAtRisk: sum(atRisk),
    bands: bands.map((band, index) => {
      const isLast = index === bands.length - 1
      const members = ranked.filter(
        ({ churnProbability: p }) => p >= band.from && (p < band.to || (isLast && p <= band.to)),
      )
      return {
        ...band,
        customers: members.length,
        mrr: sum(members.map((member) => member.mrr)),
        mrrAtRisk: sum(members.map((member) => member.mrrAtRisk)),
      }
    }),
    ranked,
  })
}
