import { describe, expect, it } from 'vitest'
import {
  createTiles,
  type Tiles,
  type TilesOptions,
  tileColumns,
  tileRows,
} from '#renderer/data/cells/tiles.ts'
import type { Block, SheetWindow } from '#shared/contract/sheet.ts'
import { packCells } from '#shared/domain/cell.ts'
import { columnId, rowId, sheetId } from '#shared/domain/ids.ts'

/** A sheet of 1,000 rows whose cells say where they stand and in which edition of the sheet. */
function sheet(columnCount: number, before?: Tiles) {
  const columns = Array.from({ length: columnCount }, (_, index) => columnId(index + 1))
  const asked: Block[] = []
  const waiting: (() => void)[] = []
  let edition = 1
  const windowOf = (block: Block): SheetWindow => {
    const rows = Array.from(
      { length: Math.max(0, Math.min(block.rowCount, 1000 - block.firstRow)) },
      (_, index) => block.firstRow + index,
    )
    return {
      total: 1000,
      outdated: false,
      hiddenRows: rows.includes(4) ? [rowId(6)] : [],
      rowIds: Float64Array.from(rows, (row) => row + 2),
      rowNumbers: Float64Array.from(rows, (row) => row + 2),
      columns: block.columns.map((column) =>
        packCells(rows.map((row) => ({ kind: 'text', value: `${row}/${column} #${edition}` }))),
      ),
      marks: rows.includes(3) ? [{ row: rowId(5), column: columnId(1), note: 'look' }] : [],
      revision: edition,
    }
  }
  const read: TilesOptions['read'] = (block) => {
    asked.push(block)
    const answer = windowOf(block)
    return new Promise((resolve) => waiting.push(() => resolve({ ok: true, value: answer })))
  }
  const arrived: [number, number][] = []
  const totals: number[] = []
  const tiles = createTiles({
    sheet: sheetId(1),
    view: { sort: [], filters: [] },
    columns,
    before,
    read,
    onRows: (first, last) => arrived.push([first, last]),
    onExtent: ({ total }) => totals.push(total),
    onRefusal: (message) => {
      throw new Error(message)
    },
  })
  return {
    tiles,
    asked,
    arrived,
    totals,
    edit: () => {
      edition += 1
    },
    /** Lets everything that is on its way arrive, and what is asked for then. */
    settle: async () => {
      while (waiting.length > 0) {
        waiting.shift()?.()
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

const screen = {
  frozenRows: 0,
  firstRow: 0,
  lastRow: 30,
  firstColumn: 0,
  lastColumn: 5,
  active: { row: 0, column: 0 },
}

describe('tiles', () => {
  it('bring the cells on screen and a little more, with their rows and marks', async () => {
    const { tiles, settle, arrived, totals } = sheet(6)
    expect(tiles.cell(3, columnId(2))).toBeUndefined()
    tiles.show(screen)
    await settle()
    expect(tiles.cell(3, columnId(2))).toEqual({ kind: 'text', value: '3/2 #1' })
    expect(tiles.cell(tileRows + 3, columnId(2))).toEqual({ kind: 'text', value: `${tileRows + 3}/2 #1` })
    expect(tiles.rowId(3)).toBe(5)
    expect(tiles.rowNumber(3)).toBe(5)
    expect(tiles.mark(3, columnId(1))?.note).toBe('look')
    expect(tiles.mark(4, columnId(1))).toBeUndefined()
    expect([tiles.isHidden(3), tiles.isHidden(4)]).toEqual([false, true])
    expect(arrived[0]).toEqual([0, tileRows - 1])
    expect(totals).toContain(1000)
  })

  it('are not asked for twice', async () => {
    const { tiles, settle, asked } = sheet(6)
    tiles.show(screen)
    await settle()
    const before = asked.length
    tiles.show({ ...screen, firstRow: 2, lastRow: 32 })
    await settle()
    expect(asked).toHaveLength(before)
  })

  it('of a wide sheet hold only the columns near the screen', async () => {
    const { tiles, settle, asked } = sheet(500)
    tiles.show({ ...screen, firstColumn: 60, lastColumn: 70, active: { row: 0, column: 60 } })
    await settle()
    expect(Math.max(...asked.map((block) => block.columns.length))).toBe(tileColumns)
    expect(tiles.cell(0, columnId(61))).toBeDefined()
    expect(tiles.cell(0, columnId(1))).toBeUndefined()
  })

  it('follow the screen: what has scrolled away before its turn is not read', async () => {
    const { tiles, settle, asked } = sheet(6)
    for (let row = 0; row < 900; row += 50) tiles.show({ ...screen, firstRow: row, lastRow: row + 30 })
    await settle()
    const middle = asked.filter((block) => block.firstRow > 2 * tileRows && block.firstRow < 3 * tileRows)
    expect(middle).toEqual([])
    expect(tiles.cell(870, columnId(1))).toBeDefined()
  })

  it('keep what is on screen after an edit until it has been read anew', async () => {
    const { tiles, settle, edit } = sheet(6)
    tiles.show(screen)
    await settle()
    edit()
    tiles.refresh()
    expect(tiles.cell(3, columnId(2))).toEqual({ kind: 'text', value: '3/2 #1' })
    await settle()
    expect(tiles.cell(3, columnId(2))).toEqual({ kind: 'text', value: '3/2 #2' })
  })

  it('read again what an edit overtook on its way', async () => {
    const { tiles, settle, edit } = sheet(6)
    tiles.show(screen)
    edit()
    tiles.refresh()
    await settle()
    expect(tiles.cell(3, columnId(2))).toEqual({ kind: 'text', value: '3/2 #2' })
  })

  it('draw what was there before until the cells have come, but take no edit for it', async () => {
    const sorted = sheet(6)
    sorted.edit()
    sorted.tiles.show(screen)
    await sorted.settle()
    sorted.tiles.close()
    const { tiles, settle } = sheet(6, sorted.tiles)
    tiles.show(screen)
    expect(tiles.cell(3, columnId(2))).toEqual({ kind: 'text', value: '3/2 #2' })
    expect(tiles.rowNumber(3)).toBe(5)
    expect(tiles.mark(3, columnId(1))?.note).toBe('look')
    expect(tiles.rowId(3)).toBeUndefined()
    await settle()
    expect(tiles.cell(3, columnId(2))).toEqual({ kind: 'text', value: '3/2 #1' })
    expect(tiles.cell(900, columnId(2))).toBeUndefined()
  })

  it('keep frozen rows, wherever the others have been scrolled to', async () => {
    const { tiles, settle, edit } = sheet(6)
    tiles.show({ ...screen, frozenRows: 2, firstRow: 850, lastRow: 880 })
    await settle()
    expect(tiles.cell(1, columnId(1))).toEqual({ kind: 'text', value: '1/1 #1' })
    expect(tiles.cell(860, columnId(1))).toEqual({ kind: 'text', value: '860/1 #1' })
    edit()
    tiles.refresh()
    await settle()
    expect(tiles.cell(1, columnId(1))).toEqual({ kind: 'text', value: '1/1 #2' })
  })

  it('keep the active cell, however far it has scrolled away', async () => {
    const { tiles, settle, edit } = sheet(140 * tileColumns)
    for (let first = 0; first < 140 * tileColumns; first += tileColumns) {
      tiles.show({ ...screen, firstRow: 850, lastRow: 880, firstColumn: first, lastColumn: first + 5 })
      await settle()
    }
    expect(tiles.cell(0, columnId(1))).toEqual({ kind: 'text', value: '0/1 #1' })
    expect(tiles.rowId(0)).toBe(2)
    expect(tiles.cell(850, columnId(1))).toBeUndefined()
    edit()
    tiles.refresh()
    await settle()
    expect(tiles.cell(0, columnId(1))).toEqual({ kind: 'text', value: '0/1 #2' })
  })

  it('say nothing more once closed', async () => {
    const { tiles, settle, arrived } = sheet(6)
    tiles.show(screen)
    tiles.close()
    await settle()
    expect(arrived).toEqual([])
  })
})
