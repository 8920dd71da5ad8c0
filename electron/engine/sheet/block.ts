import type { Block, SheetView } from '#shared/contract/sheet.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import type { StoredSheet } from '../store/catalog.ts'
import { type CellRows, cellSelectList, inOrderOfPosition, readCells } from '../store/cell-columns.ts'
import type { Connection } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { isWholeSheet, viewRows } from './view.ts'
import type { ViewOptions } from './view-table.ts'

/** The rows that a range of places in a view stands for. */
export interface PlacedRows {
  /** Rows in the whole view. */
  readonly total: number
  /** The view would have its rows elsewhere if it were applied anew. */
  readonly outdated: boolean
  /** A query for the range's rows: `row_id` and `place`, 0-based in the range. */
  readonly sql: string
  /** FROM and WHERE clauses that yield the range's rows of the sheet's table as `s`. */
  readonly from: string
  readonly where: string
  /** The order of the range; left out where it is that of the rows' positions. */
  readonly order?: string
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
      outdated: false,
      sql: `SELECT row_id, position - ${firstRow} AS place FROM ${sheet.table} WHERE ${range}`,
      // No subquery of all columns: a sheet may have 16,384 of them.
      from: `${sheet.table} AS s`,
      where: `s.position >= ${firstRow} AND s.position < ${end}`,
    }
  }
  const { table, count, outdated } = await viewRows(project, sheet, view, options)
  const places = `SELECT row_id, rowid - ${firstRow} AS place FROM ${table} WHERE rowid >= ${firstRow} AND rowid < ${end}`
  return {
    total: count,
    outdated,
    sql: places,
    from: `(${places}) AS v JOIN ${sheet.table} AS s ON s.row_id = v.row_id`,
    where: 'TRUE',
    order: 'v.place',
  }
}

/**
 * The cells of placed rows, in the order of the view. Rows nearly always lie in the table as they stand in the sheet,
 * and a few are put in order here in less time than the database takes to plan it.
 */
export async function readPlacedCells(
  connection: Connection,
  { from, where, order }: PlacedRows,
  columns: readonly ColumnInfo[],
): Promise<CellRows> {
  const sql = `SELECT ${cellSelectList(columns, 's')} FROM ${from} WHERE ${where}`
  if (order !== undefined) return readCells(connection, `${sql} ORDER BY ${order}`, columns)
  return inOrderOfPosition(await readCells(connection, sql, columns))
}

/** The rows that a block covers. */
export const rangeOf = ({ view, firstRow, rowCount }: Block): PlaceRange => ({ view, firstRow, rowCount })
