import { numberAt } from '../number-at.ts'
import type { PurchaseHistories } from '../purchases/purchase-history.ts'
import type { PurchasePredictor } from '../purchases/purchase-model.ts'

/** Customers with the same number of repeat purchases in the calibration period, and what they did after it. */
export interface HoldoutGroup {
  /** Repeat purchases in the calibration period. */
  readonly count: number
  /** The last group holds `count` and more. */
  readonly isOpenEnded: boolean
  readonly customers: number
  /** Mean purchases a customer in the hold-out period. */
  readonly actual: number
  readonly expected: number
}

export interface HoldoutCheck {
  readonly groups: readonly HoldoutGroup[]
  readonly totalActual: number
  readonly totalExpected: number
  /** Mean absolute error a customer, and that of predicting the same mean for everyone. */
  readonly meanAbsoluteError: number
  readonly meanAbsoluteErrorOfMean: number
}

/**
 * The check that counts: fitted on the calibration period, does the model foresee what each customer then did? Mean
 * purchases in the hold-out by number of calibration purchases (Fader, Hardie & Lee 2005, figure 5).
 *
 * @param purchasesAfter purchases of each customer in the hold-out, in the order of the histories.
 * @param time the length of the hold-out, in the unit of the histories.
 */
export function holdoutCheck(
  histories: PurchaseHistories,
  predictor: PurchasePredictor,
  purchasesAfter: ArrayLike<number>,
  time: number,
  groups = 8,
): HoldoutCheck {
  const sums = Array.from({ length: groups }, () => ({ customers: 0, actual: 0, expected: 0 }))
  const customers = histories.frequency.length
  let totalActual = 0
  let totalExpected = 0
  let error = 0
  for (let index = 0; index < customers; index += 1) {
    const frequency = numberAt(histories.frequency, index)
    const expected = predictor.conditionalExpectedPurchases(
      frequency,
      numberAt(histories.recency, index),
      numberAt(histories.T, index),
      time,
    )
    const actual = numberAt(purchasesAfter, index)
    const group = sums[Math.min(frequency, groups - 1)]
    if (group === undefined) continue
    group.customers += 1
    group.actual += actual
    group.expected += expected
    totalActual += actual
    totalExpected += expected
    error += Math.abs(actual - expected)
  }
  const mean = totalActual / Math.max(1, customers)
  let errorOfMean = 0
  for (let index = 0; index < customers; index += 1)
    errorOfMean += Math.abs(numberAt(purchasesAfter, index) - mean)
  return {
    groups: sums.map((group, count) => ({
      count,
      isOpenEnded: count === groups - 1,
      customers: group.customers,
      actual: group.actual / Math.max(1, group.customers),
      expected: group.expected / Math.max(1, group.customers),
    })),
    totalActual,
    totalExpected,
    meanAbsoluteError: error / Math.max(1, customers),
    meanAbsoluteErrorOfMean: errorOfMean / Math.max(1, customers),
  }
}
