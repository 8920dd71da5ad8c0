import { type Outcome, refuse } from '#shared/models/outcome.ts'
import { monthlyDiscount } from '#shared/models/time.ts'
import type { Tenure } from '../../metrics/tenures.ts'
import type { FittedClv } from './clv-result.ts'
import type { ContractTerms } from './fit-contracts.ts'

/** ARPA x margin / churn and its discounted forms; every customer pays their own MRR and leaves at the same rate. */
export function valueSimply(
  tenures: readonly Pick<Tenure, 'mrr' | 'left'>[],
  churn: { readonly value: number; readonly standardError: number | null },
  terms: ContractTerms,
): Outcome<FittedClv> {
  const { monthlyRevenue: arpa, margin, annualDiscount, horizonMonths } = terms
  if (arpa === undefined)
    return refuse('bad-input', 'What a customer pays in a month is not known. Map MRR, or type the ARPA.')
  if (!(churn.value > 0))
    return refuse(
      'no-loss',
      'No customer has left, so a lifetime has no end and CLV no finite value. Use a longer period.',
    )
  const rate = monthlyDiscount(annualDiscount)
  const kept = 1 - churn.value
  const months = (1 - kept ** horizonMonths) / churn.value
  const value = Float64Array.from(tenures, ({ mrr }) => mrr ?? Number.NaN)
  return {
    ok: true,
    value: {
      parameters: { churn: churn.value, arpa, margin },
      standardErrors: { churn: churn.standardError, arpa: null, margin: null },
      logLikelihood: null,
      spend: null,
      columns: {
        probabilityAlive: Float64Array.from(tenures, ({ left }) => (left ? 0 : 1)),
        expectedPurchases: Float64Array.from(tenures, ({ left }) => (left ? 0 : months)),
        expectedValue: value,
        clv: Float64Array.from(tenures, ({ left, mrr }) =>
          left ? 0 : ((mrr ?? Number.NaN) * margin) / churn.value,
        ),
      },
      aggregate: {
        customers: tenures.length,
        alive: tenures.filter(({ left }) => !left).length,
        lifetimeMonths: 1 / churn.value,
        clvNewCustomer: (arpa * margin) / churn.value,
        clvDiscountedInAdvance: (arpa * margin * (1 + rate)) / (rate + churn.value),
        clvDiscountedInArrears: (arpa * margin) / (rate + churn.value),
        clv: tenures.reduce(
          (total, { left, mrr }) => total + (left ? 0 : ((mrr ?? 0) * margin) / churn.value),
          0,
        ),
      },
      checks: [],
      warnings: [
        'One churn for all, whatever their tenure, and no end of the horizon: ARPA x margin / churn.',
      ],
    },
  }
}
