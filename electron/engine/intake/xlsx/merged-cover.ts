import type { CellRange } from '#shared/domain/sheet.ts'

/** Tells whether a cell lies under a merged area without being its top left cell. */
export interface MergedCover {
  /** Moves to a row; cheap when rows come in ascending order. */
  moveTo(row: number): void
  /** True where any area covers the present row. */
  readonly isActive: boolean
  covers(column: number): boolean
}

export function createMergedCover(areas: readonly CellRange[]): MergedCover {
  const sorted = [...areas].sort((a, b) => a.firstRow - b.firstRow)
  let next = 0
  let row = 0
  let active: CellRange[] = []
  return {
    moveTo(target) {
      if (target < row) {
        next = 0
        active = []
      }
      row = target
      if (active.length > 0) active = active.filter((area) => area.lastRow >= row)
      for (let area = sorted[next]; area !== undefined && area.firstRow <= row; area = sorted[++next]) {
        if (area.lastRow >= row) active.push(area)
      }
    },
    get isActive() {
      return active.length > 0
    },
    covers: (column) =>
      active.some(
        (area) =>
          column >= area.firstColumn &&
          column <= area.lastColumn &&
          (column !== area.firstColumn || row !== area.firstRow),
      ),
  }
}
