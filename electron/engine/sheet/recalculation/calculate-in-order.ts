import { waitingFormulas } from './dirty-formulas.ts'
import { evaluateFormula } from './evaluate-formula.ts'
import { matrixOf, scalarOf } from './evaluation.ts'
import type { FormulaSet, WorkbookFormula } from './formula-set.ts'
import { type Area, errors, NotComputable, type Scalar } from './operand.ts'
import { parseFormula } from './parse-formula.ts'
import type { PresentCells } from './present-cells.ts'

/** What came of a formula: its values, by their place in what it fills, or why there are none. */
export type FormulaOutcome =
  | { readonly stale: string }
  | { readonly stale?: undefined; readonly at: (row: number, column: number) => Scalar }

export interface OrderedCalculation {
  readonly set: FormulaSet
  /** Formulas by number, each after those whose cells it names. */
  readonly ordered: readonly number[]
  readonly circular: ReadonlySet<number>
  readonly cells: PresentCells
  readonly take: (number: number, formula: WorkbookFormula, outcome: FormulaOutcome) => void
  readonly signal: AbortSignal | undefined
}

/** Thrown out of an evaluation that reaches cells which are not there yet; it is begun again once they are. */
class NotReady extends Error {
  readonly needs: { readonly area: Area } | { readonly formula: number }

  constructor(needs: NotReady['needs']) {
    super('the cells are not ready')
    this.needs = needs
  }
}

const isCircular: FormulaOutcome = { stale: 'It is part of a circle of formulas.' }

/**
 * Works formulas out in their order. One that makes a reference out of values may turn out to read a formula whose turn
 * has not come: that one then goes first, with all that it reads itself.
 */
export async function calculateInOrder(calculation: OrderedCalculation): Promise<void> {
  const { set, ordered, circular, cells, take, signal } = calculation
  const waiting = waitingFormulas(set.formulas, ordered, ({ sheet, row }) => cells.rowsOf(sheet).now(row))
  const isDone = new Uint8Array(set.formulas.length)
  const isBegun = new Uint8Array(set.formulas.length)
  const awaitFormulas = (area: Area): void => {
    const formula = waiting.find(area, () => true)
    if (formula !== undefined) throw new NotReady({ formula })
  }
  const reach = (area: Area): void => {
    if (!cells.covers(area)) throw new NotReady({ area })
    awaitFormulas(area)
  }
  const finish = (number: number, outcome: FormulaOutcome) => {
    const formula = set.formulas[number]
    isDone[number] = 1
    waiting.remove(number)
    if (formula !== undefined) take(number, formula, outcome)
  }
  for (const root of ordered) {
    signal?.throwIfAborted()
    const stack = [root]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (isDone[top] === 1) {
        stack.pop()
        continue
      }
      isBegun[top] = 1
      try {
        if (stack.length > 1) awaitNamed(calculation, top, awaitFormulas)
        finish(top, circular.has(top) ? isCircular : outcomeOf(calculation, top, reach))
      } catch (error) {
        if (!(error instanceof NotReady)) throw error
        const { needs } = error
        if ('area' in needs) await cells.load(needs.area)
        else if (isBegun[needs.formula] === 1)
          for (const each of stack.slice(stack.indexOf(needs.formula))) finish(each, isCircular)
        else stack.push(needs.formula)
      }
    }
  }
}

/** A formula that goes before its turn has to wait for what it names as well. */
function awaitNamed(
  { set, cells }: OrderedCalculation,
  number: number,
  awaitFormulas: (area: Area) => void,
): void {
  const reads = set.reads.reads[number]
  if (reads === undefined || 'unknown' in reads) return
  for (const area of reads.areas) {
    const present = cells.present(area)
    if (present !== undefined) awaitFormulas(present)
  }
}

function outcomeOf(
  { set, cells }: OrderedCalculation,
  number: number,
  reach: (area: Area) => void,
): FormulaOutcome {
  const formula = set.formulas[number]
  const reads = set.reads.reads[number]
  if (formula === undefined || reads === undefined) return { stale: 'Its formula cannot be read.' }
  if ('unknown' in reads) return { stale: reads.unknown }
  const rows = cells.rowsOf(formula.sheet)
  const { fills } = formula
  if (
    fills !== undefined &&
    rows.now(fills.lastRow) - rows.now(fills.firstRow) !== fills.lastRow - fills.firstRow
  )
    return { stale: 'Rows were inserted or deleted in what it fills.' }
  const evaluation = {
    cells,
    names: set.names,
    source: formula,
    place: { ...formula, row: rows.now(formula.row) },
    reach,
    arrays: fills !== undefined,
  }
  try {
    const result = evaluateFormula(parseFormula(formula.text) ?? null, evaluation)
    if (fills === undefined) {
      const scalar = scalarOf(result, evaluation)
      return { at: () => scalar }
    }
    const matrix = matrixOf(result, evaluation)
    return {
      at: (row, column) => {
        const line = matrix.rows.length === 1 ? matrix.rows[0] : matrix.rows[row]
        const value = line?.length === 1 ? line[0] : line?.[column]
        return value === undefined ? errors.notAvailable : value
      },
    }
  } catch (error) {
    if (error instanceof NotComputable) return { stale: error.message }
    throw error
  }
}
