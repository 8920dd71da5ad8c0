import { maximumColumn } from '#shared/domain/address.ts'
/** Columns added at the right of a sheet. */
import type { Problem } from '#shared/domain/result.ts'
import type { StyleRule } from './row-patch.ts'
import { addCellPatch } from './sheet-patch.ts'
import type { SheetPlan } from './sheet-plan.ts'
import type { StyleSheet } from './style-sheet.ts'
import type { AddedColumn, AddedColumnCell, CellNote } from './workbook-changes.ts'

/** Blank formatted cells this far beyond the data are passed over; a sheet formatted to its edge is not. */
const widestBlankMargin = 30

/** The first column at the right of all cells, tables and merged areas of a sheet, and of edits planned already. */
export function firstFreeColumn(plan: SheetPlan): number {
  const { usedRange, lastFormattedColumn, mergedAreas } = plan.survey
  let last = usedRange?.lastColumn ?? 0
  for (const { cells } of plan.patch.rows.values()) {
    for (const column of cells.keys()) last = Math.max(last, column)
  }
  for (const { lastColumn: right } of mergedAreas) last = Math.max(last, right)
  for (const { table } of plan.tables) last = Math.max(last, table.range.lastColumn)
  const endsWithTable = plan.tables.some(({ table }) => table.range.lastColumn === last)
  const isMargin = lastFormattedColumn - last <= widestBlankMargin
  return (endsWithTable || !isMargin ? last : Math.max(last, lastFormattedColumn)) + 1
}

export interface PlacedColumn {
  readonly sheet: string
  readonly header: string
  readonly column: number
}

/** Plans the columns side by side; returns where they stand and what the reader should know about them. */
export function planColumns(
  plan: SheetPlan,
  columns: readonly AddedColumn[],
  styleSheet: StyleSheet,
): {
  readonly placed: readonly PlacedColumn[]
  readonly warnings: readonly Problem[]
  readonly notes: readonly CellNote[]
} {
  const placed: PlacedColumn[] = []
  const warnings: Problem[] = []
  const notes: CellNote[] = []
  const first = firstFreeColumn(plan)
  for (const [index, added] of columns.entries()) {
    const column = first + index
    if (column > maximumColumn) {
      warnings.push(notice(plan, added, 'has no room: the sheet is full to the right.'))
      continue
    }
    const neighbour = column - 1
    const header = joinTable(plan, added, neighbour) ?? added.header
    placed.push({ sheet: plan.name, header, column })
    if (isFilteredBeside(plan, added.headerRow, neighbour)) {
      warnings.push(
        notice(plan, added, "stands beside the sheet's filter. Include it in the filter before sorting."),
      )
    }
    if (added.headerRow > 0) {
      addCellPatch(plan.patch, added.headerRow, column, {
        content: { value: { kind: 'text', value: header } },
        style: (styles, own) => styles.of(own) ?? styles.leftOf(own) ?? styles.inherited(own),
      })
    }
    for (const cell of added.cells) {
      const { value, formula } = cell
      if (cell.note !== undefined) notes.push({ row: cell.row, column, ...cell.note })
      addCellPatch(plan.patch, cell.row, column, {
        content: { value, ...(formula === undefined ? {} : { formula }) },
        style: neighbourly(styleSheet, added, cell),
      })
    }
    const { width, note } = added
    if (note !== undefined && added.headerRow > 0) notes.push({ row: added.headerRow, column, ...note })
    if (width !== undefined) plan.patch.widths.push({ column, width })
  }
  return { placed, warnings, notes }
}

const notice = (plan: SheetPlan, added: AddedColumn, what: string): Problem => ({
  code: 'column_notice',
  severity: 'warning',
  message: `The added column "${added.header}" of sheet "${plan.name}" ${what}`,
  place: { sheet: plan.name, column: added.header },
})

/**
 * Makes the column part of the table at its left, so that sorting the table keeps its rows together.
 * Returns the header made unique among the table's columns; undefined where there is no such table.
 */
function joinTable(plan: SheetPlan, added: AddedColumn, neighbour: number): string | undefined {
  const entry = plan.tables.find(
    ({ table, change }) =>
      table.hasHeader &&
      !table.isQuery &&
      table.range.firstRow === added.headerRow &&
      table.range.lastColumn + change.addedColumns.length === neighbour,
  )
  if (entry === undefined) return undefined
  const taken = new Set(
    [
      ...entry.table.columns.map((name, index) => entry.change.renamed.get(index) ?? name),
      ...entry.change.addedColumns,
    ].map((name) => name.toLowerCase()),
  )
  let header = added.header === '' ? 'Column' : added.header
  for (let number = 2; taken.has(header.toLowerCase()); number++) {
    header = `${added.header} (${number})`
  }
  entry.change.addedColumns.push(header)
  return header
}

const isFilteredBeside = (plan: SheetPlan, headerRow: number, neighbour: number): boolean => {
  const filter = plan.survey.filterRange
  return filter?.firstRow === headerRow && filter.lastColumn <= neighbour
}

/** Looks like the cell at its left, with the column's own number format and the background that the user chose. */
function neighbourly(styleSheet: StyleSheet, added: AddedColumn, cell: AddedColumnCell): StyleRule {
  const { fillColor } = cell
  const fill = fillColor === undefined ? {} : { fillColor }
  return (styles, column) => {
    const style = styles.of(column) ?? styles.leftOf(column) ?? styles.inherited(column)
    const isDate = cell.value.kind === 'date'
    const ownFormat = isDate === styleSheet.isDate(style) ? undefined : isDate ? 'yyyy-mm-dd' : 'General'
    const numberFormat = added.numberFormat ?? ownFormat
    if (fillColor === undefined && numberFormat === undefined) return style
    return styleSheet.changed(style, { ...fill, ...(numberFormat === undefined ? {} : { numberFormat }) })
  }
}
