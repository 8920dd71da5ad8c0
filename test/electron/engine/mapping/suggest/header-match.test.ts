import { describe, expect, it } from 'vitest'
import { matchHeader, vocabularyOf } from '#electron/engine/mapping/suggest/header-match.ts'
import { headerWords } from '#electron/engine/mapping/suggest/header-words.ts'

describe('a header taken apart', () => {
  it.each([
    ['customerID', 'customer id'],
    ['CustomerID', 'customer id'],
    ['MonthlyCharges', 'monthly charges'],
    ['monthly_charges', 'monthly charges'],
    ['MRRStart', 'mrr start'],
    ['Clients au début', 'clients au debut'],
    ['  Sign-up   date ', 'sign up date'],
  ])('%s reads %s', (header, full) => {
    expect(headerWords(header).full).toBe(full)
  })

  it('keeps what stands in brackets apart', () => {
    expect(headerWords('Wait (seconds)')).toMatchObject({ full: 'wait seconds', bare: 'wait' })
  })

  it('takes plurals, fillers and other words for the same thing as one', () => {
    expect(headerWords('Number of the clients').words).toEqual(headerWords('customer').words)
  })
})

describe('a header compared with what means a field', () => {
  const vocabulary = vocabularyOf({
    id: 'mrr',
    name: 'MRR',
    synonyms: ['monthly charges', 'monthly recurring revenue'],
  })
  const scoreOf = (header: string) => matchHeader(headerWords(header), vocabulary, () => 1)

  it('prefers the name to a synonym, a synonym to likeness, and likeness to nothing', () => {
    const scores = ['MRR', 'Monthly Charges', 'Monthly charge total', 'Colour'].map(
      (header) => scoreOf(header).score,
    )
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(new Set(scores).size).toBe(scores.length)
    expect(scores.at(-1)).toBe(0)
  })

  it('forgives a slip of the keyboard', () => {
    expect(scoreOf('Monthly chrages').score).toBeGreaterThan(0.7)
  })

  it('says what it came near to', () => {
    expect(scoreOf('monthly charge per month').near).toBe('monthly charges')
  })
})
