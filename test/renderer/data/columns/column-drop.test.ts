import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnDrop } from '#renderer/data/columns/column-drop.ts'

/** Columns after those at `first` to `last` were taken out and put before `before`. */
function moved(count: number, first: number, last: number, before: number): number[] {
  const columns = Array.from({ length: count }, (_, place) => place)
  const taken = columns.slice(first, last + 1)
  const isRest = (place: number) => place < first || place > last
  return [
    ...columns.filter((place) => place < before && isRest(place)),
    ...taken,
    ...columns.filter((place) => place >= before && isRest(place)),
  ]
}

test('columns dragged onto another are next to it, on its far side, and stand where it is said', () => {
  const drags = fc
    .tuple(fc.integer({ min: 2, max: 9 }), fc.nat(), fc.nat(), fc.nat())
    .map(([count, a, b, over]) => ({
      count,
      first: Math.min(a % count, b % count),
      last: Math.max(a % count, b % count),
      over: over % count,
    }))
  fc.assert(
    fc.property(drags, ({ count, first, last, over }) => {
      const drop = columnDrop(first, last, over)
      if (over >= first && over <= last) {
        expect(drop).toBeUndefined()
        return
      }
      if (drop === undefined) throw new Error('nothing to drop on')
      const order = moved(count, first, last, drop.before)
      expect(order.indexOf(first)).toBe(drop.first)
      expect(order.indexOf(over)).toBe(over < first ? drop.first + last - first + 1 : drop.first - 1)
    }),
  )
})
