import { describe, expect, it } from 'vitest'
import {
  countChosen,
  exportedMetrics,
  groupsOf,
  isWithout,
  type ListedMetric,
  withMetrics,
} from '#renderer/export/metric-choice.ts'

const nps: ListedMetric = { id: 'nps', name: 'Net Promoter Score', category: 'loyalty' }
const csat: ListedMetric = { id: 'csat', name: 'Customer Satisfaction', category: 'loyalty' }
const churn: ListedMetric = { id: 'customer_churn_rate', name: 'Customer Churn Rate', category: 'churn' }
const own: ListedMetric = { id: 'seats', name: 'Seats', category: 'own' }

describe('the metrics that are exported', () => {
  it('are not limited when all are asked for', () => {
    expect(exportedMetrics('all', ['nps'], ['csat'])).toBeUndefined()
  })

  it('are the pinned or the chosen ones, even when there are none', () => {
    expect(exportedMetrics('pinned', ['nps'], ['csat'])).toEqual(['nps'])
    expect(exportedMetrics('chosen', ['nps'], ['csat'])).toEqual(['csat'])
    expect(exportedMetrics('chosen', ['nps'], [])).toEqual([])
  })
})

describe('a choice without a metric', () => {
  it('is one of metrics that have no value', () => {
    expect(isWithout(['mrr'], [nps, csat])).toBe(true)
    expect(isWithout(['mrr', 'nps'], [nps, csat])).toBe(false)
  })

  it('is an empty one as long as the values are not known', () => {
    expect(isWithout([], undefined)).toBe(true)
    expect(isWithout(['mrr'], undefined)).toBe(false)
  })
})

describe('the checklist', () => {
  it('groups as the KPIs workspace does, without empty categories', () => {
    expect(
      groupsOf([nps, churn, csat, own]).map(({ title, members }) => [title, members.map(({ id }) => id)]),
    ).toEqual([
      ['Own metrics', ['seats']],
      ['Churn and retention', ['customer_churn_rate']],
      ['Loyalty and satisfaction', ['nps', 'csat']],
    ])
  })

  it('counts only what it lists', () => {
    expect(countChosen([nps, csat], ['nps', 'mrr'])).toBe(1)
  })

  it('puts metrics in once, and takes them out without touching those that have no value now', () => {
    expect(withMetrics(['mrr', 'nps'], [nps, csat], true)).toEqual(['mrr', 'nps', 'csat'])
    expect(withMetrics(['mrr', 'nps', 'csat'], [nps, csat], false)).toEqual(['mrr'])
  })
})
