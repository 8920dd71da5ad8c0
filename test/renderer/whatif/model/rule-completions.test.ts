import { describe, expect, it } from 'vitest'
import { ruleCompletions, wordBeforeCaret } from '#renderer/whatif/model/rule-completions.ts'
import { touchedWords } from '#renderer/whatif/model/rules.ts'
import { rowPlaces } from '#renderer/whatif/rules/row-places.ts'

const fields = [
  { id: 'plan', name: 'Plan' },
  { id: 'monthly_revenue', name: 'MRR' },
  { id: 'region', name: 'Region' },
]
const texts = (word: string) => ruleCompletions(word, fields).map(({ text }) => text)

describe('completion in a rule', () => {
  it('takes the word before the caret', () => {
    expect(wordBeforeCaret('plan = "Basic" AND mon', 22)).toBe('mon')
    expect(wordBeforeCaret('plan = ', 7)).toBe('')
  })

  it('offers fields of the row first, by id or name, then functions of single values', () => {
    expect(texts('mrr')).toContain('monthly_revenue')
    expect(texts('r')[0]).toBe('region')
    expect(texts('ro')).toContain('ROUND(')
    expect(texts('period')).toContain('period_end')
  })

  it('offers nothing over whole columns: a rule knows only its row', () => {
    expect(texts('sum')).not.toContain('SUM(')
    expect(texts('countif')).toEqual([])
  })

  it('offers nothing for nothing, nor for a word that is complete', () => {
    expect(texts('')).toEqual([])
    expect(texts('region')).toEqual([])
  })
})

it('says how many rows a rule touches', () => {
  expect(touchedWords({ rows: 1200, total: 12_345 })).toBe('touches 1,200 of 12,345 rows')
})

it('selected rows are counted once, however the ranges overlap', () => {
  expect(
    rowPlaces([
      { firstRow: 5, lastRow: 9 },
      { firstRow: 0, lastRow: 2 },
      { firstRow: 3, lastRow: 6 },
      { firstRow: 20, lastRow: 20 },
    ]),
  ).toEqual([
    { first: 0, last: 9 },
    { first: 20, last: 20 },
  ])
})
