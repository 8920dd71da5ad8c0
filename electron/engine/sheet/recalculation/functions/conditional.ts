import { readPattern } from '#shared/formula/criteria.ts'
import { compareTexts, numberOfText } from '../coerce.ts'
import { type Evaluation, scalarOf } from '../evaluation.ts'
import {
  type Area,
  type CellError,
  errors,
  finite,
  isArea,
  isError,
  notComputable,
  type Operand,
  type Scalar,
} from '../operand.ts'
import { type FunctionTable, many, overRanges, type RangeFunction } from './function.ts'
import { averageOf } from './statistics.ts'

/** Whether a cell meets a criterion; a blank cell is null. */
type Test = (value: Scalar) => boolean

const operatorPattern = /^(>=|<=|<>|>|<|=)?(.*)$/s

/** A criterion as COUNTIF reads it: an operator, then a number, TRUE, an error's code, or a text with * and ?. */
export function readCriterion(criterion: Scalar): Test {
  if (criterion === null) return (value) => value === 0
  if (typeof criterion === 'number') return (value) => isNumber(value, criterion)
  if (typeof criterion === 'boolean') return (value) => value === criterion
  if (isError(criterion)) return (value) => isError(value) && value.code === criterion.code
  const [, operator = '', operand = ''] = operatorPattern.exec(criterion) ?? []
  if (operand === '') return blankTest(operator)
  const number = numberOfText(operand)
  if (number === undefined && /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(operand))
    return notComputable(`Its criterion "${criterion}" holds a date as text.`)
  if (number !== undefined) return numberTest(operator, number)
  if (/^(true|false)$/i.test(operand)) {
    const wanted = operand.toLowerCase() === 'true'
    return operator === '<>' ? (value) => value !== wanted : (value) => value === wanted
  }
  if (/^#[A-Z/0!?]+[!?A]$/i.test(operand))
    return (value) => (isError(value) && value.code === operand.toUpperCase()) === (operator !== '<>')
  return textTest(operator, operand)
}

const isNumber = (value: Scalar, wanted: number): boolean =>
  value === wanted || (typeof value === 'string' && numberOfText(value) === wanted)

function blankTest(operator: string): Test {
  if (operator === '=') return (value) => value === null
  if (operator === '<>') return (value) => value !== null
  if (operator === '') return (value) => value === null || value === ''
  return () => false
}

function numberTest(operator: string, wanted: number): Test {
  switch (operator) {
    case '>':
      return (value) => typeof value === 'number' && value > wanted
    case '>=':
      return (value) => typeof value === 'number' && value >= wanted
    case '<':
      return (value) => typeof value === 'number' && value < wanted
    case '<=':
      return (value) => typeof value === 'number' && value <= wanted
    case '<>':
      return (value) => !isNumber(value, wanted)
    default:
      return (value) => isNumber(value, wanted)
  }
}

function textTest(operator: string, wanted: string): Test {
  if (operator === '' || operator === '=' || operator === '<>') {
    const pattern = wildcard(wanted)
    const matches: Test = (value) => typeof value === 'string' && pattern.test(value)
    return operator === '<>' ? (value) => !matches(value) : matches
  }
  const order = (value: Scalar) => (typeof value === 'string' ? compareTexts(value, wanted) : Number.NaN)
  switch (operator) {
    case '>':
      return (value) => order(value) > 0
    case '>=':
      return (value) => order(value) >= 0
    case '<':
      return (value) => order(value) < 0
    default:
      return (value) => order(value) <= 0
  }
}

/** A pattern with * and ? that must match a whole text, without regard to case. */
export function wildcard(text: string): RegExp {
  const source = readPattern(text)
    .map((part) => {
      if (part.kind === 'any') return '.*'
      return part.kind === 'one' ? '.' : part.text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    })
    .join('')
  return new RegExp(`^${source}$`, 'isu')
}

interface Condition {
  readonly area: Area
  readonly test: Test
}

/**
 * The offsets, from each area's first cell, at which all conditions hold. Blank cells are looked at only where a
 * criterion may hold for them.
 */
function matching(
  conditions: readonly Condition[],
  { cells }: Evaluation,
  visit: (row: number, column: number) => void,
) {
  const [first, ...others] = conditions
  if (first === undefined) return
  const { area, test } = first
  const consider = (row: number, column: number) => {
    const holds = others.every((other) =>
      other.test(cells.read(other.area.sheet, other.area.firstRow + row, other.area.firstColumn + column)),
    )
    if (holds) visit(row, column)
  }
  if (!test(null)) {
    cells.each(area, (value, row, column) => {
      if (test(value)) consider(row - area.firstRow, column - area.firstColumn)
    })
    return
  }
  const { lastRow, lastColumn } = cells.clipped(area)
  for (let column = area.firstColumn; column <= lastColumn; column += 1)
    for (let row = area.firstRow; row <= lastRow; row += 1)
      if (test(cells.read(area.sheet, row, column))) consider(row - area.firstRow, column - area.firstColumn)
}

const heightOf = (area: Area): number => area.lastRow - area.firstRow
const widthOf = (area: Area): number => area.lastColumn - area.firstColumn

/** Range and criterion by turns; every range has the shape of the first. */
function conditionsOf(operands: readonly Operand[], evaluation: Evaluation): Condition[] | CellError {
  const conditions: Condition[] = []
  for (let index = 0; index + 1 < operands.length; index += 2) {
    const area = operands[index]
    if (isError(area)) return area
    if (!isArea(area)) return notComputable('It counts in something other than a range.')
    conditions.push({ area, test: readCriterion(scalarOf(operands[index + 1] ?? null, evaluation)) })
  }
  const [first] = conditions
  const isOneShape = conditions.every(
    ({ area }) =>
      first !== undefined && heightOf(area) === heightOf(first.area) && widthOf(area) === widthOf(first.area),
  )
  return isOneShape ? conditions : errors.value
}

type Combine = (numbers: readonly number[]) => Scalar

function combined(
  conditions: readonly Condition[] | CellError,
  values: Operand,
  evaluation: Evaluation,
  combine: Combine,
): Scalar {
  if (isError(conditions)) return conditions
  if (isError(values)) return values
  if (!isArea(values)) return notComputable('It adds up something other than a range.')
  const numbers: number[] = []
  let failure: CellError | undefined
  matching(conditions, evaluation, (row, column) => {
    const value = evaluation.cells.read(values.sheet, values.firstRow + row, values.firstColumn + column)
    if (typeof value === 'number') numbers.push(value)
    else if (isError(value)) failure ??= value
  })
  return failure ?? combine(numbers)
}

/** An array of criteria makes an array of results, as in SUM(COUNTIF(A1:A9,{"a","b"})). */
function forEachCriterion(
  operands: readonly Operand[],
  evaluation: Evaluation,
  run: (operands: readonly Operand[]) => Scalar,
): Operand {
  const place = operands.findIndex(
    (operand, index) => index > 0 && typeof operand === 'object' && operand?.kind === 'matrix',
  )
  const array = operands[place]
  if (array === undefined || typeof array !== 'object' || array?.kind !== 'matrix') {
    const many = operands.some(
      (operand, index) =>
        index % 2 === 1 && isArea(operand) && (heightOf(operand) > 0 || widthOf(operand) > 0),
    )
    if (evaluation.arrays && many) return notComputable('Its criteria are a range.')
    return run(operands)
  }
  return {
    kind: 'matrix',
    rows: array.rows.map((row) => row.map((value) => run(operands.with(place, value)))),
  }
}

const total: Combine = (numbers) => finite(numbers.reduce((sum, each) => sum + each, 0))
const least: Combine = (numbers) => numbers.reduce((low, each) => Math.min(low, each), numbers[0] ?? 0)
const greatest: Combine = (numbers) => numbers.reduce((high, each) => Math.max(high, each), numbers[0] ?? 0)

/** SUMIF and its like: the range that is added up may be left out, and takes the shape of the one that is tested. */
const ifFunction = (combine: Combine): RangeFunction =>
  overRanges(2, 3, (operands, evaluation) =>
    forEachCriterion(operands, evaluation, ([range = null, criterion = null, values = range]) =>
      combined(conditionsOf([range, criterion], evaluation), values, evaluation, combine),
    ),
  )

const ifsFunction = (combine: Combine): RangeFunction =>
  overRanges(3, many, (operands, evaluation) =>
    forEachCriterion(operands, evaluation, ([values = null, ...rest]) => {
      const conditions = conditionsOf(rest, evaluation)
      const [first] = isError(conditions) ? [] : conditions
      const isOneShape =
        first === undefined ||
        !isArea(values) ||
        (heightOf(values) === heightOf(first.area) && widthOf(values) === widthOf(first.area))
      return isOneShape ? combined(conditions, values, evaluation, combine) : errors.value
    }),
  )

const countIf = overRanges(2, many, (operands, evaluation) =>
  forEachCriterion(operands, evaluation, (each) => {
    const conditions = conditionsOf(each, evaluation)
    if (isError(conditions)) return conditions
    let count = 0
    const [first] = conditions
    const ofBlanks = first?.test(null) === true
    matching(conditions, evaluation, () => {
      count += 1
    })
    return ofBlanks && conditions.length === 1 && first !== undefined
      ? count + beyond(first.area, evaluation)
      : count
  }),
)

/** Blank cells of an area beyond the last cell of any sheet: whole columns have them too. */
function beyond(area: Area, { cells }: Evaluation): number {
  const inside = cells.clipped(area)
  return (heightOf(area) + 1) * (widthOf(area) + 1) - (heightOf(inside) + 1) * (widthOf(inside) + 1)
}

export const conditionalFunctions: FunctionTable = {
  COUNTIF: countIf,
  COUNTIFS: countIf,
  COUNTBLANK: overRanges(1, 1, ([range = null], evaluation) => {
    if (!isArea(range))
      return isError(range) ? range : notComputable('It counts in something other than a range.')
    let filled = 0
    evaluation.cells.each(range, (value) => {
      if (value !== null && value !== '') filled += 1
    })
    return (heightOf(range) + 1) * (widthOf(range) + 1) - filled
  }),
  SUMIF: ifFunction(total),
  AVERAGEIF: ifFunction(averageOf),
  SUMIFS: ifsFunction(total),
  AVERAGEIFS: ifsFunction(averageOf),
  MINIFS: ifsFunction(least),
  MAXIFS: ifsFunction(greatest),
}
