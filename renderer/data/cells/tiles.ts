import type { Answer } from '#shared/contract/bridge.ts'
import type { Block, CellMark, SheetView, SheetWindow } from '#shared/contract/sheet.ts'
import { type CellValue, cellAt } from '#shared/domain/cell.ts'
import type { ColumnId, RowId, SheetId } from '#shared/domain/ids.ts'
import { rowId } from '#shared/domain/ids.ts'

/** Rows and columns of one tile: a screen's worth and a little more, so that a request is answered within a frame. */
export const tileRows = 200
export const tileColumns = 48

interface TileSize {
  readonly rows: number
  readonly columns: number
}

/** Rows that follow one another in a sorted view are strewn over the sheet: each costs a read of its own. */
const scatteredTile: TileSize = { rows: 50, columns: 16 }

const tileSizeOf = (view: SheetView): TileSize =>
  view.sort.length > 0 ? scatteredTile : { rows: tileRows, columns: tileColumns }

/** Tiles kept; what was seen least recently goes first. */
const tilesKept = 120
/** The engine answers in order; more would only queue behind what has scrolled away by then. */
const requestsAtOnce = 2

/** Rows and columns on screen, by their places, both ends included. */
export interface Viewport {
  /** The first rows, which stay on screen. */
  readonly frozenRows: number
  readonly firstRow: number
  readonly lastRow: number
  readonly firstColumn: number
  readonly lastColumn: number
  /** The cell that takes input. It may be far off screen, and what is typed there still has to find its row. */
  readonly active: { readonly row: number; readonly column: number }
}

interface Tile {
  readonly window: SheetWindow
  readonly places: ReadonlyMap<ColumnId, number>
  readonly marks: ReadonlyMap<string, CellMark>
  readonly hidden: ReadonlySet<number>
  readonly generation: number
}

export interface TilesOptions {
  readonly sheet: SheetId
  readonly view: SheetView
  /** The shown columns, in order. */
  readonly columns: readonly ColumnId[]
  /** What was drawn before, which stays on screen until the cells have come. */
  readonly before?: DrawnCells | undefined
  readonly read: (block: Block) => Promise<Answer<SheetWindow>>
  /** Cells of these rows have arrived. */
  readonly onRows: (firstRow: number, lastRow: number) => void
  readonly onExtent: (extent: Pick<SheetWindow, 'total' | 'outdated'>) => void
  readonly onRefusal: (message: string) => void
}

/** What the grid draws. */
export interface DrawnCells {
  /** undefined while the cell is on its way. */
  readonly cell: (row: number, column: ColumnId) => CellValue | undefined
  readonly mark: (row: number, column: ColumnId) => CellMark | undefined
  readonly rowNumber: (row: number) => number | undefined
  /** True for a row that the workbook hides. */
  readonly isHidden: (row: number) => boolean
}

/** The cells near the screen, read from the engine in tiles of the sheet as they are needed. */
export interface Tiles extends DrawnCells {
  /** undefined until the row itself has come, whatever is drawn in its place: an edit is about no other. */
  readonly rowId: (row: number) => RowId | undefined
  /** Reads what of the viewport is missing or out of date, nearest first. */
  readonly show: (viewport: Viewport) => void
  /** Everything may have changed: what is on screen stays there until it has been read anew. */
  readonly refresh: () => void
  readonly close: () => void
}

const markKey = (row: number, column: number): string => `${row}/${column}`

