/** A cell by where it stands on screen: its row in the view and its column among the shown ones, both 0-based. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** How many rows and shown columns there are to select from. */
export interface Extent {
  readonly rows: number
  readonly columns: number
}

/** A rectangle of places, both ends included. */
export interface Area {
  readonly firstRow: number
  readonly lastRow: number
  readonly firstColumn: number
  readonly lastColumn: number
}

/** From the cell where the range was begun to the corner that Shift moves. Whole rows and columns grow with the sheet. */
export interface Range {
  readonly span: 'cells' | 'rows' | 'columns' | 'all'
  readonly anchor: Place
  readonly focus: Place
}

/** What is selected: ranges, the last of which is the one that grows, and the one active cell, which takes input. */
export interface Selection {
  readonly ranges: readonly Range[]
  readonly active: Place
  /** The column where a run of Tabs began, to which Enter returns. */
  readonly tabbedFrom?: number
}

const single = (place: Place): Range => ({ span: 'cells', anchor: place, focus: place })

export const selectPlace = (place: Place): Selection => ({ ranges: [single(place)], active: place })

export const initialSelection: Selection = selectPlace({ row: 0, column: 0 })

/** The range that grows with Shift. */
export const liveRange = (selection: Selection): Range => selection.ranges.at(-1) ?? single(selection.active)

export const selectRange = (span: Range['span'], anchor: Place, focus: Place): Selection => ({
  ranges: [{ span, anchor, focus }],
  active: anchor,
})

/** Another range beside the present ones, as Ctrl and a click begin it. */
export const addRange = (selection: Selection, span: Range['span'], anchor: Place): Selection => ({
  ranges: [...selection.ranges, { span, anchor, focus: anchor }],
  active: anchor,
})

/** Moves the corner of the live range; the active cell stays where it is. */
export const extendTo = (selection: Selection, focus: Place): Selection => ({
  ...selection,
  ranges: [...selection.ranges.slice(0, -1), { ...liveRange(selection), focus }],
})

/** The live range widened to whole rows or columns, as Shift+Space and Ctrl+Space do; both make it everything. */
export function widenTo(selection: Selection, span: 'rows' | 'columns'): Selection {
  const live = liveRange(selection)
  const isOther = live.span !== 'cells' && live.span !== span
  return {
    ...selection,
    ranges: [...selection.ranges.slice(0, -1), { ...live, span: isOther ? 'all' : span }],
  }
}

export const selectAll = (selection: Selection): Selection => ({
  ranges: [{ span: 'all', anchor: selection.active, focus: selection.active }],
  active: selection.active,
})

/** The rectangle that a range covers in a sheet of that extent. */
export function areaOf({ span, anchor, focus }: Range, extent: Extent): Area {
  const wholeRows = span === 'rows' || span === 'all'
  const wholeColumns = span === 'columns' || span === 'all'
  return {
    firstRow: wholeColumns ? 0 : Math.min(anchor.row, focus.row),
    lastRow: wholeColumns ? Math.max(0, extent.rows - 1) : Math.max(anchor.row, focus.row),
    firstColumn: wholeRows ? 0 : Math.min(anchor.column, focus.column),
    lastColumn: wholeRows ? Math.max(0, extent.columns - 1) : Math.max(anchor.column, focus.column),
  }
}

export const areasOf = (selection: Selection, extent: Extent): Area[] =>
  selection.ranges.map((range) => areaOf(range, extent))

export const areaCells = (area: Area): number =>
  (area.lastRow - area.firstRow + 1) * (area.lastColumn - area.firstColumn + 1)

export const inArea = (area: Area, row: number, column: number): boolean =>
  row >= area.firstRow && row <= area.lastRow && column >= area.firstColumn && column <= area.lastColumn

export const clampPlace = (place: Place, extent: Extent): Place => ({
  row: Math.max(0, Math.min(place.row, extent.rows - 1)),
  column: Math.max(0, Math.min(place.column, extent.columns - 1)),
})

/** The selection as far as the sheet still reaches, after rows or columns went away. */
export const clampSelection = (selection: Selection, extent: Extent): Selection => ({
  ...selection,
  ranges: selection.ranges.map((range) => ({
    ...range,
    anchor: clampPlace(range.anchor, extent),
    focus: clampPlace(range.focus, extent),
  })),
  active: clampPlace(selection.active, extent),
})
