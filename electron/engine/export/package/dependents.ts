/**
 * Which formulas may show another value once cells have changed: those that refer to a changed cell, directly or
 * through other formulas. What INDIRECT and OFFSET lead to cannot be told from the text; they are volatile, so every
 * spreadsheet calculates them and what depends on them when it opens the file.
 */
import type { CellRange } from '#shared/domain/sheet.ts'
import {
  type CellPlace,
  type FormulaReference,
  formulaReferences,
  type ReferenceContext,
  rangeFrom,
} from './formula-references.ts'
import { isOverwritten } from './sheet-patch.ts'
import type { SheetPlan } from './sheet-plan.ts'
import type { StoredFormula } from './sheet-survey.ts'
import type { Workbook } from './workbook-part.ts'

interface Precedent {
  /** Lower-case sheet name. */
  readonly sheet: string
  readonly range: CellRange
}

interface Node {
  readonly plan: SheetPlan
  readonly formula: StoredFormula
  readonly precedents: readonly Precedent[]
  /** Its value may be another one whatever it refers to. */
  readonly isChanged: boolean
}

/** Changed cells of one sheet: rows by column. */
type ChangedColumns = Map<number, Set<number>>

/**
 * The formula cells, and the cells that array formulas fill, whose cached values may no longer be true.
 * @param isChanged whether a formula's value may be another one whatever it refers to
 */
export function findDependents(
  workbook: Workbook,
  plans: readonly SheetPlan[],
  isChanged: (formula: string) => boolean = () => false,
): Map<SheetPlan, CellPlace[]> {
  const changed = new Map<string, ChangedColumns>()
  for (const plan of plans) markWritten(changed, plan)
  let waiting = readNodes(workbook, plans, isChanged)
  const dependents = new Map<SheetPlan, CellPlace[]>()
  for (let found = true; found; ) {
    found = false
    const rest: Node[] = []
    for (const node of waiting) {
      if (!isConcerned(node, changed)) {
        rest.push(node)
        continue
      }
      found = true
      const cells = filledCells(node.formula)
      const known = dependents.get(node.plan) ?? []
      known.push(...cells)
      dependents.set(node.plan, known)
      for (const cell of cells) mark(changed, node.plan.name, cell)
    }
    waiting = rest
  }
  return dependents
}

function mark(changed: Map<string, ChangedColumns>, sheet: string, { row, column }: CellPlace): void {
  const key = sheet.toLowerCase()
  const columns = changed.get(key) ?? new Map<number, Set<number>>()
  changed.set(key, columns)
  const rows = columns.get(column) ?? new Set<number>()
  columns.set(column, rows)
  rows.add(row)
}

function markWritten(changed: Map<string, ChangedColumns>, plan: SheetPlan): void {
  for (const { column, firstRow, lastRow } of plan.patch.emptiedColumns)
    for (let row = firstRow; row <= lastRow; row += 1) mark(changed, plan.name, { row, column })
  const right = plan.survey.usedRange?.lastColumn ?? 0
  for (const [row, { cells, isEmptied }] of plan.patch.rows) {
    for (const [column, change] of cells) {
      if (change.content === undefined) continue
      mark(changed, plan.name, { row, column })
    }
    for (let column = 1; isEmptied && column <= right; column++) {
      mark(changed, plan.name, { row, column })
    }
  }
}

/** One node a formula that stays; cells of a shared formula share what was read from its text. */
function readNodes(
  workbook: Workbook,
  plans: readonly SheetPlan[],
  isChanged: (formula: string) => boolean,
): Node[] {
  const tables = plans.flatMap((plan) => plan.tables.map(({ table }) => ({ ...table, sheet: plan.name })))
  return plans.flatMap((plan) => {
    const context: ReferenceContext = { workbook, tables, sheet: plan.name }
    const shared = new Map<string, { references: readonly FormulaReference[]; isChanged: boolean }>()
    return plan.survey.formulas.flatMap((formula): Node[] => {
      const { row, column, text } = formula
      const group = formula.kind === 'shared' ? (formula.shared ?? '') : undefined
      const isMember = group !== undefined && text === ''
      const read = isMember
        ? (shared.get(group) ?? { references: [], isChanged: false })
        : { references: formulaReferences(formula, context), isChanged: isChanged(text) }
      if (group !== undefined && !isMember) shared.set(group, read)
      if (isOverwritten(plan.patch, row, column)) return []
      const precedents = read.references.map((reference) => ({
        sheet: reference.sheet,
        range: rangeFrom(reference, formula),
      }))
      return [{ plan, formula, precedents, isChanged: read.isChanged }]
    })
  })
}

const isConcerned = (
  { precedents, isChanged }: Node,
  changed: ReadonlyMap<string, ChangedColumns>,
): boolean =>
  isChanged ||
  precedents.some(({ sheet, range }) => {
    const columns = changed.get(sheet)
    return columns !== undefined && touches(columns, range)
  })

function touches(columns: ChangedColumns, range: CellRange): boolean {
  const height = range.lastRow - range.firstRow + 1
  for (const [column, rows] of columns) {
    if (column < range.firstColumn || column > range.lastColumn) continue
    if (height < rows.size) {
      for (let row = range.firstRow; row <= range.lastRow; row++) {
        if (rows.has(row)) return true
      }
      continue
    }
    for (const row of rows) {
      if (row >= range.firstRow && row <= range.lastRow) return true
    }
  }
  return false
}

/** A formula's own cell, or all that an array formula or data table fills. */
function filledCells(formula: StoredFormula): CellPlace[] {
  const { row, column, kind, range } = formula
  const fills = kind === 'array' || kind === 'dataTable'
  if (!fills || range === undefined) return [{ row, column }]
  const cells: CellPlace[] = []
  for (let r = range.firstRow; r <= range.lastRow; r++) {
    for (let c = range.firstColumn; c <= range.lastColumn; c++) {
      cells.push({ row: r, column: c })
    }
  }
  return cells
}
