import { describe, expect, it } from 'vitest'
import { advance, moveBy } from '#renderer/data/selection/move.ts'
import {
  addRange,
  areasOf,
  type Selection,
  selectPlace,
  selectRange,
} from '#renderer/data/selection/selection.ts'

const extent = { rows: 10, columns: 4 }
const place = (row: number, column: number) => ({ row, column })

describe('arrow keys', () => {
  it('move the active cell and stop at the edges', () => {
    expect(moveBy(selectPlace(place(0, 0)), 'up', 1, false, extent).active).toEqual(place(0, 0))
    expect(moveBy(selectPlace(place(8, 0)), 'down', 20, false, extent).active).toEqual(place(9, 0))
  })

  it('with Shift move the other corner', () => {
    const twice = moveBy(moveBy(selectPlace(place(2, 1)), 'down', 1, true, extent), 'right', 1, true, extent)
    expect(areasOf(twice, extent)).toEqual([{ firstRow: 2, lastRow: 3, firstColumn: 1, lastColumn: 2 }])
    expect(twice.active).toEqual(place(2, 1))
  })

  it('give up a selection of several cells', () => {
    const block = selectRange('cells', place(2, 1), place(5, 3))
    expect(areasOf(moveBy(block, 'down', 1, false, extent), extent)).toEqual([
      { firstRow: 3, lastRow: 3, firstColumn: 1, lastColumn: 1 },
    ])
  })
})

describe('Tab and Enter', () => {
  it('go to the next cell; Tab at the end of a row to the start of the next', () => {
    expect(advance(selectPlace(place(1, 3)), 'columns', false, extent).active).toEqual(place(2, 0))
    expect(advance(selectPlace(place(1, 0)), 'columns', true, extent).active).toEqual(place(0, 3))
    expect(advance(selectPlace(place(1, 1)), 'rows', false, extent).active).toEqual(place(2, 1))
    expect(advance(selectPlace(place(9, 3)), 'columns', false, extent).active).toEqual(place(9, 3))
  })

  it('bring Enter after a run of Tabs back below where the run began, also after Shift+Tab', () => {
    const tab = (from: Selection, backward = false) => advance(from, 'columns', backward, extent)
    const tabbed = tab(tab(tab(selectPlace(place(2, 1))), true))
    expect(tabbed.active).toEqual(place(2, 2))
    expect(advance(tabbed, 'rows', false, extent)).toEqual(selectPlace(place(3, 1)))
    const moved = moveBy(tabbed, 'right', 1, false, extent)
    expect(advance(moved, 'rows', false, extent).active).toEqual(place(3, 3))
  })

  it('go round inside a selection of several cells, which stays', () => {
    let selection = selectRange('cells', place(0, 0), place(1, 1))
    const visited = [selection.active]
    for (let step = 0; step < 4; step += 1) {
      selection = advance(selection, 'rows', false, extent)
      visited.push(selection.active)
    }
    expect(visited).toEqual([place(0, 0), place(1, 0), place(0, 1), place(1, 1), place(0, 0)])
    expect(areasOf(selection, extent)).toHaveLength(1)
  })

  it('go from one area to the next, and backwards with Shift', () => {
    const two = addRange(selectPlace(place(0, 0)), 'cells', place(5, 2))
    expect(advance(two, 'columns', false, extent).active).toEqual(place(0, 0))
    expect(advance({ ...two, active: place(0, 0) }, 'columns', true, extent).active).toEqual(place(5, 2))
  })
})
