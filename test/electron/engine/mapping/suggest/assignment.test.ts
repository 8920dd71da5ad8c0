import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assign } from '#electron/engine/mapping/suggest/assignment.ts'

const total = (scores: readonly (readonly number[])[], chosen: readonly number[]): number =>
  chosen.reduce((sum, column, row) => sum + (column < 0 ? 0 : (scores[row]?.[column] ?? 0)), 0)

/** The best total by trying every pairing. */
function bestTotal(
  scores: readonly (readonly number[])[],
  row = 0,
  used: ReadonlySet<number> = new Set(),
): number {
  const line = scores[row]
  if (line === undefined) return 0
  const without = bestTotal(scores, row + 1, used)
  return line.reduce(
    (best, score, column) =>
      used.has(column)
        ? best
        : Math.max(best, score + bestTotal(scores, row + 1, new Set([...used, column]))),
    without,
  )
}

describe('the best pairing of columns with fields', () => {
  it('gives up the best pair where two others are worth more', () => {
    expect(
      assign([
        [0.9, 0.8],
        [0.85, 0],
      ]),
    ).toEqual([1, 0])
  })

  it('pairs nothing for nothing', () => {
    expect(
      assign([
        [0, 0],
        [0, 0.5],
      ]),
    ).toEqual([-1, 1])
    expect(assign([])).toEqual([])
    expect(assign([[], []])).toEqual([-1, -1])
  })

  it('uses each column once, and no other pairing adds up to more', () => {
    const table = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      )
    fc.assert(
      fc.property(table, (scores) => {
        const chosen = assign(scores)
        const used = chosen.filter((column) => column >= 0)
        expect(new Set(used).size).toBe(used.length)
        expect(total(scores, chosen)).toBe(bestTotal(scores))
      }),
    )
  })
})
