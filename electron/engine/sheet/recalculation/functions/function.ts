import type { AstExpression } from '@borgar/fx'
import { toBoolean, toNumber, toText } from '../coerce.ts'
import type { Evaluation } from '../evaluation.ts'
import { type CellError, isArea, isError, isScalar, type Operand, type Scalar } from '../operand.ts'

/** A function of single values; given an array it is applied to each element. Errors go through it unseen. */
export interface ScalarFunction {
  readonly kind: 'scalar'
  readonly least: number
  readonly most: number
  /** True for functions such as ISERROR that look at errors. */
  readonly takesErrors: boolean
  readonly run: (values: readonly Scalar[], evaluation: Evaluation) => Scalar
}

/** A function of ranges and arrays as a whole. */
export interface RangeFunction {
  readonly kind: 'range'
  readonly least: number
  readonly most: number
  /** True where its operands are worked out element by element, as within an array formula. */
  readonly arrays: boolean
  readonly run: (operands: readonly Operand[], evaluation: Evaluation) => Operand
}

/** A function that evaluates only those of its operands that matter. */
export interface LazyFunction {
  readonly kind: 'lazy'
  readonly least: number
  readonly most: number
  readonly run: (
    operands: readonly (AstExpression | null)[],
    evaluation: Evaluation,
    evaluate: (operand: AstExpression | null) => Operand,
  ) => Operand
}

export type SheetFunction = ScalarFunction | RangeFunction | LazyFunction

export type FunctionTable = Readonly<Record<string, SheetFunction>>

export const many = 255

export const scalar = (
  least: number,
  most: number,
  run: ScalarFunction['run'],
  takesErrors = false,
): ScalarFunction => ({ kind: 'scalar', least, most, run, takesErrors })

export const overRanges = (
  least: number,
  most: number,
  run: RangeFunction['run'],
  arrays = false,
): RangeFunction => ({ kind: 'range', least, most, run, arrays })

/** A function of numbers; operands left out at the end are not passed. */
export const ofNumbers = (
  least: number,
  most: number,
  run: (...numbers: number[]) => Scalar,
): ScalarFunction =>
  scalar(least, most, (values) => {
    const numbers: number[] = []
    for (const value of values) {
      const number = toNumber(value)
      if (isError(number)) return number
      numbers.push(number)
    }
    return run(...numbers)
  })

/** What a function of the texts, numbers and conditions it is given makes of them; an error in one of them ends it. */
export function reading<Value>(
  value: Scalar | undefined,
  read: (value: Scalar) => Value | CellError,
  otherwise: Value,
): Value | CellError {
  return value === undefined ? otherwise : read(value)
}

export const numberAt = (values: readonly Scalar[], index: number, otherwise = 0): number | CellError =>
  reading(values[index], toNumber, otherwise)
export const textAt = (values: readonly Scalar[], index: number, otherwise = ''): string | CellError =>
  reading(values[index], toText, otherwise)
export const booleanAt = (values: readonly Scalar[], index: number, otherwise = false): boolean | CellError =>
  reading(values[index], toBoolean, otherwise)

/** Visits every value of an operand that is not blank; `inRange` tells cells and elements from values given as such. */
export function eachValue(
  operand: Operand,
  { cells }: Evaluation,
  visit: (value: Scalar, inRange: boolean) => void,
): void {
  if (isScalar(operand)) visit(operand, false)
  else if (isArea(operand)) cells.each(operand, (value) => visit(value, true))
  else if (operand.kind === 'matrix')
    for (const row of operand.rows) for (const value of row) visit(value, true)
  else for (const area of operand.areas) cells.each(area, (value) => visit(value, true))
}

/**
 * The numbers among operands as SUM takes them: of ranges the cells that are numbers, of values given as such also what
 * reads as one. The first error ends it.
 */
export function numbersOf(operands: readonly Operand[], evaluation: Evaluation): number[] | CellError {
  const numbers: number[] = []
  let failure: CellError | undefined
  for (const operand of operands)
    eachValue(operand, evaluation, (value, inRange) => {
      if (typeof value === 'number') numbers.push(value)
      else if (isError(value)) failure ??= value
      else if (!inRange) {
        const number = toNumber(value)
        if (isError(number)) failure ??= number
        else numbers.push(number)
      }
    })
  return failure ?? numbers
}

/** A function of all numbers among its operands. */
export const ofAllNumbers = (run: (numbers: readonly number[]) => Scalar, least = 1): RangeFunction =>
  overRanges(least, many, (operands, evaluation) => {
    const numbers = numbersOf(operands, evaluation)
    return isError(numbers) ? numbers : run(numbers)
  })
