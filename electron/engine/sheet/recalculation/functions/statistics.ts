import { toNumber } from '../coerce.ts'
import { type Evaluation, matrixOf, scalarOf } from '../evaluation.ts'
import { type CellError, errors, finite, isError, type Operand, type Scalar } from '../operand.ts'
import {
  eachValue,
  type FunctionTable,
  many,
  numbersOf,
  ofAllNumbers,
  overRanges,
  type RangeFunction,
} from './function.ts'

const total = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0)
const mean = (numbers: readonly number[]): number => total(numbers) / numbers.length
const ascending = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b)

export const averageOf = (numbers: readonly number[]): Scalar =>
  numbers.length === 0 ? errors.divisionByZero : finite(mean(numbers))

/** Mean squared deviation; `lost` is 1 for that of a sample. */
export function deviationOf(
  numbers: readonly number[],
  lost: 0 | 1,
  finish: (variance: number) => number = (variance) => variance,
): Scalar {
  if (numbers.length <= lost) return errors.divisionByZero
  const middle = mean(numbers)
  return finite(finish(total(numbers.map((each) => (each - middle) ** 2)) / (numbers.length - lost)))
}

/** The value at a fraction of the way through sorted numbers, between two of them by their distance. */
function between(sorted: readonly number[], place: number): Scalar {
  const below = Math.floor(place)
  const low = sorted[below]
  const high = sorted[below + 1] ?? low
  return low === undefined || high === undefined ? errors.number : low + (place - below) * (high - low)
}

const inclusive = (numbers: readonly number[], fraction: number): Scalar =>
  numbers.length === 0 || fraction < 0 || fraction > 1
    ? errors.number
    : between(ascending(numbers), fraction * (numbers.length - 1))

function exclusive(numbers: readonly number[], fraction: number): Scalar {
  const place = fraction * (numbers.length + 1) - 1
  return place < 0 || place > numbers.length - 1 ? errors.number : between(ascending(numbers), place)
}

/** A function of a range's numbers and one more number; that may be an array, which makes the result one. */
const withNumber = (run: (numbers: readonly number[], number: number) => Scalar): RangeFunction =>
  overRanges(2, 2, ([range = null, parameter = null], evaluation) => {
    const numbers = numbersOf([range], evaluation)
    if (isError(numbers)) return numbers
    const apply = (value: Scalar): Scalar => {
      const number = toNumber(value)
      return isError(number) ? number : run(numbers, number)
    }
    if (typeof parameter === 'object' && parameter?.kind === 'matrix')
      return { kind: 'matrix', rows: parameter.rows.map((row) => row.map(apply)) }
    return apply(scalarOf(parameter, evaluation))
  })

const nth = (order: (numbers: readonly number[]) => number[]) =>
  withNumber((numbers, place) => order(numbers)[Math.ceil(place) - 1] ?? errors.number)

/** Numbers as the ...A functions take them: texts in a range count as 0, TRUE as 1. */
function numbersAndTexts(operands: readonly Operand[], evaluation: Evaluation): number[] | CellError {
  const numbers: number[] = []
  let failure: CellError | undefined
  for (const operand of operands)
    eachValue(operand, evaluation, (value, inRange) => {
      if (value === null && inRange) return
      const number = typeof value === 'string' && inRange ? 0 : toNumber(value)
      if (isError(number)) failure ??= number
      else numbers.push(number)
    })
  return failure ?? numbers
}

const withTexts = (run: (numbers: readonly number[]) => Scalar): RangeFunction =>
  overRanges(1, many, (operands, evaluation) => {
    const numbers = numbersAndTexts(operands, evaluation)
    return isError(numbers) ? numbers : run(numbers)
  })

const least = (numbers: readonly number[]): number =>
  numbers.reduce((low, each) => Math.min(low, each), numbers[0] ?? 0)
const greatest = (numbers: readonly number[]): number =>
  numbers.reduce((high, each) => Math.max(high, each), numbers[0] ?? 0)

function counted(
  operands: readonly Operand[],
  evaluation: Evaluation,
  counts: (value: Scalar) => boolean,
): number {
  let count = 0
  for (const operand of operands)
    eachValue(operand, evaluation, (value, inRange) => {
      const taken = inRange || typeof value !== 'string' ? value : toNumber(value)
      if (counts(taken)) count += 1
    })
  return count
}

/** Pairs of numbers of two ranges of one shape. */
function pairs(operands: readonly Operand[], evaluation: Evaluation): [number, number][] | CellError {
  const [xs = [], ys = []] = operands.map((operand) => matrixOf(operand, evaluation).rows.flat())
  if (xs.length !== ys.length) return errors.notAvailable
  const found: [number, number][] = []
  for (const [index, x] of xs.entries()) {
    const y = ys[index] ?? null
    if (isError(x)) return x
    if (isError(y)) return y
    if (typeof x === 'number' && typeof y === 'number') found.push([x, y])
  }
  return found
}

interface Moments {
  readonly meanX: number
  readonly meanY: number
  readonly xx: number
  readonly yy: number
  readonly xy: number
}

const ofPairs = (run: (moments: Moments) => Scalar): RangeFunction =>
  overRanges(2, 2, (operands, evaluation) => {
    const found = pairs(operands, evaluation)
    if (isError(found)) return found
    if (found.length < 2) return errors.divisionByZero
    return run(momentsOf(found))
  })

