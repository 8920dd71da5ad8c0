import { type CellValue, cellAt, cellKindCode } from '#shared/domain/cell.ts'
import type { PreambleCell } from '#shared/domain/sheet.ts'
import { findHeaderRow, type HeadRow } from './header-row.ts'
import type { RowChunk } from './row-chunk.ts'
import type { SheetDetails } from './workbook-reader.ts'

/** Rows of the head that the search for the header looks at. */
const headerSearchRows = 200

/** The first rows of a sheet, divided into what stands up to its header row and the data below. */
export interface SheetHead {
  readonly headerRow: number
  readonly cells: readonly PreambleCell[]
  readonly header: ReadonlyMap<number, CellValue>
  /** Chunks of the head with the index of their first data row. */
  readonly data: readonly { readonly chunk: RowChunk; readonly from: number }[]
}

export function splitHead(
  head: readonly RowChunk[],
  chosen: number | undefined,
  details: SheetDetails,
): SheetHead {
  const rows = headRowsOf(head)
  const headerRow = chosen ?? details.headerRow ?? findHeaderRow(rows, details.frozen?.rows)
  const cells: PreambleCell[] = []
  for (const { row, cells: values } of headRowsOf(head, headerRow)) {
    for (const [column, value] of values) cells.push({ row, column, value })
  }
  const header = new Map(
    cells.filter(({ row }) => row === headerRow).map(({ column, value }) => [column, value]),
  )
  const data = head.map((chunk) => ({ chunk, from: firstIndexAfter(chunk, headerRow) }))
  return { headerRow, cells, header, data }
}

/** The first rows as cells: as many as the search for a header needs, or all up to a row. */
function headRowsOf(head: readonly RowChunk[], lastRow?: number): HeadRow[] {
  const rows: HeadRow[] = []
  for (const chunk of head) {
    for (let index = 0; index < chunk.rowCount; index++) {
      const row = chunk.rowNumbers[index] as number
      if (lastRow === undefined ? rows.length >= headerSearchRows : row > lastRow) return rows
      rows.push({ row, cells: cellsOf(chunk, index) })
    }
  }
  return rows
}

function cellsOf(chunk: RowChunk, index: number): Map<number, CellValue> {
  const cells = new Map<number, CellValue>()
  chunk.columns.forEach((column, at) => {
    if (column !== undefined && column.kinds[index] !== cellKindCode.blank)
      cells.set(at + 1, cellAt(column, index))
  })
  return cells
}

function firstIndexAfter(chunk: RowChunk, row: number): number {
  let index = 0
  while (index < chunk.rowCount && (chunk.rowNumbers[index] as number) <= row) index++
  return index
}
