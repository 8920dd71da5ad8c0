import type { Block, SheetView } from '#shared/contract/sheet.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import type { StoredSheet } from '../store/catalog.ts'
import { type CellRows, cellSelectList, readCells } from '../store/cell-columns.ts'
import type { Connection } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { isWholeSheet, type ViewOptions, viewRows } from './view.ts'

/** The rows that a range of places in a view stands for. */
export interface PlacedRows {
  /** Rows in the whole view. */
  readonly total: number
  /** A query for the range's rows: `row_id` and `place`, 0-based in the range. */
  readonly sql: string
  /** FROM and WHERE clauses that yield the range's rows of the sheet's table as `s`, and the order of the range. */
  readonly from: string
  readonly where: string
  readonly order: string
}

export interface PlaceRange {
  readonly view: SheetView
  readonly firstRow: number
  readonly rowCount: number
}

/** Finds where the rows of a range are; a view that is sorted or filtered is worked out first. */
export async function placeRows(
  project: Project,
  sheet: StoredSheet,
  { view, firstRow, rowCount }: PlaceRange,
  options: ViewOptions = {},
): Promise<PlacedRows> {
  const end = firstRow + rowCount
  if (isWholeSheet(view)) {
    const range = `position >= ${firstRow} AND position < ${end}`
    return {
      total: sheet.info.rowCount,
      sql: `SELECT row_id, position - ${firstRow} AS place FROM ${sheet.table} WHERE ${range}`,
      // No subquery of all columns: a sheet may have 16,384 of them.
      from: `${sheet.table} AS s`,
      where: `s.position >= ${firstRow} AND s.position < ${end}`,
      order: 's.position',
    }
  }
  const { table, count } = await viewRows(project, sheet, view, options)
  const places = `SELECT row_id, rowid - ${firstRow} AS place FROM ${table} WHERE rowid >= ${firstRow} AND rowid < ${end}`
  return {
    total: count,
    sql: places,
    from: `(${places}) AS v JOIN ${sheet.table} AS s ON s.row_id = v.row_id`,
    where: 'TRUE',
    order: 'v.place',
  }
}

/** The cells of placed rows, in the order of the view. */
export const readPlacedCells = (
  connection: Connection,
  placed: PlacedRows,
  columns: readonly ColumnInfo[],
): Promise<CellRows> =>
  readCells(
    connection,
    `SELECT ${cellSelectList(columns, 's')} FROM ${placed.from} WHERE ${placed.where} ORDER BY ${placed.order}`,
    columns,
  )

/** The rows that a block covers. */
export const rangeOf = ({ view, firstRow, rowCount }: Block): PlaceRange => ({ view, firstRow, rowCount })
