import { describe, expect, it } from 'vitest'
import { withType } from '#renderer/whatif/model/distributions.ts'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import {
  suggestedDistribution,
  suitableTypes,
  varying,
} from '#shared/models/questions/suggested-distributions.ts'

const measured = (
  driver: BaselineDriver['driver'],
  value: number,
  lower: number,
  upper: number,
): BaselineDriver => ({
  driver,
  value,
  lower,
  upper,
  origin: 'measured',
  source: '',
})

describe('the distribution first offered', () => {
  it('is beta for a measured rate, as wide as its 95 % interval says', () => {
    const offered = suggestedDistribution(measured('churn', 0.042, 0.038, 0.047))
    expect(offered).toMatchObject({ type: 'beta', mean: 0.042 })
    expect(offered.type === 'beta' && offered.standardDeviation).toBeCloseTo(0.009 / (2 * 1.96), 5)
  })

  it('is lognormal for money and normal for counts', () => {
    expect(suggestedDistribution(measured('arpa', 80, 70, 90)).type).toBe('lognormal')
    expect(suggestedDistribution(measured('new', 40, 30, 50)).type).toBe('normal')
  })

  it('is fixed where nothing was measured, and fixed drivers are not drawn', () => {
    const fixed = suggestedDistribution({ ...measured('cac', 300, 0, 0), lower: null, upper: null })
    expect(fixed).toEqual({ type: 'constant', value: 300 })
    expect(varying({ cac: fixed, churn: { type: 'beta', mean: 0.04, standardDeviation: 0.01 } })).toEqual({
      churn: { type: 'beta', mean: 0.04, standardDeviation: 0.01 },
    })
  })
})

describe('another type', () => {
  it('keeps middle and spread', () => {
    expect(withType({ type: 'normal', mean: 40, standardDeviation: 5 }, 'triangular')).toEqual({
      type: 'triangular',
      min: 30,
      mode: 40,
      max: 50,
    })
  })

  it('is offered only where it can be drawn', () => {
    expect(suitableTypes('churn', 0)).not.toContain('beta')
    expect(suitableTypes('arpa', 80)).not.toContain('beta')
    expect(suitableTypes('churn', 0.04)).not.toContain('lognormal')
  })
})
