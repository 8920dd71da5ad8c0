import { describe, expect, it } from 'vitest'
import { ruleWords } from '#shared/domain/rule-words.ts'

describe('a rule', () => {
  it('reads as a sentence', () => {
    expect(ruleWords({ dataset: 'customers', where: 'plan = "Basic"', set: { mrr: 'mrr * 1.1' } })).toBe(
      'customers, where plan = "Basic": mrr becomes mrr * 1.1',
    )
    expect(ruleWords({ dataset: 'customers', where: { rows: [1, 2] }, set: { churned: true } })).toBe(
      'customers, 2 selected rows: churned becomes true',
    )
  })
})
