import { dateOfDay } from '#shared/domain/period.ts'
import { succeed } from '#shared/domain/result.ts'
import type { ModelProblem, Outcome } from '#shared/models/outcome.ts'
import { bgNbd } from '#shared/models/purchases/bg-nbd.ts'
import { type ClvColumns, customerLifetimeValues } from '#shared/models/purchases/customer-lifetime-value.ts'
import { mbgNbd } from '#shared/models/purchases/mbg-nbd.ts'
import { paretoNbd } from '#shared/models/purchases/pareto-nbd.ts'
import type { PurchaseHistories } from '#shared/models/purchases/purchase-history.ts'
import type {
  PurchaseFit,
  PurchaseModel,
  PurchaseModelName,
  PurchasePredictor,
} from '#shared/models/purchases/purchase-model.ts'
import { type RfmTable, summarisePurchases } from '#shared/models/purchases/rfm.ts'
import { fitGammaGamma, type GammaGammaFit } from '#shared/models/spend/gamma-gamma.ts'
import { checksOverTime, frequencyChart, type PurchaseChecks, purchaseChecks } from './purchase-checks.ts'
import type { FittedPurchases, PurchaseJob } from './purchase-job.ts'

/** Summed-up purchases with what the models do not need but the user wants to know. */
interface Histories extends PurchaseHistories {
  readonly customer: Float64Array
  readonly monetary: Float64Array | undefined
  readonly firstDay: Float64Array | undefined
  readonly warnings: readonly string[]
}

/**
 * Fits a purchase model and values every customer with it: histories, fit, spend, CLV, and the checks that show whether
 * the fit can be believed. Runs in a thread of its own; `onStep` is told what it is at.
 */
export function fitPurchases(
  job: PurchaseJob,
  onStep: (label: string) => void = () => undefined,
): Outcome<FittedPurchases> {
  onStep('Summing up purchases')
  const histories = historiesOf(job)
  if (!histories.ok) return histories
  onStep('Fitting the model')
  const fitted = fitModel(job.model, histories.value)
  if (!fitted.ok) return fitted
  const { fit, predictor } = fitted.value
  const spend = histories.value.monetary === undefined ? undefined : fitSpend(histories.value)
  onStep('Valuing customers')
  const columns = valueCustomers(job, histories.value, predictor, spend)
  if (!columns.ok) return columns
  onStep('Checking the fit')
  const checks = checkFit(job, histories.value, predictor)
  const { total, ...values } = columns.value
  const hasValue = spend !== undefined
  return succeed({
    customer: histories.value.customer,
    firstDay: histories.value.firstDay,
    parameters: fit.parameters,
    standardErrors: { ...fit.standardErrors, ...spend?.fit?.standardErrors },
    logLikelihood: fit.logLikelihood,
    spend: spend?.fit?.parameters ?? null,
    columns: hasValue ? values : withoutValue(values),
    aggregate: {
      customers: total.customers,
      repeatCustomers: fit.repeatCustomers,
      alive: total.alive,
      expectedPurchases: total.purchases,
      clv: hasValue ? total.clv : null,
      meanClv: hasValue ? total.clv / total.customers : null,
      meanSpend: spend?.mean ?? null,
      ...(spend?.fit === undefined
        ? {}
        : { spendCorrelation: spend.fit.correlation, spendLogLikelihood: spend.fit.logLikelihood }),
      ...checks.aggregate,
    },
    checks: checks.charts,
    warnings: [...histories.value.warnings, ...checks.notes, ...modelNotes(job.model), ...spendNotes(spend)],
  })
}

/** The part of the observation that the model is fitted to when the rest is to check it. */
const calibrationShare = 2 / 3

/**
 * The checks of a fit. Where all purchases went into it, nothing is left to check it by: the model is then fitted once
 * more, to the first part of the observation only, and has to foresee the rest.
 */
function checkFit(
  job: PurchaseJob,
  histories: Histories,
  predictor: PurchasePredictor,
): PurchaseChecks & { readonly notes: readonly string[] } {
  const { data } = job
  const begin = data.kind === 'purchases' ? data.day.reduce((first, day) => Math.min(first, day)) : 0
  if (data.kind === 'summary' || data.day.some((day) => day > data.observationEnd))
    return { ...purchaseChecks(job, histories, predictor), notes: [] }

  const split = Math.floor(begin + (data.observationEnd - begin) * calibrationShare)
  const calibration: PurchaseJob = { ...job, data: { ...data, observationEnd: split } }
  const earlier = historiesOf(calibration)
  const fitted = earlier.ok ? fitModel(job.model, earlier.value) : earlier
  if (!earlier.ok || !fitted.ok) return { ...purchaseChecks(job, histories, predictor), notes: [] }
  const { charts, aggregate } = checksOverTime(calibration, earlier.value, fitted.value.predictor)
  return {
    charts: [frequencyChart(histories, predictor), ...charts],
    aggregate,
    notes: [
      `For the hold-out the model was fitted once more, to the purchases until ${dateOfDay(split)}; customers are valued by the fit to all of them.`,
    ],
  }
}

