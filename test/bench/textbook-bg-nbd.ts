import gammaln from '@stdlib/math-base-special-gammaln'
import { numberAt } from '#shared/models/number-at.ts'
import { minimiseNelderMead } from '#shared/models/optimise/nelder-mead.ts'
import type { PurchaseHistories } from '#shared/models/purchases/purchase-history.ts'

/**
 * BG/NBD as a textbook would write it: equation 6 of Fader, Hardie & Lee 2005 in logs, one term a customer, minimised by
 * Nelder-Mead. The peer of the bench; it groups nothing and shares nothing between customers.
 */
export function fitTextbookBgNbd({ frequency, recency, T }: PurchaseHistories): number[] {
  const customers = frequency.length
  const cost = ([logR = 0, logAlpha = 0, logA = 0, logB = 0]: readonly number[]): number => {
    const [r, alpha, a, b] = [Math.exp(logR), Math.exp(logAlpha), Math.exp(logA), Math.exp(logB)]
    let total = 0
    for (let index = 0; index < customers; index += 1) {
      const x = numberAt(frequency, index)
      const purchases = gammaln(r + x) - gammaln(r) + r * Math.log(alpha)
      const leaving = gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
      const alive = -(r + x) * Math.log(alpha + numberAt(T, index))
      const left =
        x > 0 ? Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + numberAt(recency, index)) : -Infinity
      const larger = Math.max(alive, left)
      total += purchases + leaving + larger + Math.log(Math.exp(alive - larger) + Math.exp(left - larger))
    }
    return -total / customers
  }
  return minimiseNelderMead(cost, [0, 0, 0, 0], 1e-12).point.map(Math.exp)
}
