import { describe, expect, it } from 'vitest'
import {
  choiceOfFilter,
  everything,
  filtersOfChoice,
  isTicked,
  toggled,
} from '#renderer/data/filter/value-choice.ts'
import { columnId } from '#shared/domain/ids.ts'

const column = columnId(3)
const all = { texts: ['Basic', 'Pro', 'Max'], isComplete: true, hasBlanks: true, search: '' }
const some = { ...all, isComplete: false }

describe('ticks in a list of values', () => {
  it('all of them are no filter', () => {
    expect(filtersOfChoice(column, everything, all)).toEqual([])
  })

  it('one taken away leaves the others', () => {
    expect(filtersOfChoice(column, toggled(everything, 'Pro'), all)).toEqual([
      { type: 'values', column, texts: ['Basic', 'Max'], blanks: true },
    ])
  })

  it('one taken away from a list that is longer than shown keeps what is not shown', () => {
    expect(filtersOfChoice(column, { ...toggled(everything, 'Pro'), blanks: false }, some)).toEqual([
      { type: 'condition', column, operator: '<>', operand: 'Pro' },
      { type: 'condition', column, operator: 'notBlank', operand: '' },
    ])
  })

  it('one alone is that value', () => {
    const only = toggled({ base: 'none', toggled: new Set(), blanks: false }, 'Max')
    expect(isTicked(only, 'Max')).toBe(true)
    expect(isTicked(only, 'Pro')).toBe(false)
    expect(filtersOfChoice(column, only, some)).toEqual([
      { type: 'values', column, texts: ['Max'], blanks: false },
    ])
  })

  it('what a search found is chosen, by the search itself where there is more of it than shown', () => {
    const found = { base: 'found', toggled: new Set<string>(), blanks: false } as const
    expect(
      filtersOfChoice(column, found, { texts: ['Pro'], isComplete: true, hasBlanks: false, search: 'pr' }),
    ).toEqual([{ type: 'values', column, texts: ['Pro'], blanks: false }])
    expect(
      filtersOfChoice(column, found, { texts: ['Pro'], isComplete: false, hasBlanks: false, search: 'pr' }),
    ).toEqual([{ type: 'condition', column, operator: 'contains', operand: 'pr' }])
  })

  it('come back as they were set', () => {
    const [filter] = filtersOfChoice(column, toggled(everything, 'Pro'), all)
    const choice = choiceOfFilter(filter)
    expect(all.texts.filter((text) => isTicked(choice, text))).toEqual(['Basic', 'Max'])
    expect(choice.blanks).toBe(true)
  })
})
