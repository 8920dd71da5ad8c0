import type { CellClassParams, ColDef } from 'ag-grid-community'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { formatCell } from '../cells/format-cell.ts'
import { isMatch } from '../find/find-state.ts'
import { useGrid } from '../state/grid-state.ts'
import { cellClassNames, markClasses, selectionClasses, valueClasses } from './cell-classes.ts'
import { ColumnHeader } from './column-header.tsx'
import { CornerHeader } from './corner-header.tsx'
import { drawnSelection } from './drawn-selection.ts'

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

interface CellContext {
  readonly classes: ReadonlySet<string>
  readonly row: number
  readonly column: string
}

let lastCell: CellContext | undefined

/** All rules of one cell are asked in a row: its classes are worked out at the first. */
function classesOf(row: number, column: ColumnInfo, place: number, colId: string): ReadonlySet<string> {
  if (lastCell?.row === row && lastCell.column === colId) return lastCell.classes
  const { tiles, sheet } = useGrid.getState()
  const classes = new Set([
    ...valueClasses(tiles?.cell(row, column.id)),
    ...markClasses(tiles?.mark(row, column.id)),
    ...selectionClasses(drawnSelection(), row, place),
    ...(isMatch(sheet ?? 0, tiles?.rowId(row) ?? 0, column.id) ? ['cell-found'] : []),
  ])
  lastCell = { classes, row, column: colId }
  queueMicrotask(() => {
    lastCell = undefined
  })
  return classes
}

function cellRules(column: ColumnInfo, place: number): NonNullable<ColDef['cellClassRules']> {
  const colId = String(column.id)
  return Object.fromEntries(
    cellClassNames.map((name) => [
      name,
      ({ rowIndex }: CellClassParams) => classesOf(rowIndex, column, place, colId).has(name),
    ]),
  )
}

/** The grid's columns: the row numbers, then the sheet's own with their headers. */
export function gridColumns(columns: readonly ColumnInfo[], frozen: number): ColDef[] {
  return [
    {
      colId: rowNumberColumn,
      pinned: 'left',
      width: 60,
      resizable: false,
      sortable: false,
      headerComponent: CornerHeader,
      cellClass: 'row-heading',
      valueGetter: ({ node }) => rowNumberText(node?.rowIndex),
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
        cellClassRules: cellRules(column, place),
        valueGetter: ({ node }) => cellText(node?.rowIndex, column),
      }),
    ),
  ]
}

function rowNumberText(row: number | null | undefined): string {
  const number = row == null ? undefined : useGrid.getState().tiles?.rowNumber(row)
  return number === undefined ? '' : String(number)
}

function cellText(row: number | null | undefined, column: ColumnInfo): string {
  const value = row == null ? undefined : useGrid.getState().tiles?.cell(row, column.id)
  return value === undefined ? '' : formatCell(value, column.numberFormat)
}