export function createTiles(options: TilesOptions): Tiles {
  const { columns, view } = options
  const size = tileSizeOf(view)
  const tiles = new Map<string, Tile>()
  const asked = new Set<string>()
  const columnPlace = new Map(columns.map((column, index) => [column, index]))
  const tilesAcross = Math.max(1, Math.ceil(columns.length / size.columns))
  let generation = 0
  let viewport: Viewport | undefined
  let { before } = options
  let closed = false

  const keyOf = (down: number, across: number): string => `${down}/${across}`
  const tileFor = (row: number, place: number): Tile | undefined =>
    tiles.get(keyOf(Math.floor(row / size.rows), Math.floor(place / size.columns)))

  /** Row ids and numbers stand in every tile of a row; any will do. */
  const tileOfRow = (row: number): Tile | undefined => {
    const down = Math.floor(row / size.rows)
    const near = viewport === undefined ? 0 : Math.floor(viewport.firstColumn / size.columns)
    const first = tiles.get(keyOf(down, near))
    if (first !== undefined) return first
    for (let across = 0; across < tilesAcross; across += 1) {
      const tile = tiles.get(keyOf(down, across))
      if (tile !== undefined) return tile
    }
    return undefined
  }

  const request = async (down: number, across: number): Promise<void> => {
    const key = keyOf(down, across)
    const asOf = generation
    const wanted = columns.slice(across * size.columns, (across + 1) * size.columns)
    asked.add(key)
    const answer = await options.read({
      sheet: options.sheet,
      view,
      firstRow: down * size.rows,
      rowCount: size.rows,
      columns: [...wanted],
    })
    asked.delete(key)
    if (closed) return
    if (answer.ok) keep(key, answer.value, wanted, asOf, down)
    else if (answer.error.code !== 'cancelled') {
      options.onRefusal(answer.error.message)
      return
    }
    readMissing()
  }

  const keep = (
    key: string,
    window: SheetWindow,
    wanted: readonly ColumnId[],
    asOf: number,
    down: number,
  ): void => {
    tiles.delete(key)
    tiles.set(key, {
      window,
      places: new Map(wanted.map((column, index) => [column, index])),
      marks: new Map(window.marks.map((mark) => [markKey(mark.row, mark.column), mark])),
      hidden: new Set(window.hiddenRows),
      generation: asOf,
    })
    const inUse = new Set(tilesInUse().map(([used]) => used))
    for (const oldest of tiles.keys()) {
      if (tiles.size <= tilesKept) break
      if (!inUse.has(oldest)) tiles.delete(oldest)
    }
    options.onExtent(window)
    options.onRows(down * size.rows, down * size.rows + size.rows - 1)
  }

  const isStale = (key: string): boolean => tiles.get(key)?.generation !== generation

  const readMissing = (): void => {
    if (viewport === undefined || closed || columns.length === 0) return
    const inUse = tilesInUse().filter(([key]) => isStale(key))
    if (inUse.length === 0) before = undefined
    // What may come on screen next waits until what is on screen has come.
    const wanted =
      inUse.length > 0
        ? inUse
        : keysOf(nearTiles(viewport, size, tilesAcross)).filter(([key]) => isStale(key))
    for (const [key, down, across] of wanted) {
      if (asked.size >= requestsAtOnce) return
      if (!asked.has(key)) void request(down, across)
    }
  }

  const tilesInUse = () => (viewport === undefined ? [] : keysOf(usedTiles(viewport, size, tilesAcross)))

  const keysOf = (places: readonly TilePlace[]) =>
    places.map(([down, across]) => [keyOf(down, across), down, across] as const)

  return {
    cell: (row, column) => {
      const tile = tileFor(row, columnPlace.get(column) ?? 0)
      const index = row % size.rows
      if (tile === undefined) return before?.cell(row, column)
      if (index >= tile.window.rowIds.length) return undefined
      const cells = tile.window.columns[tile.places.get(column) ?? -1]
      return cells === undefined ? undefined : cellAt(cells, index)
    },
    mark: (row, column) => {
      const tile = tileFor(row, columnPlace.get(column) ?? 0)
      if (tile === undefined) return before?.mark(row, column)
      const id = tile.window.rowIds[row % size.rows]
      return id === undefined ? undefined : tile.marks.get(markKey(id, column))
    },
    rowId: (row) => {
      const id = tileOfRow(row)?.window.rowIds[row % size.rows]
      return id === undefined ? undefined : rowId(id)
    },
    rowNumber: (row) => {
      const tile = tileOfRow(row)
      return tile === undefined ? before?.rowNumber(row) : tile.window.rowNumbers[row % size.rows]
    },
    isHidden: (row) => {
      const tile = tileOfRow(row)
      if (tile === undefined) return before?.isHidden(row) ?? false
      return tile.hidden.has(tile.window.rowIds[row % size.rows] ?? 0)
    },
    show: (next) => {
      viewport = next
      readMissing()
    },
    refresh: () => {
      generation += 1
      readMissing()
    },
    close: () => {
      closed = true
    },
  }
}

type TilePlace = readonly [down: number, across: number]

const rowOfTiles = (down: number, viewport: Viewport, size: TileSize, tilesAcross: number): TilePlace[] => {
  const left = Math.floor(viewport.firstColumn / size.columns)
  const right = Math.min(tilesAcross - 1, Math.floor(viewport.lastColumn / size.columns))
  return Array.from({ length: right - left + 1 }, (_, index) => [down, left + index])
}

function visibleTiles(viewport: Viewport, size: TileSize, tilesAcross: number): TilePlace[] {
  const top = Math.floor(viewport.firstRow / size.rows)
  const bottom = Math.floor(viewport.lastRow / size.rows)
  const frozen = Math.min(top, Math.ceil(viewport.frozenRows / size.rows))
  const scrolled = Array.from({ length: bottom - top + 1 }, (_, index) => top + index)
  return [...scrolled, ...Array(frozen).keys()].flatMap((down) =>
    rowOfTiles(down, viewport, size, tilesAcross),
  )
}

/** Those on screen, and last the one of the active cell where it is off screen. */
function usedTiles(viewport: Viewport, size: TileSize, tilesAcross: number): TilePlace[] {
  const visible = visibleTiles(viewport, size, tilesAcross)
  const { row, column } = viewport.active
  const down = Math.floor(row / size.rows)
  const across = Math.min(tilesAcross - 1, Math.floor(column / size.columns))
  const isVisible = visible.some((place) => place[0] === down && place[1] === across)
  return isVisible ? visible : [...visible, [down, across]]
}

/** The rows of tiles just below and above. */
const nearTiles = (viewport: Viewport, size: TileSize, tilesAcross: number): TilePlace[] =>
  [Math.floor(viewport.lastRow / size.rows) + 1, Math.floor(viewport.firstRow / size.rows) - 1]
    .filter((down) => down >= 0)
    .flatMap((down) => rowOfTiles(down, viewport, size, tilesAcross))
