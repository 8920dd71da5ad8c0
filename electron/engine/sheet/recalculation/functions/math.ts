import { toNumber } from '../coerce.ts'
import { matrixOf } from '../evaluation.ts'
import {
  addNumbers,
  errors,
  finite,
  isArea,
  isError,
  isScalar,
  notComputable,
  type Operand,
  power,
  type Scalar,
} from '../operand.ts'
import {
  type FunctionTable,
  many,
  numbersOf,
  ofAllNumbers,
  ofNumbers,
  overRanges,
  scalar,
} from './function.ts'
import { averageOf, deviationOf } from './statistics.ts'

/** A number moved by powers of ten without the error of a multiplication: 1.005 by 2 is 100.5. */
function shifted(value: number, digits: number): number {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e')
  return Number(`${mantissa}e${Number(exponent) + digits}`)
}

/** Rounds at a decimal place with `round` of a magnitude; what 15 digits show as a half is a half. */
function roundAt(value: number, digits: number, round: (magnitude: number) => number): Scalar {
  const places = Math.trunc(digits)
  if (value === 0 || places > 300) return value
  const magnitude = shifted(Math.abs(Number(value.toPrecision(15))), places)
  return finite(Math.sign(value) * shifted(round(magnitude), -places))
}

const up = (magnitude: number) => Math.ceil(magnitude)
const half = (magnitude: number) => Math.floor(magnitude + 0.5)

/** The multiple of `step` at or beyond a number; multiples that rounding alone keeps apart are one. */
function multiple(value: number, step: number, round: (quotient: number) => number): Scalar {
  if (step === 0) return 0
  const quotient = Number((value / step).toPrecision(15))
  return finite(Number((round(quotient) * step).toPrecision(15)))
}

const awayFromZero = (quotient: number) => Math.sign(quotient) * Math.ceil(Math.abs(quotient))
const towardsZero = (quotient: number) => Math.sign(quotient) * Math.floor(Math.abs(quotient))

export const sumOf = (numbers: readonly number[]): number => {
  let sum = 0
  let lost = 0
  for (const each of numbers) {
    const next = sum + each
    lost += Math.abs(sum) >= Math.abs(each) ? sum - next + each : each - next + sum
    sum = next
  }
  const total = sum + lost
  return Number.isNaN(total) ? sum : total
}

const checked = (isAllowed: boolean, compute: () => number): Scalar =>
  isAllowed ? finite(compute()) : errors.number

const factorial = (value: number): number => {
  let product = 1
  for (let factor = 2; factor <= value; factor += 1) product *= factor
  return product
}

