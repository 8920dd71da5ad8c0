import type { Area } from './selection.ts'

/** The same cells as rectangles that do not overlap, so that none is counted twice. */
export function disjointAreas(areas: readonly Area[]): Area[] {
  const parts: Area[] = []
  for (const area of areas) {
    let rest: Area[] = [area]
    for (const taken of parts) rest = rest.flatMap((piece) => subtract(piece, taken))
    parts.push(...rest)
  }
  return parts
}

/** What of `area` lies outside `taken`: at most four rectangles (above, below, left, right). */
function subtract(area: Area, taken: Area): Area[] {
  const overlaps =
    area.firstRow <= taken.lastRow &&
    area.lastRow >= taken.firstRow &&
    area.firstColumn <= taken.lastColumn &&
    area.lastColumn >= taken.firstColumn
  if (!overlaps) return [area]
  const firstRow = Math.max(area.firstRow, taken.firstRow)
  const lastRow = Math.min(area.lastRow, taken.lastRow)
  return [
    { ...area, lastRow: taken.firstRow - 1 },
    { ...area, firstRow: taken.lastRow + 1 },
    { ...area, firstRow, lastRow, lastColumn: taken.firstColumn - 1 },
    { ...area, firstRow, lastRow, firstColumn: taken.lastColumn + 1 },
  ].filter((piece) => piece.firstRow <= piece.lastRow && piece.firstColumn <= piece.lastColumn)
}
