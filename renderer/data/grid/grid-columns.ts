import type { ColDef } from 'ag-grid-community'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { fittedText } from '../cells/fitted-text.ts'
import { isMatch } from '../find/find-state.ts'
import { useGrid } from '../state/grid-state.ts'
import { markClasses, selectionClasses, valueClasses } from './cell-classes.ts'
import { charactersIn } from './character-width.ts'
import { ColumnHeader } from './column-header.tsx'
import { CornerHeader } from './corner-header.tsx'
import { drawnSelection } from './drawn-selection.ts'
import { placeOfNode } from './frozen-rows.ts'
import { hiddenBeside } from './hidden-beside.ts'

export const rowNumberColumn = 'row-number'

/** Excel counts a column's width in characters of its standard font, with five pixels around them. */
const pixelsOfWidth = (width: number): number => Math.max(24, Math.round(width * 7 + 5))
export const widthOfPixels = (pixels: number): number => Math.max(1, (pixels - 5) / 7)

const defaultWidth: Record<ColumnInfo['type'], number> = {
  text: 148,
  number: 104,
  boolean: 84,
  date: 104,
  datetime: 148,
}
const widestAtFirst = 360

/** Wide enough for its name too, as far as that is reasonable. */
export const columnPixels = ({ width, type, name }: ColumnInfo): number =>
  width === undefined
    ? Math.min(220, Math.max(defaultWidth[type], name.length * 7 + 32))
    : Math.min(widestAtFirst, Math.max(pixelsOfWidth(width), Math.min(120, name.length * 7 + 28)))

function cellClasses(row: number, column: ColumnInfo, place: number): string[] {
  const { tiles, sheet } = useGrid.getState()
  if (drawnSelection().newRow === row) return ['new-row', ...selectionClasses(drawnSelection(), row, place)]
  const isFound = isMatch(sheet ?? 0, tiles?.rowId(row) ?? 0, column.id)
  return [
    ...valueClasses(tiles?.cell(row, column.id)),
    ...markClasses(tiles?.mark(row, column.id)),
    ...selectionClasses(drawnSelection(), row, place),
    ...(isFound ? ['cell-found'] : []),
  ]
}

function headingClasses(row: number): string[] {
  const { areas, newRow } = drawnSelection()
  const { above, below } = hiddenBeside(row)
  const isSelected = areas.some((area) => row >= area.firstRow && row <= area.lastRow)
  return [
    'row-heading',
    ...(isSelected ? ['row-heading-selected'] : []),
    ...(row === newRow ? ['row-heading-new'] : []),
    ...(useGrid.getState().tiles?.isHidden(row) === true ? ['row-heading-hidden'] : []),
    ...(above.length > 0 ? ['row-heading-hidden-above'] : []),
    ...(below.length > 0 ? ['row-heading-hidden-below'] : []),
  ]
}

/** The row numbers' column, wide enough for the digits of the last one in bold. */
const rowHeadingPixels = (digits: number): number => Math.max(60, digits * 9 + 16)

/**
 * The grid's columns: the row numbers, then the sheet's own with their headers.
 * @param digits of the last row's number
 */
export function gridColumns(columns: readonly ColumnInfo[], frozen: number, digits: number): ColDef[] {
  return [
    {
      colId: rowNumberColumn,
      pinned: 'left',
      width: rowHeadingPixels(digits),
      resizable: false,
      sortable: false,
      headerComponent: CornerHeader,
      cellClass: ({ node }) => headingClasses(placeOfNode(node) ?? -1),
      valueGetter: ({ node }) => rowNumberText(placeOfNode(node)),
    },
    ...columns.map(
      (column, place): ColDef => ({
        colId: String(column.id),
        headerName: column.name,
        headerComponent: ColumnHeader,
        headerComponentParams: { columnId: column.id, place },
        pinned: place < frozen ? 'left' : null,
        width: columnPixels(column),
        minWidth: 24,
        sortable: false,
        cellClass: ({ node }) => cellClasses(placeOfNode(node) ?? -1, column, place),
        valueGetter: ({ node, column: drawn }) =>
          cellText(placeOfNode(node), column, drawn?.getActualWidth()),
      }),
    ),
  ]
}

function rowNumberText(row: number | undefined): string {
  if (row !== undefined && row === drawnSelection().newRow) return '+'
  const number = row === undefined ? undefined : useGrid.getState().tiles?.rowNumber(row)
  return number === undefined ? '' : String(number)
}

function cellText(row: number | undefined, column: ColumnInfo, width: number | undefined): string {
  const value = row === undefined ? undefined : useGrid.getState().tiles?.cell(row, column.id)
  if (value === undefined) return ''
  return fittedText(value, column.numberFormat, charactersIn(width ?? columnPixels(column)))
}
