import { describe, expect, it } from 'vitest'
import { hiddenBetween, hiddenCount, spansText } from '#renderer/data/filter/hidden-rows.ts'
import { rowId } from '#shared/domain/ids.ts'

const hidden = [2, 12, 13, 14, 61].map((number) => ({ row: rowId(100 + number), number }))
const numbersBetween = (after: number, before: number) =>
  hiddenBetween(hidden, after, before).map(({ number }) => number)

describe('hidden rows', () => {
  it('stand between two rows, below the headers, or below the last row', () => {
    expect(numbersBetween(11, 15)).toEqual([12, 13, 14])
    expect(numbersBetween(1, 3)).toEqual([2])
    expect(numbersBetween(60, Infinity)).toEqual([61])
    expect(numbersBetween(15, 16)).toEqual([])
  })

  it('are said by their numbers, those that follow one another as a span', () => {
    expect(spansText([12, 13, 14])).toBe('12 to 14')
    expect(spansText([2, 12, 13, 61])).toBe('2, 12 to 13, 61')
    expect(spansText([1_200])).toBe('1,200')
    expect(spansText([1, 3, 5, 7, 9])).toBe('1, 3, 5, 7, ...')
    expect(hiddenCount(hidden)).toBe('5 hidden rows')
  })
})
