import { firstFrom } from '#shared/domain/ascending.ts'
import type { FormulaSet, WorkbookFormula } from './formula-set.ts'
import type { Area } from './operand.ts'
import { keyOf, type SourceCell } from './source-cell.ts'

/** Places of a source that a change touched. */
export interface ChangedPlaces {
  readonly cells: readonly SourceCell[]
  /** By sheet, rows that were inserted (with a fraction: between two rows of the source) or deleted, ascending. */
  readonly rows: ReadonlyMap<string, readonly number[]>
  /** By sheet, columns that were deleted or brought back. */
  readonly columns: ReadonlyMap<string, readonly number[]>
}

/** The formulas, by number, that read a changed place, directly or through others; `isInForce`: not overwritten. */
export function dirtyFormulas(
  { formulas, numbers, reads }: FormulaSet,
  changed: ChangedPlaces,
  isInForce: (formula: WorkbookFormula) => boolean,
): number[] {
  const search = reads.search()
  const dirty: number[] = []
  const isDirty = new Set<number>()
  const add = (found: readonly number[]) => {
    for (const number of found) {
      const formula = formulas[number]
      if (formula === undefined || isDirty.has(number) || !isInForce(formula)) continue
      isDirty.add(number)
      dirty.push(number)
    }
  }
  for (const cell of changed.cells) {
    // A formula is in force in a cell that changed only where the change gave it back.
    const own = numbers.get(keyOf(cell))
    if (own !== undefined) add([own])
    add(search.readersOf(cell.sheet, cell.row, cell.column))
  }
  for (const [sheet, rows] of changed.rows) add(search.readersOfRows(sheet, rows))
  for (const [sheet, columns] of changed.columns) add(search.readersOfColumns(sheet, columns))
  if (changed.cells.length + changed.rows.size + changed.columns.size > 0) add(search.unknownReaders())
  for (let next = 0; next < dirty.length; next += 1) {
    const formula = formulas[dirty[next] ?? -1]
    if (formula === undefined) continue
    for (const { row, column } of cellsOf(formula)) add(search.readersOf(formula.sheet, row, column))
  }
  return dirty
}

/** A formula's own cell, or all that an array formula fills. */
export function cellsOf({ row, column, fills }: WorkbookFormula): { row: number; column: number }[] {
  if (fills === undefined) return [{ row, column }]
  const cells: { row: number; column: number }[] = []
  for (let r = fills.firstRow; r <= fills.lastRow; r += 1)
    for (let c = fills.firstColumn; c <= fills.lastColumn; c += 1) cells.push({ row: r, column: c })
  return cells
}

/** Formulas in an order in which each comes after those that it reads; those of a circle are told apart. */
export interface CalculationOrder {
  readonly ordered: readonly number[]
  readonly circular: ReadonlySet<number>
}

export function calculationOrder(
  { formulas, reads }: FormulaSet,
  dirty: readonly number[],
): CalculationOrder {
  const waiting = waitingFormulas(formulas, dirty, ({ row }) => row)
  const isDone = new Uint8Array(formulas.length)
  const depth = new Int32Array(formulas.length).fill(-1)
  const ordered: number[] = []
  const circular = new Set<number>()
  const stack: { readonly formula: number; area: number }[] = []
  const begin = (formula: number) => {
    depth[formula] = stack.length
    stack.push({ formula, area: 0 })
  }
  const areasOf = (formula: number): readonly Area[] => {
    const known = reads.reads[formula]
    return known === undefined || 'unknown' in known ? [] : known.areas
  }
  /** The next formula that has to come before the one at the top; notes circles on the way. */
  const nextBefore = (top: { readonly formula: number; area: number }): number | undefined => {
    for (const areas = areasOf(top.formula); top.area < areas.length; top.area += 1) {
      const area = areas[top.area]
      if (area === undefined) continue
      const found = waiting.find(area, (formula) => {
        const from = depth[formula] ?? -1
        if (from < 0) return true
        for (const { formula: each } of stack.slice(from)) circular.add(each)
        return false
      })
      if (found !== undefined) return found
    }
    return undefined
  }
  for (const root of dirty) {
    if (isDone[root] === 1) continue
    begin(root)
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const before = nextBefore(top)
      if (before !== undefined) {
        begin(before)
        continue
      }
      stack.pop()
      isDone[top.formula] = 1
      waiting.remove(top.formula)
      ordered.push(top.formula)
    }
  }
  return { ordered, circular }
}

