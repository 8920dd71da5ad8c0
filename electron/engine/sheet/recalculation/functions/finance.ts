import { toNumber } from '../coerce.ts'
import { matrixOf, scalarOf } from '../evaluation.ts'
import { errors, finite, isError, type Scalar } from '../operand.ts'
import { type FunctionTable, many, numbersOf, ofNumbers, overRanges } from './function.ts'

/** Future value of a present value and equal payments; the identity from which PV, PMT and NPER follow. */
function futureValue(rate: number, periods: number, payment: number, present: number, early: number): number {
  if (rate === 0) return -(present + payment * periods)
  const growth = (1 + rate) ** periods
  return -(present * growth + (payment * (1 + rate * early) * (growth - 1)) / rate)
}

function presentValue(rate: number, periods: number, payment: number, future: number, early: number): number {
  if (rate === 0) return -(future + payment * periods)
  const growth = (1 + rate) ** periods
  return -(future + (payment * (1 + rate * early) * (growth - 1)) / rate) / growth
}

function paymentOf(rate: number, periods: number, present: number, future: number, early: number): number {
  if (rate === 0) return -(present + future) / periods
  const growth = (1 + rate) ** periods
  return (-(present * growth + future) * rate) / ((1 + rate * early) * (growth - 1))
}

function periodsOf(rate: number, payment: number, present: number, future: number, early: number): number {
  if (rate === 0) return -(present + future) / payment
  const due = payment * (1 + rate * early)
  return Math.log((due - future * rate) / (due + present * rate)) / Math.log(1 + rate)
}

function interestPart(
  rate: number,
  period: number,
  periods: number,
  present: number,
  future: number,
  early: number,
): number {
  const payment = paymentOf(rate, periods, present, future, early)
  if (early !== 0 && period === 1) return 0
  const owed = futureValue(rate, period - 1, payment, present, early)
  return early === 0 ? owed * rate : ((owed - payment) * rate) / (1 + rate)
}

/** A root by Newton's method, the way spreadsheets find rates; undefined where it does not settle. */
function findRate(valueAt: (rate: number) => number, guess: number): number | undefined {
  let rate = guess
  for (let round = 0; round < 100; round += 1) {
    const step = 1e-6 * Math.max(1, Math.abs(rate))
    const slope = (valueAt(rate + step) - valueAt(rate - step)) / (2 * step)
    const next = rate - valueAt(rate) / slope
    if (!Number.isFinite(next) || next <= -1) return undefined
    if (Math.abs(next - rate) < 1e-12) return next
    rate = next
  }
  return undefined
}

const discounted = (rate: number, values: readonly number[], first: number): number =>
  values.reduce((sum, value, index) => sum + value / (1 + rate) ** (index + first), 0)

const internalRate = overRanges(1, 2, ([range = null, guess], evaluation): Scalar => {
  const values = matrixOf(range, evaluation).rows.flat()
  const failure = values.find(isError)
  if (failure !== undefined) return failure
  const flows = values.filter((value) => typeof value === 'number')
  const start = guess === undefined ? 0.1 : toNumber(scalarOf(guess, evaluation))
  if (isError(start)) return start
  if (!flows.some((flow) => flow > 0) || !flows.some((flow) => flow < 0)) return errors.number
  return findRate((rate) => discounted(rate, flows, 0), start) ?? errors.number
})

export const financeFunctions: FunctionTable = {
  FV: ofNumbers(3, 5, (rate = 0, periods = 0, payment = 0, present = 0, early = 0) =>
    finite(futureValue(rate, periods, payment, present, early)),
  ),
  PV: ofNumbers(3, 5, (rate = 0, periods = 0, payment = 0, future = 0, early = 0) =>
    finite(presentValue(rate, periods, payment, future, early)),
  ),
  PMT: ofNumbers(3, 5, (rate = 0, periods = 0, present = 0, future = 0, early = 0) =>
    finite(paymentOf(rate, periods, present, future, early)),
  ),
  NPER: ofNumbers(3, 5, (rate = 0, payment = 0, present = 0, future = 0, early = 0) =>
    finite(periodsOf(rate, payment, present, future, early)),
  ),
  IPMT: ofNumbers(4, 6, (rate = 0, period = 1, periods = 1, present = 0, future = 0, early = 0) =>
    period < 1 || period > periods
      ? errors.number
      : finite(interestPart(rate, period, periods, present, future, early)),
  ),
  PPMT: ofNumbers(4, 6, (rate = 0, period = 1, periods = 1, present = 0, future = 0, early = 0) =>
    period < 1 || period > periods
      ? errors.number
      : finite(
          paymentOf(rate, periods, present, future, early) -
            interestPart(rate, period, periods, present, future, early),
        ),
  ),
  RATE: ofNumbers(
    3,
    6,
    (periods = 1, payment = 0, present = 0, future = 0, early = 0, guess = 0.1) =>
      findRate((rate) => futureValue(rate, periods, payment, present, early) - future, guess) ??
      errors.number,
  ),
  SLN: ofNumbers(3, 3, (cost = 0, salvage = 0, life = 0) =>
    life === 0 ? errors.divisionByZero : finite((cost - salvage) / life),
  ),
  NPV: overRanges(2, many, ([rate = null, ...flows], evaluation) => {
    const number = toNumber(scalarOf(rate, evaluation))
    if (isError(number)) return number
    const values = numbersOf(flows, evaluation)
    return isError(values) ? values : finite(discounted(number, values, 1))
  }),
  IRR: internalRate,
}
