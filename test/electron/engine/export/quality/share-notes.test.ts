import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareNotes } from '#electron/engine/export/quality/share-notes.ts'

describe('room for notes', () => {
  test('goes to every finding where there is enough', () => {
    expect(shareNotes([3, 0, 5], 10)).toEqual([3, 0, 5])
  })

  test('is shared evenly first, so that a rare finding is not hidden by a frequent one', () => {
    expect(shareNotes([1000, 2], 10)).toEqual([8, 2])
  })

  test('is never exceeded, never more than a finding has cells, and is used up', () => {
    const counts = fc.array(fc.nat(50), { maxLength: 12 })
    fc.assert(
      fc.property(counts, fc.nat(200), (cells, limit) => {
        const shares = shareNotes(cells, limit)
        const total = shares.reduce((sum, share) => sum + share, 0)
        expect(shares.every((share, index) => share >= 0 && share <= (cells[index] ?? 0))).toBe(true)
        expect(total).toBe(
          Math.min(
            limit,
            cells.reduce((sum, count) => sum + count, 0),
          ),
        )
      }),
    )
  })
})
