import { columnLetters } from '#shared/domain/address.ts'
import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import type { StoredSheet } from '../../store/catalog.ts'

/** Where a sheet of the project stands in the workbook to be written. */
export interface DataPlace {
  readonly sheet: SheetId
  /** Its sheet's name there. */
  readonly name: string
  /** Number of its header row there; 0 without one. */
  readonly headerRow: number
  /**
   * `original`: the sheet of the source workbook, where a row's id is its number but for rows inserted and deleted
   * above; `written`: a sheet written anew from the store, rows in their present order.
   */
  readonly kind: 'original' | 'written'
  /** Number of a column there, from 1; undefined for one that the sheet there does not have. */
  readonly columnOf: (column: ColumnId) => number | undefined
  /** Number of a row there; undefined where it has none of its own, or none that is known beforehand. */
  readonly rowOf: (row: number) => number | undefined
  /** `rowOf` tells every row's number; else they stand one below the other, from the header down. */
  readonly hasRowNumbers: boolean
  /** Rows of the source have other numbers there, because rows were put in or taken out. */
  readonly hasMovedRows: boolean
}

/** Where things stand in a sheet of the source, by the numbers that they had there. */
export interface OriginalNumbers extends Pick<DataPlace, 'name' | 'rowOf' | 'hasMovedRows'> {
  readonly columnOf: (column: number) => number | undefined
}

/** A sheet that stays in its own workbook. */
export const originalPlace = (
  sheet: StoredSheet,
  { name, rowOf, columnOf, hasMovedRows }: OriginalNumbers,
): DataPlace => ({
  sheet: sheet.info.id,
  name,
  headerRow: sheet.info.headerRow,
  kind: 'original',
  columnOf: (column) => {
    const number = sheet.columns.get(column)?.sourceColumn
    return number === undefined ? undefined : columnOf(number)
  },
  rowOf,
  hasRowNumbers: true,
  hasMovedRows,
})

export interface WrittenLayout {
  /** The source names its columns without a row for them. */
  readonly isNamed: boolean
  /** Rows keep the numbers that they have in the source, which are their ids. */
  readonly keepsRows: boolean
}

/** A sheet written anew: what stood above the header, the header, then the rows, columns in their present order. */
export function writtenPlace(
  sheet: StoredSheet,
  name: string,
  { isNamed, keepsRows }: WrittenLayout,
): DataPlace {
  const { info } = sheet
  const numbers = writtenColumns(sheet)
  return {
    sheet: info.id,
    name,
    headerRow: Math.max(!isNamed && hasLetters(info) ? 0 : 1, info.headerRow),
    kind: 'written',
    columnOf: (column) => numbers.get(column),
    rowOf: (row) => (keepsRows ? row : undefined),
    hasRowNumbers: keepsRows,
    hasMovedRows: false,
  }
}

/** Whether a sheet's columns go by the letters that Tenure calls those without a header. */
const hasLetters = ({ columns }: SheetInfo): boolean =>
  columns.every(
    ({ name, sourceColumn }) => sourceColumn !== undefined && name === columnLetters(sourceColumn),
  )

/** Columns side by side; while none was moved, those in which the source holds nothing keep their room. */
function writtenColumns({ info, columns }: StoredSheet): ReadonlyMap<ColumnId, number> {
  const held = new Set([...columns.values()].map(({ sourceColumn }) => sourceColumn))
  const sources = info.columns.flatMap(({ sourceColumn }) => sourceColumn ?? [])
  const isMoved = sources.some((source, index) => source < (sources[index - 1] ?? 0))
  let blank = 0
  let seen = 0
  return new Map(
    info.columns.map(({ id, sourceColumn = 0 }, index) => {
      for (; !isMoved && seen < sourceColumn; seen += 1) if (!held.has(seen + 1)) blank += 1
      return [id, index + 1 + blank]
    }),
  )
}

/** Letter of a column of the sheet there. */
export function letterOf(place: DataPlace, column: ColumnId): string | undefined {
  const number = place.columnOf(column)
  return number === undefined ? undefined : columnLetters(number)
}

/** A sheet's name as formulas write it. */
export const sheetReference = (name: string): string => `'${name.replaceAll("'", "''")}'`

const forbidden = /[\\/*?:[\]]/g
const longestSheetName = 31

/** A name that Excel allows and that no sheet has yet (Excel does not tell case apart); it is added to `taken`. */
export function freeSheetName(wanted: string, taken: Set<string>): string {
  const clean =
    wanted
      .replaceAll(forbidden, ' ')
      .replaceAll(/^'+|'+$/g, '')
      .trim()
      .slice(0, longestSheetName) || 'Sheet'
  let name = clean
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) {
    const suffix = ` (${number})`
    name = clean.slice(0, longestSheetName - suffix.length) + suffix
  }
  taken.add(name.toLowerCase())
  return name
}
