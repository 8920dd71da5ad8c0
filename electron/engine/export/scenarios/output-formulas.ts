import type { OutputName } from '#shared/domain/scenario.ts'
import { monthsLate } from './case-cells.ts'
import type { Lifetime } from './lifetime.ts'
import type { WrittenBlock } from './projection-block.ts'

/** A payback longer than a hundred years is none. */
export const longestPayback = 1200

/** What a customer is worth, undiscounted and discounted, as formulas; an error where there is no finite value. */
export function valueFormulas(lifetime: Lifetime, billing: string): { clv: string; clvDiscounted: string } {
  const { last } = lifetime
  const survival = `(${last('survival')}*(1-${last('churn')}))`
  const profit = `(${survival}*${last('arpa')}*${last('margin')})`
  const rate = `(1/${last('monthFactor')}-1)`
  const tail = `${last('discounting')}*${profit}/(${rate}+${last('churn')})*(1+${rate})^(1-${monthsLate(billing)})`
  const [profits, present] = [lifetime.range('profit'), lifetime.range('presentValue')]
  return {
    clv: `SUM(${profits})+IF(${profit}=0,0,${profit}/${last('churn')})`,
    clvDiscounted: `SUMPRODUCT(${profits},${present})+IF(${profit}=0,0,${tail})`,
  }
}

/** Figures of a customer, as cells or formulas. */
export interface CustomerFormulas {
  readonly clv: string
  readonly clvDiscounted: string
  readonly cac: string
  readonly payback: string
}

/** The figures of the whole horizon. Empty where there is no finite value. */
export function outputFormulas(
  block: WrittenBlock,
  months: number,
  { clv, clvDiscounted, cac, payback }: CustomerFormulas,
): Record<OutputName, string> {
  return {
    clv: `IFERROR(${clv},"")`,
    clvDiscounted: `IFERROR(${clvDiscounted},"")`,
    ltvToCac: `IFERROR((${clv})/${cac},"")`,
    paybackMonths: payback,
    customers: block.cell('customers', months),
    mrr: block.cell('mrr', months),
    revenue: `SUM(${block.range('revenue')})`,
    grossProfit: `SUM(${block.range('grossProfit')})`,
  }
}

/**
 * Within the lifetime that is written out the month in which the profit so far covers the cost, a part of it
 * interpolated; beyond it profits shrink by what churn leaves of them, so that the month follows from the sum of a
 * geometric series.
 */
export function paybackFormula({ length, range, last }: Lifetime, cac: string): string {
  const [profits, sums] = [range('profit'), range('cumulativeProfit')]
  const before = `SUMPRODUCT(--(${sums}<${cac}))`
  const within = interpolated(profits, sums, before, cac, length)
  const kept = `(1-${last('churn')})`
  const next = `(${last('profit')}*${kept})`
  const open = `(${cac}-${last('cumulativeProfit')})`
  const whole = `INT(LN(1-${open}*(1-${kept})/${next})/LN(${kept}))`
  const rest = `(${open}-${next}*(1-${kept}^${whole})/(1-${kept}))/(${next}*${kept}^${whole})`
  const beyond = `IF(${kept}=1,${length}+${open}/${next},${length}+${whole}+${rest})`
  const value = `IF(${before}<${length},${within},${beyond})`
  return `IFERROR(IF(${cac}=0,"",IF(${value}>${longestPayback},"",${value})),"")`
}

/** Where all months that count are written out. */
export function paybackWithin(profits: string, sums: string, cac: string): string {
  const before = `SUMPRODUCT(--(${sums}<${cac}))`
  const within = interpolated(profits, sums, before, cac, longestPayback)
  return `IFERROR(IF(OR(${cac}=0,${before}>=${longestPayback}),"",${within}),"")`
}

const interpolated = (profits: string, sums: string, before: string, cac: string, length: number): string =>
  `${before}+(${cac}-IF(${before}=0,0,INDEX(${sums},MAX(1,${before}))))/INDEX(${profits},MIN(${length},${before}+1))`