function momentsOf(found: readonly (readonly [number, number])[]): Moments {
  const meanX = mean(found.map(([x]) => x))
  const meanY = mean(found.map(([, y]) => y))
  return {
    meanX,
    meanY,
    xx: total(found.map(([x]) => (x - meanX) ** 2)),
    yy: total(found.map(([, y]) => (y - meanY) ** 2)),
    xy: total(found.map(([x, y]) => (x - meanX) * (y - meanY))),
  }
}

const ratio = (numerator: number, denominator: number): Scalar =>
  denominator === 0 ? errors.divisionByZero : finite(numerator / denominator)

const correlation = ofPairs(({ xx, yy, xy }) => ratio(xy, Math.sqrt(xx * yy)))

const rank = (sharesPlaces: boolean): RangeFunction =>
  overRanges(2, 3, ([sought = null, range = null, order = 0], evaluation) => {
    const value = toNumber(scalarOf(sought, evaluation))
    const rising = toNumber(scalarOf(order, evaluation))
    const numbers = numbersOf([range], evaluation)
    if (isError(value)) return value
    if (isError(rising)) return rising
    if (isError(numbers)) return numbers
    const same = numbers.filter((each) => each === value).length
    if (same === 0) return errors.notAvailable
    const before = numbers.filter((each) => (rising === 0 ? each > value : each < value)).length
    return before + 1 + (sharesPlaces ? (same - 1) / 2 : 0)
  })

const quartile = withNumber((numbers, quarter) => inclusive(numbers, Math.trunc(quarter) / 4))

const mode = ofAllNumbers((numbers) => {
  const counts = new Map<number, number>()
  for (const each of numbers) counts.set(each, (counts.get(each) ?? 0) + 1)
  const most = greatest([...counts.values()])
  return most < 2 ? errors.notAvailable : ([...counts].find(([, count]) => count === most)?.[0] ?? 0)
})

const forecast = overRanges(3, 3, ([at = null, ys = null, xs = null], evaluation) => {
  const x = toNumber(scalarOf(at, evaluation))
  if (isError(x)) return x
  const found = pairs([xs, ys], evaluation)
  if (isError(found)) return found
  if (found.length < 2) return errors.divisionByZero
  const { meanX, meanY, xx, xy } = momentsOf(found)
  return xx === 0 ? errors.divisionByZero : finite(meanY + (xy / xx) * (x - meanX))
})

const sampleDeviation = ofAllNumbers((numbers) => deviationOf(numbers, 1, Math.sqrt))
const wholeDeviation = ofAllNumbers((numbers) => deviationOf(numbers, 0, Math.sqrt))
const sampleVariance = ofAllNumbers((numbers) => deviationOf(numbers, 1))
const wholeVariance = ofAllNumbers((numbers) => deviationOf(numbers, 0))

export const statisticsFunctions: FunctionTable = {
  COUNT: overRanges(1, many, (operands, evaluation) =>
    counted(
      operands,
      evaluation,
      (value) =>
        typeof value === 'number' ||
        (typeof value === 'boolean' && !operands.some((each) => typeof each === 'object')),
    ),
  ),
  COUNTA: overRanges(1, many, (operands, evaluation) => {
    let count = 0
    for (const operand of operands)
      eachValue(operand, evaluation, (value, inRange) => {
        if (value !== null || !inRange) count += 1
      })
    return count
  }),
  AVERAGE: ofAllNumbers(averageOf),
  AVERAGEA: withTexts(averageOf),
  MIN: ofAllNumbers(least),
  MAX: ofAllNumbers(greatest),
  MINA: withTexts(least),
  MAXA: withTexts(greatest),
  MEDIAN: ofAllNumbers((numbers) => inclusive(numbers, 0.5)),
  MODE: mode,
  'MODE.SNGL': mode,
  STDEV: sampleDeviation,
  'STDEV.S': sampleDeviation,
  STDEVP: wholeDeviation,
  'STDEV.P': wholeDeviation,
  VAR: sampleVariance,
  'VAR.S': sampleVariance,
  VARP: wholeVariance,
  'VAR.P': wholeVariance,
  DEVSQ: ofAllNumbers((numbers) => {
    const middle = mean(numbers)
    return numbers.length === 0 ? errors.number : finite(total(numbers.map((each) => (each - middle) ** 2)))
  }),
  GEOMEAN: ofAllNumbers((numbers) =>
    numbers.length === 0 || least(numbers) <= 0
      ? errors.number
      : finite(Math.exp(mean(numbers.map((each) => Math.log(each))))),
  ),
  HARMEAN: ofAllNumbers((numbers) =>
    numbers.length === 0 || least(numbers) <= 0
      ? errors.number
      : finite(numbers.length / total(numbers.map((each) => 1 / each))),
  ),
  LARGE: nth((numbers) => ascending(numbers).reverse()),
  SMALL: nth(ascending),
  PERCENTILE: withNumber(inclusive),
  'PERCENTILE.INC': withNumber(inclusive),
  'PERCENTILE.EXC': withNumber(exclusive),
  QUARTILE: quartile,
  'QUARTILE.INC': quartile,
  RANK: rank(false),
  'RANK.EQ': rank(false),
  'RANK.AVG': rank(true),
  CORREL: correlation,
  PEARSON: correlation,
  RSQ: ofPairs(({ xx, yy, xy }) => ratio(xy * xy, xx * yy)),
  // The known values come first, then the places they stand at.
  SLOPE: ofPairs(({ yy, xy }) => ratio(xy, yy)),
  INTERCEPT: ofPairs(({ meanX, meanY, yy, xy }) =>
    yy === 0 ? errors.divisionByZero : finite(meanX - (xy / yy) * meanY),
  ),
  FORECAST: forecast,
  'FORECAST.LINEAR': forecast,
}
