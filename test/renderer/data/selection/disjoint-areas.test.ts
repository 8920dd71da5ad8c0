import fc from 'fast-check'
import { expect, it } from 'vitest'
import { disjointAreas } from '#renderer/data/selection/disjoint-areas.ts'
import type { Area } from '#renderer/data/selection/selection.ts'

const area = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9)).map(
  ([a, b, c, d]): Area => ({
    firstRow: Math.min(a, b),
    lastRow: Math.max(a, b),
    firstColumn: Math.min(c, d),
    lastColumn: Math.max(c, d),
  }),
)

function cells(areas: readonly Area[]): string[] {
  return areas.flatMap((each) => {
    const inside: string[] = []
    for (let row = each.firstRow; row <= each.lastRow; row += 1)
      for (let column = each.firstColumn; column <= each.lastColumn; column += 1)
        inside.push(`${row}/${column}`)
    return inside
  })
}

it('covers the same cells, each of them once', () => {
  fc.assert(
    fc.property(fc.array(area, { maxLength: 6 }), (areas) => {
      const covered = cells(disjointAreas(areas))
      expect(covered.length).toBe(new Set(covered).size)
      expect(new Set(covered)).toEqual(new Set(cells(areas)))
    }),
  )
})
