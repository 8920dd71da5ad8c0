import { compareValues } from './compare.ts'
import { dateDif, dateFromParts, edate, eomonth, partsOfSerial, yearFrac } from './dates.ts'
import type { FormulaNode, Span } from './tree.ts'
import {
  blank,
  booleanValue,
  type ErrorValue,
  type Evaluated,
  errorValue,
  isBlank,
  numberValue,
  numericOf,
  serialValue,
  toCondition,
  toNumber,
  toText,
} from './value.ts'

type CallNode = Extract<FormulaNode, { kind: 'call' }>

interface Call {
  readonly operands: readonly FormulaNode[]
  readonly span: Span
  readonly evaluate: (node: FormulaNode) => Evaluated
  readonly label: (node: FormulaNode) => string
}

/** The value of a call of a scalar function. Only the operands that matter are evaluated, as in Excel. */
export function evaluateFunction(
  node: CallNode,
  evaluate: (node: FormulaNode) => Evaluated,
  label: (node: FormulaNode) => string,
): Evaluated {
  const run = evaluators.get(node.name)
  if (run === undefined) return errorValue('#NAME?', `${node.name} is not a known function.`, node.span)
  return run({ operands: node.operands, span: node.span, evaluate, label })
}

type Evaluator = (call: Call) => Evaluated

const missing = (call: Call): ErrorValue => errorValue('#VALUE!', 'An operand is missing.', call.span)

function operandOf(call: Call, index: number): Evaluated {
  const operand = call.operands[index]
  return operand === undefined ? missing(call) : call.evaluate(operand)
}

function conditionOf(call: Call, index: number): Evaluated {
  const value = operandOf(call, index)
  return value.kind === 'error' ? value : toCondition(value, call.operands[index]?.span)
}

const isTrue = (value: Evaluated): boolean => value.kind === 'boolean' && value.value

const evaluateIf: Evaluator = (call) => {
  const condition = conditionOf(call, 0)
  if (condition.kind === 'error') return condition
  if (isTrue(condition)) return operandOf(call, 1)
  return call.operands.length < 3 ? booleanValue(false) : operandOf(call, 2)
}

const evaluateIfs: Evaluator = (call) => {
  for (let index = 0; index + 1 < call.operands.length; index += 2) {
    const condition = conditionOf(call, index)
    if (condition.kind === 'error') return condition
    if (isTrue(condition)) return operandOf(call, index + 1)
  }
  return errorValue('#N/A', 'None of the conditions holds.', call.span)
}

const evaluateSwitch: Evaluator = (call) => {
  const subject = operandOf(call, 0)
  if (subject.kind === 'error') return subject
  for (let index = 1; index + 1 < call.operands.length; index += 2) {
    const match = operandOf(call, index)
    if (match.kind === 'error') return match
    if (compareValues('=', subject, match)) return operandOf(call, index + 1)
  }
  if (call.operands.length % 2 === 0) return operandOf(call, call.operands.length - 1)
  return errorValue('#N/A', `Nothing matches "${toText(subject)}".`, call.span)
}

const evaluateIfError: Evaluator = (call) => {
  const value = operandOf(call, 0)
  return value.kind === 'error' ? operandOf(call, 1) : value
}

const logical =
  (decide: (conditions: readonly boolean[]) => boolean): Evaluator =>
  (call) => {
    const conditions: boolean[] = []
    for (let index = 0; index < call.operands.length; index++) {
      const condition = conditionOf(call, index)
      if (condition.kind === 'error') return condition
      conditions.push(isTrue(condition))
    }
    return booleanValue(decide(conditions))
  }

const numberOf = (value: Evaluated, span: Span): Evaluated =>
  value.kind === 'error' ? value : toNumber(value, span)

/** A function of numbers: blank where one of them is blank, an error where none is and one is an error. */
const numeric =
  (compute: (numbers: readonly number[], call: Call) => Evaluated): Evaluator =>
  (call) => {
    const values = call.operands.map((operand) => numberOf(call.evaluate(operand), operand.span))
    if (values.some(isBlank)) return blank
    const numbers: number[] = []
    for (const value of values) {
      if (value.kind === 'error') return value
      numbers.push(numericOf(value) ?? Number.NaN)
    }
    return compute(numbers, call)
  }

const simple = (compute: (...numbers: number[]) => number): Evaluator =>
  numeric((numbers, call) => numberValue(compute(...numbers), call.span))

/** A function of dates given as serial numbers; undefined is #NUM!. */
const ofDates = (compute: (...serials: number[]) => number | undefined, yieldsDate: boolean): Evaluator =>
  numeric((numbers, call) => {
    const result = compute(...numbers)
    if (result === undefined)
      return errorValue(
        '#NUM!',
        'The dates are in the wrong order or outside the years 1900 to 9999.',
        call.span,
      )
    return yieldsDate ? serialValue(result, call.span) : numberValue(result, call.span)
  })

