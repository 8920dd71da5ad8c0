import type { LifetimeCounts } from '#shared/models/contracts/lifetimes.ts'
import { lifetimesFromSurvivors } from '#shared/models/contracts/lifetimes.ts'
import {
  fitSbg,
  type SbgFit,
  type SbgParameters,
  sbgDiscountedExpectedLifetime,
  sbgResidualLifetimeAfterRenewal,
  sbgRetention,
  sbgSurvival,
  sbgSurvivorCheck,
} from '#shared/models/contracts/sbg.ts'
import { sum } from '#shared/models/number-at.ts'
import type { Outcome } from '#shared/models/outcome.ts'
import { kaplanMeier, survivalAt } from '#shared/models/statistics/kaplan-meier.ts'
import type { Tenure } from '../../metrics/tenures.ts'
import { lifetimesOf, wholePeriods } from '../baseline/tenure-churn.ts'
import type { ClvChart, ClvColumnSet, FittedClv } from './clv-result.ts'

/** What a contract is worth, apart from how long it lasts. */
export interface ContractTerms {
  readonly monthsPerPeriod: number
  readonly horizonMonths: number
  readonly annualDiscount: number
  readonly margin: number
  /** What a customer pays in a month, on average; undefined where it is not known. */
  readonly monthlyRevenue: number | undefined
}

/** sBG from how many of a cohort were left after each period; shares are taken as of a thousand customers. */
export function fitSurvivors(series: readonly number[], terms: ContractTerms): Outcome<FittedClv> {
  const start = series[0] ?? 0
  const areShares = start <= 1
  const survivors = areShares ? series.map((share) => share * shareBase) : series
  const lifetimes = lifetimesFromSurvivors(survivors)
  if (!lifetimes.ok) return lifetimes
  const fit = fitSbg(lifetimes.value)
  if (!fit.ok) return fit
  const check = sbgSurvivorCheck(fit.value.parameters, survivors)
  const chart = survivorChart(
    check.map(({ period }) => period),
    check.map(({ actual }) => actual),
    check.map(({ expected }) => expected),
  )
  return {
    ok: true,
    value: {
      ...described(fit.value, terms, lifetimes.value),
      columns: noCustomers,
      checks: [chart],
      warnings: areShares
        ? [`The survivors are shares; standard errors are those of ${shareBase} customers.`]
        : [],
    },
  }
}

const shareBase = 1000
const noCustomers: ClvColumnSet = {
  probabilityAlive: new Float64Array(0),
  expectedPurchases: new Float64Array(0),
  expectedValue: new Float64Array(0),
  clv: new Float64Array(0),
}

/** sBG from customers' tenures; each customer is valued from where they stand. */
export function fitTenures(tenures: readonly Tenure[], terms: ContractTerms): Outcome<FittedClv> {
  const lifetimes = lifetimesOf(tenures, terms.monthsPerPeriod)
  if (!lifetimes.ok) return lifetimes
  const fit = fitSbg(lifetimes.value)
  if (!fit.ok) return fit
  const columns = valueTenures(tenures, fit.value.parameters, terms)
  const { tenureZero } = lifetimes.value
  const clv = sum(columns.clv.filter((value) => !Number.isNaN(value)))
  const hasValue = columns.clv.some((value) => !Number.isNaN(value))
  const base = described(fit.value, terms, lifetimes.value)
  return {
    ok: true,
    value: {
      ...base,
      columns,
      aggregate: {
        ...base.aggregate,
        alive: sum(columns.probabilityAlive),
        expectedPurchases: sum(columns.expectedPurchases),
        clv: hasValue ? clv : null,
      },
      checks: tenureCheck(tenures, fit.value.parameters, terms),
      warnings:
        tenureZero === 0
          ? []
          : [`${tenureZero} customers have not completed a period yet and tell the fit nothing.`],
    },
  }
}

