import { columnLetters } from '#shared/domain/address.ts'
import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'

/** Where a sheet of the project stands in the workbook to be written. */
export interface DataPlace {
  readonly sheet: SheetId
  /** Its sheet's name there. */
  readonly name: string
  /** Number of its header row there; 0 without one. */
  readonly headerRow: number
  /**
   * `original`: the sheet of the source workbook, where a row's id is its number; `written`: a sheet written anew from
   * the store, rows in their present order below the header.
   */
  readonly kind: 'original' | 'written'
  /** Letter of a column; undefined for one that the sheet there does not have. */
  readonly letterOf: (column: ColumnId) => string | undefined
}

/** A sheet that stays in its own workbook. */
export const originalPlace = (sheet: SheetInfo, name: string): DataPlace => ({
  sheet: sheet.id,
  name,
  headerRow: sheet.headerRow,
  kind: 'original',
  letterOf: (column) => {
    const source = sheet.columns.find(({ id }) => id === column)?.sourceColumn
    return source === undefined ? undefined : columnLetters(source)
  },
})

/** A sheet written anew: header in row 1, columns in their present order. */
export const writtenPlace = (sheet: SheetInfo, name: string): DataPlace => ({
  sheet: sheet.id,
  name,
  headerRow: 1,
  kind: 'written',
  letterOf: (column) => {
    const index = sheet.columns.findIndex(({ id }) => id === column)
    return index < 0 ? undefined : columnLetters(index + 1)
  },
})

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
