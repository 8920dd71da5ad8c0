import { describe, expect, it } from 'vitest'
import { numberAt } from '#shared/models/number-at.ts'
import { countPurchaseDays, type Purchases, summarisePurchases } from '#shared/models/purchases/rfm.ts'
import { DAYS_PER_MONTH, monthlyDiscount, unitsPerMonth } from '#shared/models/time.ts'
import {
  CALIBRATION_END,
  hasCdnow,
  readCdnowPurchases,
  readCdnowRfm,
  readCdnowSpend,
} from '../support/cdnow.ts'
import { expectProblem, expectValue } from '../support/expect-outcome.ts'

const purchases: Purchases = {
  customer: ['ann', 'bob', 'ann', 'ann', 'ann', 'cy', 'ann'],
  day: [100, 100, 114, 114, 128, 200, 170],
  amount: [50, 30, 10, 20, 60, 99, 500],
}
const options = { observationEnd: 149, unit: 'week' } as const

describe('from dated purchases to frequency, recency, T and spend', () => {
  const table = expectValue(summarisePurchases(purchases, options))

  it('several purchases on one day are one, and the first is not a repeat', () => {
    expect(table.ids).toEqual(['ann', 'bob'])
    expect([...table.frequency]).toEqual([2, 0])
  })
  it('recency is the age at the last purchase, not the days since it', () => {
    expect(numberAt(table.recency, 0)).toBe(28 / 7)
    expect(numberAt(table.recency, 1)).toBe(0)
  })
  it('T runs to the observation end, with no day added', () => {
    expect([...table.T]).toEqual([7, 7])
  })
  it('spend is the mean of the repeat days, without the first purchase', () => {
    expect(numberAt(table.monetary, 0)).toBe((30 + 60) / 2)
    expect(numberAt(table.monetary, 1)).toBeNaN()
  })
  it('purchases after the end are left out, and customers who came after it, and both are counted', () => {
    expect(table.purchasesLeftOut).toBe(2)
    expect(table.customersLeftOut).toBe(1)
  })
  it('a week is seven days and a month 365.25 / 12 days', () => {
    const inDays = expectValue(summarisePurchases(purchases, { ...options, unit: 'day' }))
    const inMonths = expectValue(summarisePurchases(purchases, { ...options, unit: 'month' }))
    expect(numberAt(inDays.T, 0)).toBe(49)
    expect(numberAt(inMonths.T, 0)).toBeCloseTo(49 / DAYS_PER_MONTH, 12)
    expect(unitsPerMonth('week')).toBeCloseTo(4.348214, 6)
  })
  it('counts the purchase days of a hold-out, by customer', () => {
    expect([...countPurchaseDays(purchases, table.ids, { after: 149, until: 200 })]).toEqual([1, 0])
  })
  it('refuses dates in the future with a likely cause', () => {
    const refused = expectProblem(summarisePurchases(purchases, { ...options, today: 150 }))
    expect(refused.code).toBe('date-in-future')
    expect(refused.message).toContain('2 of 7')
  })
  it('refuses an observation that ends before anyone bought', () => {
    expect(expectProblem(summarisePurchases(purchases, { ...options, observationEnd: 10 })).code).toBe(
      'no-customers',
    )
  })
  it('10 % a year is 0.797 % a month, not 0.833 %', () => {
    expect(monthlyDiscount(0.1)).toBeCloseTo(0.007974, 6)
  })
})

describe.skipIf(!hasCdnow)('CDNOW orders give the published summary', () => {
  it('frequency, recency and T of all 2,357 customers, and their mean spend to the cent', () => {
    const table = expectValue(
      summarisePurchases(readCdnowPurchases(), { observationEnd: CALIBRATION_END, unit: 'week' }),
    )
    const published = readCdnowRfm()
    const spend = readCdnowSpend()
    expect(table.ids.length).toBe(2357)
    const differing = published.frequency.flatMap((frequency, index) => {
      const isSame =
        frequency === table.frequency[index] &&
        Math.abs(numberAt(published.recency, index) - numberAt(table.recency, index)) < 0.006 &&
        Math.abs(numberAt(published.T, index) - numberAt(table.T, index)) < 0.006 &&
        (frequency === 0 ||
          Math.abs(numberAt(spend.monetary, index) - numberAt(table.monetary, index)) < 0.006)
      return isSame ? [] : [index + 1]
    })
    expect(differing).toEqual([])
  })
})
