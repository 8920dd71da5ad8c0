import type { OutputName } from '#shared/domain/scenario.ts'
import { monthsLate, type WrittenBlock } from './projection-block.ts'

/** A payback longer than a hundred years is none. */
const longestPayback = 1200

/** The figures of the whole horizon as formulas over a case's months. Empty where there is no finite value. */
export function outputFormulas(
  block: WrittenBlock,
  months: number,
  billing: string,
): Record<OutputName, string> {
  const last = (column: Parameters<WrittenBlock['cell']>[0]) => block.cell(column, months)
  const survival = `(${last('survival')}*(1-${last('churn')}))`
  const profit = `(${survival}*${last('arpa')}*${last('margin')})`
  const rate = `(1/${last('monthFactor')}-1)`
  const clv = `SUM(${block.range('profit')})+IF(${profit}=0,0,${profit}/${last('churn')})`
  const discountedTail = `${last('discounting')}*${profit}/(${rate}+${last('churn')})*(1+${rate})^(1-${monthsLate(billing)})`
  const cac = block.cell('cac', 1)
  return {
    clv: `IFERROR(${clv},"")`,
    clvDiscounted: `IFERROR(SUMPRODUCT(${block.range('profit')},${block.range('presentValue')})+IF(${profit}=0,0,${discountedTail}),"")`,
    ltvToCac: `IFERROR((${clv})/${cac},"")`,
    paybackMonths: paybackFormula(block, months, cac),
    customers: last('customers'),
    mrr: last('mrr'),
    revenue: `SUM(${block.range('revenue')})`,
    grossProfit: `SUM(${block.range('grossProfit')})`,
  }
}

/**
 * Within the horizon the month in which the profit so far covers the cost, a part of it interpolated; beyond it profits
 * shrink by what churn leaves of them, so that the month follows from the sum of a geometric series.
 */
function paybackFormula(block: WrittenBlock, months: number, cac: string): string {
  const [profits, sums] = [block.range('profit'), block.range('cumulativeProfit')]
  const before = `SUMPRODUCT(--(${sums}<${cac}))`
  const within = `${before}+(${cac}-IF(${before}=0,0,INDEX(${sums},MAX(1,${before}))))/INDEX(${profits},MIN(${months},${before}+1))`
  const kept = `(1-${block.cell('churn', months)})`
  const next = `(${block.cell('profit', months)}*${kept})`
  const open = `(${cac}-${block.cell('cumulativeProfit', months)})`
  const whole = `INT(LN(1-${open}*(1-${kept})/${next})/LN(${kept}))`
  const rest = `(${open}-${next}*(1-${kept}^${whole})/(1-${kept}))/(${next}*${kept}^${whole})`
  const beyond = `IF(${kept}=1,${months}+${open}/${next},${months}+${whole}+${rest})`
  const value = `IF(${before}<${months},${within},${beyond})`
  return `IFERROR(IF(${cac}=0,"",IF(${value}>${longestPayback},"",${value})),"")`
}
