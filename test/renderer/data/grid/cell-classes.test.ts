import { describe, expect, it } from 'vitest'
import { markClasses, selectionClasses, valueClasses } from '#renderer/data/grid/cell-classes.ts'
import { columnId, rowId } from '#shared/domain/ids.ts'

const block = { firstRow: 1, lastRow: 3, firstColumn: 1, lastColumn: 2 }
const drawn = {
  areas: [block],
  active: { row: 1, column: 1 },
  handle: { row: 3, column: 2 },
  cut: undefined,
  newRow: undefined,
}

describe('how a cell is drawn', () => {
  it('frames a selected block on its outer edges only', () => {
    expect(selectionClasses(drawn, 2, 1)).toEqual(['cell-selected', 'edge-left'])
    expect(selectionClasses(drawn, 1, 1)).toEqual(['cell-selected', 'edge-top', 'edge-left', 'cell-active'])
    expect(selectionClasses(drawn, 3, 2)).toEqual([
      'cell-selected',
      'edge-bottom',
      'edge-right',
      'cell-handle',
    ])
    expect(selectionClasses(drawn, 0, 1)).toEqual([])
  })

  it('frames what is cut by itself, beside the selection', () => {
    const cut = { firstRow: 5, lastRow: 5, firstColumn: 0, lastColumn: 1 }
    expect(selectionClasses({ ...drawn, cut }, 5, 0)).toEqual([
      'cell-cut',
      'cut-top',
      'cut-bottom',
      'cut-left',
    ])
    expect(selectionClasses({ ...drawn, cut }, 6, 0)).toEqual([])
  })

  it('does not tint a single cell', () => {
    const one = { firstRow: 1, lastRow: 1, firstColumn: 1, lastColumn: 1 }
    expect(selectionClasses({ ...drawn, areas: [one] }, 1, 1)).not.toContain('cell-selected')
  })

  it('puts numbers and dates right, booleans and errors in the middle', () => {
    expect(valueClasses({ kind: 'date', value: 0 })).toEqual(['cell-numeric'])
    expect(valueClasses({ kind: 'error', value: '#N/A' })).toEqual(['cell-centred', 'cell-error'])
    expect(valueClasses({ kind: 'text', value: '' })).toEqual([])
    expect(valueClasses(undefined)).toEqual(['cell-loading'])
  })

  it('shows every mark, also an edit of what was blank', () => {
    const mark = { row: rowId(1), column: columnId(1), edited: '', note: 'n', stale: true, highlight: 'red' }
    expect(markClasses(mark)).toEqual(['cell-edited', 'cell-note', 'cell-stale', 'cell-highlight-red'])
  })
})
