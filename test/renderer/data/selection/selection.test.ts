import { describe, expect, it } from 'vitest'
import {
  addRange,
  areaOf,
  areasOf,
  clampSelection,
  extendTo,
  liveRange,
  selectAll,
  selectPlace,
  selectRange,
  widenTo,
} from '#renderer/data/selection/selection.ts'

const extent = { rows: 100, columns: 10 }
const place = (row: number, column: number) => ({ row, column })

describe('a selection', () => {
  it('grows from its anchor in every direction while the active cell stays', () => {
    const grown = extendTo(selectPlace(place(5, 5)), place(2, 8))
    expect(areasOf(grown, extent)).toEqual([{ firstRow: 2, lastRow: 5, firstColumn: 5, lastColumn: 8 }])
    expect(grown.active).toEqual(place(5, 5))
  })

  it('adds a range of its own with Ctrl, which is then the one that grows', () => {
    const added = extendTo(addRange(selectPlace(place(0, 0)), 'cells', place(4, 4)), place(6, 4))
    expect(areasOf(added, extent)).toEqual([
      { firstRow: 0, lastRow: 0, firstColumn: 0, lastColumn: 0 },
      { firstRow: 4, lastRow: 6, firstColumn: 4, lastColumn: 4 },
    ])
    expect(added.active).toEqual(place(4, 4))
  })

  it('of whole rows or columns reaches as far as the sheet does', () => {
    const rows = selectRange('rows', place(3, 2), place(5, 2))
    expect(areaOf(liveRange(rows), extent)).toEqual({
      firstRow: 3,
      lastRow: 5,
      firstColumn: 0,
      lastColumn: 9,
    })
    const columns = selectRange('columns', place(3, 2), place(3, 4))
    expect(areaOf(liveRange(columns), { rows: 500, columns: 10 })).toEqual({
      firstRow: 0,
      lastRow: 499,
      firstColumn: 2,
      lastColumn: 4,
    })
  })

  it('becomes rows with Shift+Space, columns with Ctrl+Space, and everything with both', () => {
    const cell = selectPlace(place(3, 2))
    expect(liveRange(widenTo(cell, 'rows')).span).toBe('rows')
    expect(liveRange(widenTo(cell, 'columns')).span).toBe('columns')
    expect(areasOf(widenTo(widenTo(cell, 'rows'), 'columns'), extent)).toEqual(
      areasOf(selectAll(cell), extent),
    )
  })

  it('draws back when rows go away, and keeps what still stands', () => {
    const clamped = clampSelection(selectRange('cells', place(90, 1), place(99, 3)), {
      rows: 95,
      columns: 10,
    })
    expect(areasOf(clamped, { rows: 95, columns: 10 })).toEqual([
      { firstRow: 90, lastRow: 94, firstColumn: 1, lastColumn: 3 },
    ])
  })
})
