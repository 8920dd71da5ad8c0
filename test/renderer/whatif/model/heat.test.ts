import { describe, expect, it } from 'vitest'
import { projectCases } from '#renderer/whatif/model/cases.ts'
import { outputCurve } from '#renderer/whatif/model/goal-answer.ts'
import { dataTableText, heat } from '#renderer/whatif/model/heat.ts'
import { dataTable, suggestedAxis } from '#shared/models/questions/data-table.ts'
import { suggestedTarget } from '#shared/models/questions/goal-seek.ts'
import { knownBusiness } from './known-business.ts'

const [baseline] = projectCases(knownBusiness(), [])
if (baseline === undefined) throw new Error('There is always a baseline.')

describe('a data table', () => {
  it('has the present value in its middle', () => {
    const table = dataTable(baseline.input, [], {
      output: 'clv',
      x: { driver: 'churn', values: suggestedAxis('churn', 0.04, 0.4, 5) },
      y: { driver: 'arpa', values: suggestedAxis('arpa', 50, 0.4, 5) },
    })
    expect(table.ok && table.value.values[2]?.[2]).toBeCloseTo(1000, 9)
    expect(table.ok && dataTableText(table.value).split('\n')).toHaveLength(6)
  })

  it('offers only values that the driver can have, each once', () => {
    expect(suggestedAxis('margin', 0.9, 0.4, 5)).toEqual([0.54, 0.72, 0.9, 1])
    expect(suggestedAxis('cac', 0, 0.4, 3)).toEqual([0, 500, 1000])
  })

  it('is coloured by how far a value lies from the present one', () => {
    const values = [[500, 1000, 2000]]
    expect(heat(2000, 1000, values)).toBe(1)
    expect(heat(500, 1000, values)).toBe(-0.5)
    expect(heat(null, 1000, values)).toBe(0)
  })
})

describe('a goal', () => {
  it('begins with a round number beyond the present value', () => {
    expect(suggestedTarget('mrr', 48_931)).toBe(59_000)
    expect(suggestedTarget('paybackMonths', 10)).toBe(8)
    expect(suggestedTarget('clv', null)).toBe(1)
  })

  it('is drawn over the whole range of the driver', () => {
    const curve = outputCurve(
      baseline,
      { driver: 'churn', output: 'clv', target: 1, min: 0.01, max: 0.05 },
      0.04,
      null,
    )
    expect(curve[0]?.[0]).toBe(0.01)
    expect(curve[0]?.[1]).toBeCloseTo(4000, 9)
    expect(curve.at(-1)?.[0]).toBeCloseTo(0.05, 12)
  })
})