const combinations = (total: number, chosen: number): number => {
  let result = 1
  for (let index = 1; index <= chosen; index += 1) result = (result * (total - chosen + index)) / index
  return Math.round(result)
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

const sumProduct = overRanges(
  1,
  many,
  (operands, evaluation) => {
    const matrices = operands.map((operand) => matrixOf(operand, evaluation).rows)
    const [first = []] = matrices
    const isOneShape = matrices.every(
      (rows) => rows.length === first.length && (rows[0]?.length ?? 0) === (first[0]?.length ?? 0),
    )
    if (!isOneShape) return errors.value
    let sum = 0
    for (const [row, line] of first.entries())
      for (const column of line.keys()) {
        let product = 1
        for (const rows of matrices) {
          const value = rows[row]?.[column] ?? null
          if (isError(value)) return value
          product *= typeof value === 'number' ? value : 0
        }
        sum += product
      }
    return finite(sum)
  },
  true,
)

const aggregates: Readonly<Record<number, (numbers: readonly number[], filled: number) => Scalar>> = {
  1: averageOf,
  2: (numbers) => numbers.length,
  3: (_numbers, filled) => filled,
  4: (numbers) => numbers.reduce((most, each) => Math.max(most, each), numbers[0] ?? 0),
  5: (numbers) => numbers.reduce((least, each) => Math.min(least, each), numbers[0] ?? 0),
  6: (numbers) => numbers.reduce((product, each) => product * each, 1),
  7: (numbers) => deviationOf(numbers, 1, Math.sqrt),
  8: (numbers) => deviationOf(numbers, 0, Math.sqrt),
  9: sumOf,
  10: (numbers) => deviationOf(numbers, 1),
  11: (numbers) => deviationOf(numbers, 0),
}

/** Leaves out other SUBTOTALs. Whether a row is hidden by hand or by a filter is not known, so no range may have any. */
const subtotal = overRanges(2, many, ([code = null, ...ranges], evaluation) => {
  const number = isScalar(code) ? toNumber(code) : errors.value
  if (isError(number)) return number
  const aggregate = aggregates[Math.trunc(number) % 100]
  if (aggregate === undefined) return errors.value
  const numbers: number[] = []
  let filled = 0
  let failure: Scalar | undefined
  for (const range of ranges) {
    if (!isArea(range)) return notComputable('It takes a subtotal of something other than a range.')
    if (evaluation.cells.hidesRows(range)) return notComputable('It takes a subtotal over hidden rows.')
    evaluation.cells.each(range, (value, row, column) => {
      if (evaluation.cells.isSubtotal(range.sheet, row, column)) return
      filled += 1
      if (typeof value === 'number') numbers.push(value)
      else if (isError(value)) failure ??= value
    })
  }
  return failure ?? aggregate(numbers, filled)
})

const transposed = overRanges(1, 1, ([operand = null], evaluation): Operand => {
  const { rows } = matrixOf(operand, evaluation)
  return {
    kind: 'matrix',
    rows: (rows[0] ?? []).map((_value, column) => rows.map((row) => row[column] ?? null)),
  }
})

export const mathFunctions: FunctionTable = {
  SUM: ofAllNumbers((numbers) => finite(sumOf(numbers))),
  SUMSQ: ofAllNumbers((numbers) => finite(sumOf(numbers.map((each) => each * each)))),
  PRODUCT: ofAllNumbers((numbers) =>
    numbers.length === 0 ? 0 : finite(numbers.reduce((product, each) => product * each, 1)),
  ),
  SUMPRODUCT: sumProduct,
  SUBTOTAL: subtotal,
  TRANSPOSE: transposed,
  ABS: ofNumbers(1, 1, (value = 0) => Math.abs(value)),
  SIGN: ofNumbers(1, 1, (value = 0) => Math.sign(value)),
  INT: ofNumbers(1, 1, (value = 0) => Math.floor(Number(value.toPrecision(15)))),
  TRUNC: ofNumbers(1, 2, (value = 0, digits = 0) => roundAt(value, digits, Math.floor)),
  ROUND: ofNumbers(2, 2, (value = 0, digits = 0) => roundAt(value, digits, half)),
  ROUNDUP: ofNumbers(2, 2, (value = 0, digits = 0) => roundAt(value, digits, up)),
  ROUNDDOWN: ofNumbers(2, 2, (value = 0, digits = 0) => roundAt(value, digits, Math.floor)),
  MROUND: ofNumbers(2, 2, (value = 0, step = 0) =>
    value * step < 0 ? errors.number : multiple(value, step, (quotient) => half(quotient)),
  ),
  CEILING: ofNumbers(2, 2, (value = 0, step = 0) =>
    value > 0 && step < 0 ? errors.number : multiple(value, step, Math.ceil),
  ),
  FLOOR: ofNumbers(2, 2, (value = 0, step = 0) => {
    if (value > 0 && step < 0) return errors.number
    return step === 0 && value !== 0 ? errors.divisionByZero : multiple(value, step, Math.floor)
  }),
  'CEILING.MATH': ofNumbers(1, 3, (value = 0, step = 1, mode = 0) =>
    multiple(value, Math.abs(step), mode !== 0 && value < 0 ? awayFromZero : Math.ceil),
  ),
  'FLOOR.MATH': ofNumbers(1, 3, (value = 0, step = 1, mode = 0) =>
    multiple(value, Math.abs(step), mode !== 0 && value < 0 ? towardsZero : Math.floor),
  ),
  EVEN: ofNumbers(1, 1, (value = 0) => multiple(value, 2, awayFromZero)),
  ODD: ofNumbers(1, 1, (value = 0) => {
    const magnitude = Math.ceil((Math.abs(value) + 1) / 2) * 2 - 1
    return value < 0 ? -magnitude : magnitude
  }),
  MOD: ofNumbers(2, 2, (value = 0, divisor = 0) =>
    divisor === 0
      ? errors.divisionByZero
      : finite(addNumbers(value, -divisor * Math.floor(Number((value / divisor).toPrecision(15))))),
  ),
  QUOTIENT: ofNumbers(2, 2, (value = 0, divisor = 0) =>
    divisor === 0 ? errors.divisionByZero : Math.trunc(value / divisor),
  ),
  SQRT: ofNumbers(1, 1, (value = 0) => checked(value >= 0, () => Math.sqrt(value))),
  POWER: ofNumbers(2, 2, (base = 0, exponent = 0) => power(base, exponent)),
  EXP: ofNumbers(1, 1, (value = 0) => finite(Math.exp(value))),
  LN: ofNumbers(1, 1, (value = 0) => checked(value > 0, () => Math.log(value))),
  LOG10: ofNumbers(1, 1, (value = 0) => checked(value > 0, () => Math.log10(value))),
  LOG: ofNumbers(1, 2, (value = 0, base = 10) => {
    if (base === 1) return errors.divisionByZero
    return checked(value > 0 && base > 0, () =>
      base === 10 ? Math.log10(value) : base === 2 ? Math.log2(value) : Math.log(value) / Math.log(base),
    )
  }),
  PI: scalar(0, 0, () => Math.PI),
  SIN: ofNumbers(1, 1, (value = 0) => Math.sin(value)),
  COS: ofNumbers(1, 1, (value = 0) => Math.cos(value)),
  TAN: ofNumbers(1, 1, (value = 0) => Math.tan(value)),
  ASIN: ofNumbers(1, 1, (value = 0) => checked(Math.abs(value) <= 1, () => Math.asin(value))),
  ACOS: ofNumbers(1, 1, (value = 0) => checked(Math.abs(value) <= 1, () => Math.acos(value))),
  ATAN: ofNumbers(1, 1, (value = 0) => Math.atan(value)),
  ATAN2: ofNumbers(2, 2, (x = 0, y = 0) => (x === 0 && y === 0 ? errors.divisionByZero : Math.atan2(y, x))),
  DEGREES: ofNumbers(1, 1, (value = 0) => (value * 180) / Math.PI),
  RADIANS: ofNumbers(1, 1, (value = 0) => (value * Math.PI) / 180),
  FACT: ofNumbers(1, 1, (value = 0) => checked(value >= 0, () => factorial(Math.trunc(value)))),
  COMBIN: ofNumbers(2, 2, (total = 0, chosen = 0) =>
    checked(chosen >= 0 && total >= chosen && chosen < 1e5, () =>
      combinations(Math.trunc(total), Math.trunc(chosen)),
    ),
  ),
  GCD: overRanges(1, many, (operands, evaluation) => {
    const numbers = numbersOf(operands, evaluation)
    if (isError(numbers)) return numbers
    if (numbers.some((each) => each < 0)) return errors.number
    return numbers.map(Math.trunc).reduce(greatestDivisor, 0)
  }),
}