function historiesOf({ data, unit }: PurchaseJob): Outcome<Histories> {
  if (data.kind === 'summary') {
    const { frequency, recency, T, monetary } = data
    const customer = Float64Array.from(frequency, (_, index) => index)
    return succeed({ frequency, recency, T, monetary, customer, firstDay: undefined, warnings: [] })
  }
  const { customer, day, amount, observationEnd, today } = data
  const purchases = amount === undefined ? { customer, day } : { customer, day, amount }
  const table = summarisePurchases(purchases, { observationEnd, unit, today })
  if (!table.ok) return table
  const { ids, frequency, recency, T, monetary, firstDay } = table.value
  return succeed({
    frequency,
    recency,
    T,
    firstDay,
    customer: Float64Array.from(ids, Number),
    monetary: amount === undefined ? undefined : monetary,
    warnings: leftOutNotes(table.value),
  })
}

function leftOutNotes({ purchasesLeftOut, customersLeftOut }: RfmTable): string[] {
  const count = (number: number, one: string, many: string) =>
    `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`
  return [
    'Purchases of a customer on one day are one purchase; the first is not a repeat, and its amount is no part of the spend.',
    ...(purchasesLeftOut === 0
      ? []
      : [
          `${count(purchasesLeftOut, 'purchase day', 'purchase days')} after the end of observation are kept for the hold-out check; ${count(customersLeftOut, 'customer', 'customers')} who first bought after it are left out.`,
        ]),
  ]
}

interface FittedModel {
  readonly fit: PurchaseFit
  readonly predictor: PurchasePredictor
}

function fitModel(name: PurchaseModelName, histories: PurchaseHistories): Outcome<FittedModel> {
  switch (name) {
    case 'bg-nbd':
      return fitWith(bgNbd, histories)
    case 'mbg-nbd':
      return fitWith(mbgNbd, histories)
    case 'pareto-nbd':
      return fitWith(paretoNbd, histories)
  }
}

function fitWith<Name extends string>(
  model: PurchaseModel<Name>,
  histories: PurchaseHistories,
): Outcome<FittedModel> {
  const fit = model.fit(histories)
  return fit.ok ? succeed({ fit: fit.value, predictor: model.predictor(fit.value.parameters) }) : fit
}

/** The value of a purchase: Gamma-Gamma, or the plain mean where that could not be fitted, and why. */
interface Spend {
  readonly fit?: GammaGammaFit
  readonly mean: number
  readonly problem?: ModelProblem
}

function fitSpend({ frequency, monetary }: Histories): Spend | undefined {
  if (monetary === undefined) return undefined
  const fit = fitGammaGamma({ frequency, monetary })
  if (fit.ok) return { fit: fit.value, mean: fit.value.populationMean }
  const mean = meanSpend(frequency, monetary)
  return mean === undefined ? undefined : { mean, problem: fit.error }
}

/** Of all repeat purchases whose amount is known. */
function meanSpend(frequency: ArrayLike<number>, monetary: Float64Array): number | undefined {
  let purchases = 0
  let amount = 0
  for (const [index, mean] of monetary.entries()) {
    const repeats = frequency[index] ?? 0
    if (!(repeats > 0) || !Number.isFinite(mean)) continue
    purchases += repeats
    amount += repeats * mean
  }
  return purchases === 0 || amount < 0 ? undefined : amount / purchases
}

function valueCustomers(
  { unit, horizonMonths, annualDiscount, margin }: PurchaseJob,
  histories: Histories,
  predictor: PurchasePredictor,
  spend: Spend | undefined,
): Outcome<ClvColumns> {
  const { monetary } = histories
  const value =
    spend?.fit === undefined || monetary === undefined
      ? { perPurchase: spend?.mean ?? 0 }
      : { spend: spend.fit.parameters, monetary }
  return customerLifetimeValues({ histories, predictor, value, unit, horizonMonths, annualDiscount, margin })
}

const withoutValue = ({ probabilityAlive, expectedPurchases, clv }: Omit<ClvColumns, 'total'>) => {
  const nothing = new Float64Array(clv.length).fill(Number.NaN)
  return { probabilityAlive, expectedPurchases, expectedValue: nothing, clv: nothing }
}

function modelNotes(model: PurchaseModelName): string[] {
  if (model === 'bg-nbd')
    return [
      'BG/NBD counts everyone who bought only once as alive for sure (P(alive) = 1), since it lets customers leave after a repeat purchase only. MBG/NBD does not.',
    ]
  if (model === 'pareto-nbd')
    return [
      'In Pareto/NBD the parameters s and beta can vary together without changing the fit: compare log-likelihoods and predictions, not them.',
    ]
  return []
}

function spendNotes(spend: Spend | undefined): string[] {
  if (spend === undefined)
    return ['No amounts are known, so customers have expected purchases but no value. Map the amount.']
  if (spend.fit === undefined)
    return [
      `The spend is the plain mean of all repeat purchases, ${spend.mean.toFixed(2)}, for everyone: ${spend.problem?.message ?? 'Gamma-Gamma could not be fitted.'}`,
    ]
  const { warnings, customersLeftOut } = spend.fit
  return [
    ...warnings,
    ...(customersLeftOut === 0
      ? []
      : [
          `${customersLeftOut} ${customersLeftOut === 1 ? 'customer' : 'customers'} with repeat purchases of no positive amount are left out of the spend model and get the population’s mean.`,
        ]),
  ]
}