const partOf = (part: 'year' | 'month' | 'day'): Evaluator =>
  numeric(([serial = 0], call) => {
    const checked = serialValue(serial, call.span)
    return checked.kind === 'error' ? checked : numberValue(partsOfSerial(serial)[part])
  })

/** Halves away from zero, as a decimal number's: see the same rule in SQL. */
export function roundHalfAway(number: number, digits: number): number {
  const scale = 10 ** Math.trunc(digits)
  return (Math.sign(number) * Math.floor(Math.abs(number) * scale * (1 + 4.44e-16) + 0.5)) / scale
}

const evaluateDateDif: Evaluator = (call) => {
  const unit = operandOf(call, 2)
  if (unit.kind === 'error') return unit
  const dates = { ...call, operands: call.operands.slice(0, 2) }
  return ofDates((from = 0, to = 0) => dateDif(from, to, toText(unit)), false)(dates)
}

/**
 * Functions over several single values. A cell that is blank or holds a text is passed over, any other blank operand
 * makes the result blank.
 */
const variadic =
  (combine: (numbers: readonly number[], call: Call) => Evaluated): Evaluator =>
  (call) => {
    const isCell = call.operands.map((operand) => operand.kind === 'cell')
    const values = call.operands.map((operand, index) => {
      const value = call.evaluate(operand)
      return isCell[index] === true ? presentNumber(value) : numberOf(value, operand.span)
    })
    if (values.some((value, index) => isCell[index] !== true && isBlank(value))) return blank
    const numbers: number[] = []
    for (const value of values) {
      if (value.kind === 'error') return value
      const present = numericOf(value)
      if (present !== undefined) numbers.push(present)
    }
    return combine(numbers, call)
  }

const presentNumber = (value: Evaluated): Evaluated => {
  if (value.kind === 'error') return value
  const number = numericOf(value)
  return number === undefined ? blank : { kind: 'number', value: number }
}

const unlessNone =
  (combine: (numbers: readonly number[]) => number) =>
  (numbers: readonly number[], call: Call): Evaluated =>
    numbers.length === 0 ? blank : numberValue(combine(numbers), call.span)

const total = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0)

const evaluators: ReadonlyMap<string, Evaluator> = new Map<string, Evaluator>([
  ['IF', evaluateIf],
  ['IFS', evaluateIfs],
  ['SWITCH', evaluateSwitch],
  ['IFERROR', evaluateIfError],
  ['AND', logical((conditions) => conditions.every(Boolean))],
  ['OR', logical((conditions) => conditions.some(Boolean))],
  ['NOT', logical((conditions) => !conditions.some(Boolean))],
  ['ABS', simple((number = 0) => Math.abs(number))],
  ['INT', simple((number = 0) => Math.floor(number))],
  ['ROUND', simple((number = 0, digits = 0) => roundHalfAway(number, digits))],
  [
    'SQRT',
    numeric(([number = 0], call) =>
      number < 0
        ? errorValue('#NUM!', 'A negative number has no square root.', call.span)
        : numberValue(Math.sqrt(number)),
    ),
  ],
  [
    'MOD',
    numeric(([number = 0, divisor = 0], call) => {
      const operand = call.operands[1]
      if (divisor === 0 && operand !== undefined)
        return errorValue('#DIV/0!', `${call.label(operand)} is 0.`, operand.span)
      return numberValue(number - divisor * Math.floor(number / divisor), call.span)
    }),
  ],
  ['MIN', variadic(unlessNone((numbers) => Math.min(...numbers)))],
  ['MAX', variadic(unlessNone((numbers) => Math.max(...numbers)))],
  ['SUM', variadic(unlessNone(total))],
  ['COUNT', variadic((numbers) => numberValue(numbers.length))],
  [
    'AVERAGE',
    variadic((numbers, call) =>
      numbers.length === 0
        ? errorValue('#DIV/0!', 'There are no values to average.', call.span)
        : numberValue(total(numbers) / numbers.length, call.span),
    ),
  ],
  ['DATE', ofDates((year = 0, month = 0, day = 0) => dateFromParts(year, month, day), true)],
  ['EDATE', ofDates((serial = 0, months = 0) => edate(serial, months), true)],
  ['EOMONTH', ofDates((serial = 0, months = 0) => eomonth(serial, months), true)],
  ['YEAR', partOf('year')],
  ['MONTH', partOf('month')],
  ['DAY', partOf('day')],
  ['DATEDIF', evaluateDateDif],
  ['YEARFRAC', ofDates((from = 0, to = 0, basis = 0) => yearFrac(from, to, basis), false)],
])