interface WaitingColumn {
  readonly rows: number[]
  readonly formulas: number[]
  /** From each place the next that still waits, with what was found out on the way. */
  readonly next: Int32Array
}

export interface WaitingFormulas {
  /** A formula that is accepted among those in an area. */
  readonly find: (area: Area, accept: (formula: number) => boolean) => number | undefined
  readonly remove: (formula: number) => void
}

/** The cells of formulas that are still to be calculated, found by area; `rowOf` says in which rows areas speak. */
export function waitingFormulas(
  formulas: readonly WorkbookFormula[],
  dirty: readonly number[],
  rowOf: (cell: { readonly sheet: string; readonly row: number }) => number,
): WaitingFormulas {
  const cells = new Map<string, Map<number, { row: number; formula: number }[]>>()
  for (const formula of dirty) {
    const known = formulas[formula]
    if (known === undefined) continue
    const columns = cells.get(known.sheet) ?? new Map<number, { row: number; formula: number }[]>()
    cells.set(known.sheet, columns)
    for (const { row: sourceRow, column } of cellsOf(known)) {
      const row = rowOf({ sheet: known.sheet, row: sourceRow })
      const list = columns.get(column)
      if (list === undefined) columns.set(column, [{ row, formula }])
      else list.push({ row, formula })
    }
  }
  const sheets = new Map(
    [...cells].map(([sheet, columns]) => [
      sheet,
      new Map([...columns].map(([column, list]) => [column, waitingColumn(list)])),
    ]),
  )
  return {
    find: (area: Area, accept: (formula: number) => boolean): number | undefined => {
      const columns = sheets.get(area.sheet)
      if (columns === undefined) return undefined
      const within =
        area.lastColumn - area.firstColumn < columns.size
          ? Array.from(
              { length: area.lastColumn - area.firstColumn + 1 },
              (_value, index) => area.firstColumn + index,
            )
          : [...columns.keys()].filter((column) => column >= area.firstColumn && column <= area.lastColumn)
      for (const number of within) {
        const column = columns.get(number)
        const found = column === undefined ? undefined : findInColumn(column, area, accept)
        if (found !== undefined) return found
      }
      return undefined
    },
    remove: (formula: number): void => {
      const known = formulas[formula]
      if (known === undefined) return
      for (const { row, column } of cellsOf(known)) {
        const waiting = sheets.get(known.sheet)?.get(column)
        if (waiting === undefined) continue
        const place = firstFrom(waiting.rows, rowOf({ sheet: known.sheet, row }))
        if (waiting.formulas[place] === formula) waiting.next[place] = place + 1
      }
    },
  }
}

function waitingColumn(list: { row: number; formula: number }[]): WaitingColumn {
  list.sort((a, b) => a.row - b.row)
  return {
    rows: list.map(({ row }) => row),
    formulas: list.map(({ formula }) => formula),
    next: Int32Array.from({ length: list.length + 1 }, (_value, index) => index),
  }
}

function findInColumn(
  { rows, formulas, next }: WaitingColumn,
  area: Area,
  accept: (formula: number) => boolean,
): number | undefined {
  let place = waitingFrom(next, firstFrom(rows, area.firstRow))
  while (place < rows.length && (rows[place] ?? 0) <= area.lastRow) {
    const formula = formulas[place]
    if (formula !== undefined && accept(formula)) return formula
    place = waitingFrom(next, place + 1)
  }
  return undefined
}

/** The first place at or after one that still waits; shortens the way for the next time. */
function waitingFrom(next: Int32Array, start: number): number {
  let end = start
  while ((next[end] ?? end) !== end) end = next[end] ?? end
  for (let place = start; place !== end; ) {
    const following = next[place] ?? end
    next[place] = end
    place = following
  }
  return end
}
