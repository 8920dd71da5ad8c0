import type { Area } from '../selection/selection.ts'

export interface PasteSize {
  readonly rows: number
  readonly columns: number
}

/**
 * How much a block of texts covers when it is pasted onto an area: the area where it is a whole multiple of the block
 * (one cell fills it all), else the block once.
 */
export function pasteSize(area: Area, block: PasteSize): PasteSize {
  const rows = area.lastRow - area.firstRow + 1
  const columns = area.lastColumn - area.firstColumn + 1
  return rows % block.rows === 0 && columns % block.columns === 0 ? { rows, columns } : block
}