function described(
  { parameters, standardErrors, logLikelihood, customers }: SbgFit,
  { monthsPerPeriod, annualDiscount, margin, monthlyRevenue }: ContractTerms,
  { lost }: LifetimeCounts,
): Omit<FittedClv, 'columns' | 'checks' | 'warnings'> {
  const discount = (1 + annualDiscount) ** (monthsPerPeriod / 12) - 1
  const { alpha, beta } = parameters
  const lifetime = sbgDiscountedExpectedLifetime(parameters, discount)
  const worth = monthlyRevenue === undefined ? null : monthlyRevenue * monthsPerPeriod * margin
  return {
    parameters,
    standardErrors,
    logLikelihood,
    spend: null,
    aggregate: {
      customers,
      lost: sum(lost),
      monthsPerPeriod,
      churnFirstPeriod: 1 - sbgRetention(parameters, 1),
      /** Payments; without discount there is no end to them where alpha is 1 or less. */
      expectedLifetime: alpha > 1 ? (alpha + beta - 1) / (alpha - 1) : null,
      discountedExpectedLifetime: lifetime,
      discountedResidualLifetime: sbgResidualLifetimeAfterRenewal(parameters, 1, discount),
      clvNewCustomer: worth === null ? null : worth * lifetime,
    },
  }
}

/** Payments still to come within the horizon and what they are worth now, for a customer of that age. */
function paymentsAhead(
  parameters: SbgParameters,
  age: number,
  { monthsPerPeriod, horizonMonths, annualDiscount }: ContractTerms,
): { payments: number; discounted: number } {
  const now = sbgSurvival(parameters, age)
  const factor = (1 + annualDiscount) ** (-monthsPerPeriod / 12)
  let payments = 0
  let discounted = 0
  for (let ahead = 1; ahead * monthsPerPeriod <= horizonMonths; ahead += 1) {
    const share = sbgSurvival(parameters, age + ahead) / now
    payments += share
    discounted += share * factor ** ahead
  }
  return { payments, discounted }
}

function valueTenures(
  tenures: readonly Tenure[],
  parameters: SbgParameters,
  terms: ContractTerms,
): ClvColumnSet {
  const byAge = new Map<number, ReturnType<typeof paymentsAhead>>()
  const aheadOf = (age: number) => {
    const known = byAge.get(age) ?? paymentsAhead(parameters, age, terms)
    byAge.set(age, known)
    return known
  }
  const nobody = { payments: 0, discounted: 0 }
  const ahead = tenures.map((tenure) =>
    tenure.left ? nobody : aheadOf(wholePeriods(tenure, terms.monthsPerPeriod)),
  )
  const value = Float64Array.from(tenures, ({ mrr }) => (mrr ?? Number.NaN) * terms.monthsPerPeriod)
  return {
    probabilityAlive: Float64Array.from(tenures, ({ left }) => (left ? 0 : 1)),
    expectedPurchases: Float64Array.from(ahead, ({ payments }) => payments),
    expectedValue: value,
    clv: Float64Array.from(ahead, ({ discounted }, index) => {
      const worth = value[index] ?? Number.NaN
      return discounted === 0 ? 0 : discounted * worth * terms.margin
    }),
  }
}

function tenureCheck(
  tenures: readonly Tenure[],
  parameters: SbgParameters,
  { monthsPerPeriod }: ContractTerms,
): ClvChart[] {
  const periods = tenures.map((tenure) => wholePeriods(tenure, monthsPerPeriod))
  const curve = kaplanMeier(
    periods,
    tenures.map(({ left }) => left),
  )
  if (!curve.ok) return []
  const last = curve.value.points.at(-1)?.time ?? 0
  const x = Array.from({ length: last + 1 }, (_, period) => period)
  return [
    survivorChart(
      x,
      x.map((period) => survivalAt(curve.value, period)),
      x.map((period) => sbgSurvival(parameters, period)),
    ),
  ]
}

const survivorChart = (
  x: readonly number[],
  actual: readonly number[],
  expected: readonly number[],
): ClvChart => ({
  title: 'Share of customers still there',
  xLabel: 'Periods as a customer',
  yLabel: 'Share',
  x: [...x],
  lines: [
    { name: 'Actual', values: [...actual] },
    { name: 'Expected', values: [...expected] },
  ],
})
