import { create } from 'zustand'
import { useProject } from '#renderer/app/state/project.ts'
import type { SheetView } from '#shared/contract/sheet.ts'
import type { ColumnId, RowId, SheetId } from '#shared/domain/ids.ts'
import type { Tiles } from '../cells/tiles.ts'
import type { HiddenRow } from '../filter/hidden-rows.ts'
import { initialSelection, type Place, type Selection } from '../selection/selection.ts'

/** Which rows a sheet shows: its sort and filters, and the rows behind a value while they are looked at. */
export interface ShownView {
  readonly sort: SheetView['sort']
  readonly filters: SheetView['filters']
  /** Not kept over a restart: the set is the engine's and lives as long as the project is open. */
  readonly rows?: { readonly rowSet: string; readonly label: string }
  /** Rows hidden one by one. */
  readonly hidden?: readonly RowId[]
  /** The project's revision at which the sort and the filters were applied: rows stay until they are applied again. */
  readonly appliedAt?: number
}

export const wholeSheet: ShownView = { sort: [], filters: [] }

/** Input under way in a cell; the formula bar and the cell show one text. */
export interface Editing {
  readonly place: Place
  /** undefined in the new row below the last one. */
  readonly row: RowId | undefined
  readonly column: ColumnId
  readonly text: string
  /** What the cell held where the input began with that; given back unchanged it is no edit. */
  readonly before?: string
  /** `enter`: begun by typing, arrow keys move on to the next cell. `edit`: arrow keys move in the text. */
  readonly mode: 'enter' | 'edit'
  /** Where the caret is. */
  readonly focus: 'cell' | 'bar'
}

/** Why an input was not taken, said at its cell. */
export interface CellRefusal {
  readonly place: Place
  readonly message: string
}

interface GridState {
  readonly sheet: SheetId | undefined
  readonly views: ReadonlyMap<SheetId, ShownView>
  readonly selections: ReadonlyMap<SheetId, Selection>
  /** Rows of the present view; undefined until the engine has said so. */
  readonly total: number | undefined
  /** Rows of the present view would stand elsewhere, or not at all, if it were applied again. */
  readonly outdated: boolean
  readonly tiles: Tiles | undefined
  /** Rows hidden by themselves where it can be seen between which others, in the sheet's order. */
  readonly hiddenRows: readonly HiddenRow[]
  /** How many of the first rows of the view are drawn in place, above those that scroll. */
  readonly frozenRows: number
  /** How many could be, with room for others below them. */
  readonly roomForFrozenRows: number
  /** Counts the tiles that came, for what must look again when one has. */
  readonly arrived: number
  /** Fits the widths of columns to what they show; undefined while no grid is drawn. */
  readonly fitColumns: ((columns: readonly ColumnId[]) => void) | undefined
  /** Puts the keyboard back into the grid; undefined while no grid is drawn. */
  readonly focusGrid: (() => void) | undefined
  /** The note of the active cell is being written. */
  readonly writingNote: boolean
  readonly editing: Editing | undefined
  readonly refusal: CellRefusal | undefined
  readonly show: (sheet: SheetId) => void
  /** Sorts and filters a sheet as it is now. */
  readonly setView: (sheet: SheetId, view: ShownView) => void
  /** Hides rows by themselves; the others stay where they stand. */
  readonly setHidden: (sheet: SheetId, hidden: readonly RowId[]) => void
  readonly select: (selection: Selection) => void
  readonly setExtent: (extent: Pick<GridState, 'total' | 'outdated'>) => void
  readonly noteArrival: () => void
  readonly setTiles: (tiles: Tiles | undefined) => void
  readonly writeNote: (open: boolean) => void
  readonly edit: (editing: Editing | undefined) => void
  readonly refuse: (refusal: CellRefusal | undefined) => void
}

/** What a view that is applied now is applied to. */
export const presentRevision = (): number => useProject.getState().project?.revision ?? 0

/** What the grid shows and where the user is in it. Cells are not here: they are read in tiles as they come on screen. */
export const useGrid = create<GridState>((set) => ({
  sheet: undefined,
  views: new Map(),
  selections: new Map(),
  total: undefined,
  outdated: false,
  tiles: undefined,
  hiddenRows: [],
  frozenRows: 0,
  roomForFrozenRows: 0,
  arrived: 0,
  fitColumns: undefined,
  focusGrid: undefined,
  writingNote: false,
  editing: undefined,
  refusal: undefined,
  show: (sheet) =>
    set((state) =>
      state.sheet === sheet
        ? state
        : { sheet, editing: undefined, refusal: undefined, total: undefined, outdated: false },
    ),
  setView: (sheet, view) =>
    set((state) => ({ views: new Map(state.views).set(sheet, { ...view, appliedAt: presentRevision() }) })),
  setHidden: (sheet, hidden) =>
    set(({ views }) => ({
      views: new Map(views).set(sheet, { ...(views.get(sheet) ?? wholeSheet), hidden }),
    })),
  select: (selection) =>
    set((state) =>
      state.sheet === undefined
        ? state
        : { selections: new Map(state.selections).set(state.sheet, selection), refusal: undefined },
    ),
  setExtent: ({ total, outdated }) => set({ total, outdated }),
  noteArrival: () => set((state) => ({ arrived: state.arrived + 1 })),
  setTiles: (tiles) => set({ tiles }),
  writeNote: (writingNote) => set({ writingNote }),
  edit: (editing) => set({ editing, refusal: undefined }),
  refuse: (refusal) => set({ refusal }),
}))

export const selectionOf = (state: Pick<GridState, 'sheet' | 'selections'>): Selection =>
  (state.sheet === undefined ? undefined : state.selections.get(state.sheet)) ?? initialSelection
