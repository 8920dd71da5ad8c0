import { describe, expect, it } from 'vitest'
import { frozenRowCount, type RowsToFreeze } from '#renderer/data/state/frozen-row-count.ts'

/** A sheet with its headers in row 1, frozen down to row 4, in a grid that has room for ten frozen rows. */
const frozen = (but: Partial<RowsToFreeze> = {}): number =>
  frozenRowCount({
    headerRow: 1,
    lastRow: 4,
    isSorted: false,
    rows: 100,
    room: 10,
    rowNumber: (place) => place + 2,
    ...but,
  })

describe('the frozen rows', () => {
  it('are those below the headers down to a row of the sheet', () => {
    expect(frozen()).toBe(3)
    expect(frozen({ lastRow: 1 })).toBe(0)
    expect(frozen({ lastRow: 0 })).toBe(0)
    expect(frozen({ headerRow: 3 })).toBe(1)
  })

  it('are fewer where rows among them are blank, filtered out or hidden', () => {
    expect(frozen({ rowNumber: (place) => [2, 4, 5][place] })).toBe(2)
    expect(frozen({ rowNumber: (place) => place + 40 })).toBe(0)
  })

  it('are as many under a sort, whatever rows it puts first', () => {
    expect(frozen({ isSorted: true, rowNumber: (place) => 90 - place })).toBe(3)
  })

  it('are taken to follow one another until their numbers have come', () => {
    expect(frozen({ rowNumber: () => undefined })).toBe(3)
  })

  it('are no more than there are rows', () => {
    expect(frozen({ rows: 2 })).toBe(2)
  })

  it('scroll where they would leave no room for others', () => {
    expect(frozen({ room: 3 })).toBe(3)
    expect(frozen({ room: 2 })).toBe(0)
    expect(frozen({ lastRow: 9_000_000, rows: 10_000_000 })).toBe(0)
  })
})
