import { describe, expect, it } from 'vitest'
import { numberAt } from '#shared/models/number-at.ts'
import { bgNbdPredictor } from '#shared/models/purchases/bg-nbd.ts'
import { type ClvInput, customerLifetimeValues } from '#shared/models/purchases/customer-lifetime-value.ts'
import { expectedSpend } from '#shared/models/spend/gamma-gamma.ts'
import { DAYS_PER_MONTH, monthlyDiscount } from '#shared/models/time.ts'
import { expectProblem, expectValue } from '../support/expect-outcome.ts'

const spend = { p: 6.25, q: 3.74, v: 15.44 }
const monetary = [20, Number.NaN, 80]
const histories = { frequency: [2, 0, 7], recency: [30.43, 0, 20], T: [38.86, 38.86, 30] }
const predictor = bgNbdPredictor({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })
const input: ClvInput = {
  histories,
  predictor,
  value: { spend, monetary },
  unit: 'week',
  horizonMonths: 12,
  annualDiscount: 0.1,
  margin: 0.4,
}

describe('customer lifetime value', () => {
  const columns = expectValue(customerLifetimeValues(input))

  it('is the sum over months of expected purchases x expected value x margin, discounted to the month’s end', () => {
    const month = DAYS_PER_MONTH / 7
    const rate = monthlyDiscount(0.1)
    for (const index of [0, 1, 2]) {
      const x = numberAt(histories.frequency, index)
      let clv = 0
      for (let n = 1; n <= 12; n += 1) {
        const until = (months: number): number =>
          predictor.conditionalExpectedPurchases(
            x,
            numberAt(histories.recency, index),
            numberAt(histories.T, index),
            months * month,
          )
        clv +=
          ((until(n) - until(n - 1)) * expectedSpend(spend, x, numberAt(monetary, index)) * 0.4) /
          (1 + rate) ** n
      }
      expect(columns.clv[index]).toBeCloseTo(clv, 10)
    }
  })
  it('gives P(alive), purchases and value beside it, and their totals', () => {
    expect(columns.probabilityAlive[1]).toBe(1)
    expect(columns.expectedValue[1]).toBeCloseTo((6.25 * 15.44) / 2.74, 10)
    expect(columns.total.clv).toBeCloseTo(
      columns.clv.reduce((total, value) => total + value, 0),
      12,
    )
    expect(columns.total.customers).toBe(3)
  })
  it('does not depend on the unit of time', () => {
    const inDays = expectValue(
      customerLifetimeValues({
        ...input,
        histories: {
          frequency: histories.frequency,
          recency: histories.recency.map((t) => t * 7),
          T: histories.T.map((t) => t * 7),
        },
        predictor: bgNbdPredictor({ r: 0.243, alpha: 4.414 * 7, a: 0.793, b: 2.426 }),
        unit: 'day',
      }),
    )
    for (const [index, clv] of columns.clv.entries()) expect(inDays.clv[index]).toBeCloseTo(clv, 9)
  })
  it('without discount and margin it is expected purchases times expected value', () => {
    const plain = expectValue(
      customerLifetimeValues({ ...input, annualDiscount: 0, margin: 1, value: { perPurchase: 25 } }),
    )
    for (const [index, clv] of plain.clv.entries()) {
      expect(clv).toBeCloseTo(25 * numberAt(plain.expectedPurchases, index), 10)
    }
  })
  it('refuses no customers, half a month and a negative value', () => {
    const none = { frequency: [], recency: [], T: [] }
    expect(expectProblem(customerLifetimeValues({ ...input, histories: none })).code).toBe('no-customers')
    expect(expectProblem(customerLifetimeValues({ ...input, horizonMonths: 1.5 })).code).toBe('bad-input')
    expect(expectProblem(customerLifetimeValues({ ...input, value: { perPurchase: -1 } })).code).toBe(
      'negative-money',
    )
  })
})
