/** Edited and coloured cells as changes of a sheet. */
import { cellAddress, maximumColumn, maximumRow } from '#shared/domain/address.ts'
import type { CellValue } from '#shared/domain/cell.ts'
import type { Problem } from '#shared/domain/result.ts'
import { holds, rangeText } from './cell-range.ts'
import { longestCellText } from './cell-xml.ts'
import { keptStyle, type StyleRule } from './row-patch.ts'
import { addCellPatch } from './sheet-patch.ts'
import type { SheetPlan } from './sheet-plan.ts'
import { lockedRanges } from './sheet-survey.ts'
import type { StyleSheet } from './style-sheet.ts'
import type { CellEdit, CellFill } from './workbook-changes.ts'

const editedColor = 'FFFFF2CC'
const dateFormat = 'yyyy-mm-dd'
const dateTimeFormat = 'yyyy-mm-dd hh:mm:ss'
const millisecondsPerDay = 86_400_000

/** Plans the edits; those that cannot be made are returned with their reason. */
export function planEdits(plan: SheetPlan, edits: readonly CellEdit[], styleSheet: StyleSheet): Problem[] {
  const locked = lockedRanges(plan.survey)
  const refused: Problem[] = []
  for (const edit of edits) {
    const cell = cellAddress(edit.row, edit.column)
    const reason = refusal(plan, edit, locked) ?? planHeader(plan, edit)
    if (reason !== undefined) {
      refused.push(leftOut(plan.name, cell, reason))
      continue
    }
    growTable(plan, edit)
    const { value, formula } = editContent(plan, edit)
    addCellPatch(plan.patch, edit.row, edit.column, {
      content: { value, ...(formula === undefined ? {} : { formula }) },
      style: editStyle(edit, styleSheet),
    })
  }
  return refused
}

const leftOut = (sheet: string, cell: string, reason: string): Problem => ({
  code: 'edit_refused',
  severity: 'warning',
  message: `The edit of cell ${cell} of sheet "${sheet}" was left out: ${reason}`,
  place: { sheet, cell },
})

function refusal(
  plan: SheetPlan,
  { row, column, value }: CellEdit,
  locked: ReturnType<typeof lockedRanges>,
): string | undefined {
  const isInside = row >= 1 && row <= maximumRow && column >= 1 && column <= maximumColumn
  if (!isInside) return 'an Excel sheet does not reach that far.'
  if (value.kind === 'text' && value.value.length > longestCellText) {
    return `an Excel cell holds ${longestCellText} characters at most.`
  }
  const array = locked.find((range) => holds(range, row, column))
  if (array !== undefined) {
    return `one formula fills ${rangeText(array)} as a whole. Change its source instead.`
  }
  const merged = plan.survey.mergedAreas.find((range) => holds(range, row, column))
  const isCovered = merged !== undefined && (merged.firstRow !== row || merged.firstColumn !== column)
  if (isCovered) {
    return `it is covered by the merged cell ${rangeText(merged)}. Edit the merged cell's first cell instead.`
  }
  return undefined
}

/** Renames the column of a table whose header cell is edited; the reason where that cannot be. */
function planHeader(plan: SheetPlan, edit: CellEdit): string | undefined {
  const entry = headerTable(plan, edit)
  if (entry === undefined) return undefined
  const { table, change } = entry
  const index = edit.column - table.range.firstColumn
  const name = textOf(edit.value)
  if (name === undefined || name === '' || edit.formula !== undefined) {
    return `it heads a column of the table "${table.name}", which needs a name as plain text.`
  }
  const isTaken = table.columns.some(
    (column, other) =>
      other !== index && (change.renamed.get(other) ?? column).toLowerCase() === name.toLowerCase(),
  )
  if (isTaken) {
    return `the table "${table.name}" has a column "${name}" already.`
  }
  if (table.columns[index] !== name) change.renamed.set(index, name)
  return undefined
}

const headerTable = (
  plan: SheetPlan,
  { row, column }: { row: number; column: number },
): SheetPlan['tables'][number] | undefined =>
  plan.tables.find(
    ({ table }) => table.hasHeader && table.range.firstRow === row && holds(table.range, row, column),
  )

function textOf(value: CellValue): string | undefined {
  switch (value.kind) {
    case 'text':
    case 'error':
      return value.value
    case 'number':
      return String(value.value)
    case 'boolean':
      return value.value ? 'TRUE' : 'FALSE'
    default:
      return undefined
  }
}

/** A table's header cell is always text, whatever was typed. */
function editContent(plan: SheetPlan, edit: CellEdit): { value: CellValue; formula: string | undefined } {
  const { value, formula } = edit
  if (headerTable(plan, edit) === undefined) return { value, formula }
  return {
    value: { kind: 'text', value: textOf(value) ?? '' },
    formula: undefined,
  }
}

/** A row written right below a table that ends the sheet becomes the table's. */
function growTable(plan: SheetPlan, { row, column }: CellEdit): void {
  const end = plan.survey.usedRange?.lastRow ?? 0
  for (const { table, change } of plan.tables) {
    const { firstColumn, lastColumn: right, lastRow: bottom } = table.range
    const isBelow = row === change.lastRow + 1 && column >= firstColumn && column <= right
    if (isBelow && end <= bottom && !table.hasTotals && !table.isQuery) {
      change.lastRow = row
    }
  }
}

function editStyle({ value, isHighlighted }: CellEdit, styleSheet: StyleSheet): StyleRule {
  return (styles, column) => {
    let style = keptStyle(styles, column)
    if (value.kind === 'date' && !styleSheet.isDate(style)) {
      const isWholeDay = value.value % millisecondsPerDay === 0
      const numberFormat = isWholeDay ? dateFormat : dateTimeFormat
      style = styleSheet.changed(style, { numberFormat })
    }
    return isHighlighted === true ? styleSheet.changed(style, { fillColor: editedColor }) : style
  }
}

/** Gives cells the background that the user chose for them. */
export function planFills(plan: SheetPlan, fills: readonly CellFill[], styleSheet: StyleSheet): void {
  for (const { row, column, color } of fills) {
    addCellPatch(plan.patch, row, column, {
      style: (styles, own) => styleSheet.changed(keptStyle(styles, own), { fillColor: color }),
    })
  }
}
