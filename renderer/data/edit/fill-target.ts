import type { Area, Place } from '../selection/selection.ts'

/** What dragging the fill handle to a place would fill: the source area and its continuation in one direction. */
export interface FillTarget {
  readonly area: Area
  readonly direction: 'down' | 'right' | 'up' | 'left'
  readonly sourceCount: number
}

/** The direction is the one in which the place lies farther outside; undefined inside the source. */
export function fillTarget(source: Area, place: Place): FillTarget | undefined {
  const height = source.lastRow - source.firstRow + 1
  const width = source.lastColumn - source.firstColumn + 1
  const beyond = {
    down: place.row - source.lastRow,
    up: source.firstRow - place.row,
    right: place.column - source.lastColumn,
    left: source.firstColumn - place.column,
  }
  const rows = Math.max(beyond.down, beyond.up)
  const columns = Math.max(beyond.right, beyond.left)
  if (rows <= 0 && columns <= 0) return undefined
  if (rows >= columns)
    return beyond.down > 0
      ? { area: { ...source, lastRow: place.row }, direction: 'down', sourceCount: height }
      : { area: { ...source, firstRow: place.row }, direction: 'up', sourceCount: height }
  return beyond.right > 0
    ? { area: { ...source, lastColumn: place.column }, direction: 'right', sourceCount: width }
    : { area: { ...source, firstColumn: place.column }, direction: 'left', sourceCount: width }
}
