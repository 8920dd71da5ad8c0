import { describe, expect, it } from 'vitest'
import { measuredRange, suggestedPeriod } from '#electron/engine/metrics/data-range.ts'

const today = '2025-06-17'
const suggested = (from: string, to: string) => {
  const range = { from, to }
  return suggestedPeriod(measuredRange(range, today) ?? range)
}

describe('the period to start with', () => {
  it('is the last month that the data covers to its end, or nearly', () => {
    expect(suggested('2024-01-10', '2025-05-01')).toEqual({ from: '2025-04-01', to: '2025-05-01' })
    expect(suggested('2024-01-10', '2025-04-29')).toEqual({ from: '2025-04-01', to: '2025-05-01' })
    expect(suggested('2024-01-10', '2025-04-12')).toEqual({ from: '2025-03-01', to: '2025-04-01' })
  })

  it('is the only month there is, whole or not', () => {
    expect(suggested('2025-04-03', '2025-04-12')).toEqual({ from: '2025-04-01', to: '2025-05-01' })
  })

  it('is not of the future, where contracts that begin later are listed already', () => {
    expect(suggested('2024-01-10', '2027-04-01')).toEqual({ from: '2025-05-01', to: '2025-06-01' })
  })

  it('is of the future only where all the data is: a forecast', () => {
    expect(suggested('2026-01-01', '2026-04-01')).toEqual({ from: '2026-03-01', to: '2026-04-01' })
  })

  it('is none without dates', () => {
    expect(suggestedPeriod(measuredRange(undefined, today))).toBeUndefined()
  })
})
