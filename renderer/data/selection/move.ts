import {
  type Area,
  areaCells,
  areaOf,
  clampPlace,
  type Extent,
  extendTo,
  liveRange,
  type Place,
  type Selection,
  selectPlace,
} from './selection.ts'

export type Direction = 'up' | 'down' | 'left' | 'right'

const steps: Record<Direction, Place> = {
  up: { row: -1, column: 0 },
  down: { row: 1, column: 0 },
  left: { row: 0, column: -1 },
  right: { row: 0, column: 1 },
}

export const stepFrom = (place: Place, direction: Direction, count: number, extent: Extent): Place =>
  clampPlace(
    { row: place.row + steps[direction].row * count, column: place.column + steps[direction].column * count },
    extent,
  )

/** Goes to a place, or takes the corner of the live range there with Shift. */
export const goTo = (selection: Selection, place: Place, extend: boolean): Selection =>
  extend ? extendTo(selection, place) : selectPlace(place)

/** Where arrow and page keys start from: the corner that moves with Shift, else the active cell. */
export const movingPlace = (selection: Selection, extend: boolean): Place =>
  extend ? liveRange(selection).focus : selection.active

export const moveBy = (
  selection: Selection,
  direction: Direction,
  count: number,
  extend: boolean,
  extent: Extent,
): Selection => goTo(selection, stepFrom(movingPlace(selection, extend), direction, count, extent), extend)

/**
 * Enter and Tab. In a selection of several cells they go round inside it, area by area; else to the next cell, Tab at
 * the end of a row to the start of the next, and Enter after Tabs below where the first of them was.
 */
export function advance(
  selection: Selection,
  along: 'rows' | 'columns',
  backward: boolean,
  extent: Extent,
): Selection {
  const areas = selection.ranges.map((range) => areaOf(range, extent))
  const [only] = areas
  if (areas.length !== 1 || only === undefined || areaCells(only) > 1)
    return { ...selection, active: roundPlace(selection, areas, along, backward) }
  const { active, tabbedFrom = active.column } = selection
  if (along === 'rows')
    return selectPlace(nextPlace({ ...active, column: tabbedFrom }, along, backward, extent))
  return { ...selectPlace(nextPlace(active, along, backward, extent)), tabbedFrom }
}

function nextPlace(place: Place, along: 'rows' | 'columns', backward: boolean, extent: Extent): Place {
  if (along === 'rows') return stepFrom(place, backward ? 'up' : 'down', 1, extent)
  const column = place.column + (backward ? -1 : 1)
  if (column >= 0 && column < extent.columns) return { row: place.row, column }
  const row = place.row + (backward ? -1 : 1)
  if (row < 0 || row >= extent.rows) return place
  return { row, column: backward ? extent.columns - 1 : 0 }
}

function roundPlace(
  selection: Selection,
  areas: readonly Area[],
  along: 'rows' | 'columns',
  backward: boolean,
): Place {
  const { active } = selection
  const holding = areas.findIndex(
    (area) =>
      active.row >= area.firstRow &&
      active.row <= area.lastRow &&
      active.column >= area.firstColumn &&
      active.column <= area.lastColumn,
  )
  const at = Math.max(0, holding)
  const area = areas[at]
  if (area === undefined) return active
  const height = area.lastRow - area.firstRow + 1
  const width = area.lastColumn - area.firstColumn + 1
  const row = active.row - area.firstRow
  const column = active.column - area.firstColumn
  const index = (along === 'rows' ? column * height + row : row * width + column) + (backward ? -1 : 1)
  if (index < 0) return cornerOf(areas[(at - 1 + areas.length) % areas.length] ?? area, true)
  if (index >= height * width) return cornerOf(areas[(at + 1) % areas.length] ?? area, false)
  return along === 'rows'
    ? { row: area.firstRow + (index % height), column: area.firstColumn + Math.floor(index / height) }
    : { row: area.firstRow + Math.floor(index / width), column: area.firstColumn + (index % width) }
}

const cornerOf = (area: Area, last: boolean): Place =>
  last ? { row: area.lastRow, column: area.lastColumn } : { row: area.firstRow, column: area.firstColumn }
