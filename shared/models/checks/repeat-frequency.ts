import { numberAt } from '../number-at.ts'
import { encode } from '../purchases/distinct-histories.ts'
import type { PurchaseHistories } from '../purchases/purchase-history.ts'
import type { PurchasePredictor } from '../purchases/purchase-model.ts'

/** How many customers made `count` repeat purchases, in the data and by the model. */
export interface FrequencyBar {
  readonly count: number
  /** The last bar holds `count` and more. */
  readonly isOpenEnded: boolean
  readonly actual: number
  readonly expected: number
}

/**
 * The first check of a purchase model: frequency of repeat purchases during the observation, actual against expected
 * (Fader, Hardie & Lee 2005, figure 2). Every customer counts with their own T. Distinct T times bars.
 */
export function repeatFrequencyCheck(
  histories: Pick<PurchaseHistories, 'frequency' | 'T'>,
  predictor: PurchasePredictor,
  bars = 8,
): FrequencyBar[] {
  const actual = new Array<number>(bars).fill(0)
  for (let index = 0; index < histories.frequency.length; index += 1) {
    const bar = Math.min(numberAt(histories.frequency, index), bars - 1)
    actual[bar] = numberAt(actual, bar) + 1
  }
  const ages = encode(histories.T)
  const customersOfAge = new Float64Array(ages.values.length)
  for (const code of ages.codes) customersOfAge[code] = numberAt(customersOfAge, code) + 1

  const expected = new Array<number>(bars).fill(0)
  for (const [code, T] of ages.values.entries()) {
    const customers = numberAt(customersOfAge, code)
    let rest = 1
    for (let count = 0; count < bars - 1; count += 1) {
      const probability = predictor.purchaseCountProbability(count, T)
      expected[count] = numberAt(expected, count) + customers * probability
      rest -= probability
    }
    expected[bars - 1] = numberAt(expected, bars - 1) + customers * Math.max(0, rest)
  }
  return actual.map((customers, count) => ({
    count,
    isOpenEnded: count === bars - 1,
    actual: customers,
    expected: numberAt(expected, count),
  }))
}
