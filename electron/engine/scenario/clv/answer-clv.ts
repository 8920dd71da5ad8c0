import { z } from 'zod'
import type { ReplyInput } from '#shared/contract/index.ts'
import type { ClvReply, ClvRequest } from '#shared/contract/scenario.ts'
import { dateOfDay, isoDateSchema } from '#shared/domain/period.ts'
import type { PurchaseModelName } from '#shared/models/purchases/purchase-model.ts'
import { USUAL_RISK_BANDS } from '#shared/models/questions/revenue-at-risk.ts'
import type { OperationContext } from '../../handlers.ts'
import { readTenures, type Tenure } from '../../metrics/tenures.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { readRows } from '../../store/connection.ts'
import { baselineDrivers, readTypedDrivers } from '../baseline/baseline.ts'
import { currentCustomers } from '../baseline/current-customers.ts'
import { countAll } from '../baseline/measure-drivers.ts'
import { refuseModel } from '../model-refusal.ts'
import type { ClvColumnSet, FittedClv } from './clv-result.ts'
import { customerGroups } from './customer-groups.ts'
import { type ContractTerms, fitSurvivors, fitTenures, valueSimply } from './fit-contracts.ts'
import { rememberClv } from './latest-clv.ts'
import { monthsPerPeriod } from './period-length.ts'
import { readPurchases } from './read-clv-data.ts'
import { runFit } from './run-fit.ts'
import { decilesOf, distributionOf, groupsOf } from './summarise-clv.ts'

type Reply = ReplyInput<'scenario.clv'>
type Operation = Pick<OperationContext, 'project' | 'signal' | 'onProgress'>

/** A fitted model with the customers it is about. */
interface Valued {
  readonly fitted: FittedClv
  readonly names: readonly string[]
  readonly source: string
  readonly unit?: string | undefined
  /** The quarter of each customer's first purchase, where it is known. */
  readonly cohorts?: readonly string[] | undefined
}

/** Fits the model asked for to the mapped data, and values every customer. */
export async function answerClv(
  place: Workplace,
  request: ClvRequest,
  operation: Operation,
): Promise<Outcome<Reply>> {
  const fault = checkRequest(request)
  if (fault !== undefined) return fault
  const valued = await value(place, request, operation)
  if (!valued.ok) return valued
  const groups = await groupCustomers(place, request, valued.value)
  if (!groups.ok) return groups
  const { fitted, names, source, unit } = valued.value
  const customers = customerRows(names, fitted.columns)
  rememberClv(operation.project, place.datasets, { request, model: request.model, customers })
  return {
    ok: true,
    value: {
      model: request.model,
      parameters: { ...fitted.parameters },
      standardErrors: { ...fitted.standardErrors },
      logLikelihood: fitted.logLikelihood,
      converged: true,
      spend: fitted.spend === null ? null : { ...fitted.spend },
      customers: request.top === undefined ? customers : mostValuable(customers, request.top),
      aggregate: { ...fitted.aggregate },
      source,
      ...(unit === undefined ? {} : { unit }),
      deciles: decilesOf(fitted.columns.clv),
      distribution: distributionOf(fitted.columns.clv),
      groups: groups.value,
      checks: [...fitted.checks],
      warnings: [...fitted.warnings],
    },
  }
}

function checkRequest({ observationEnd, margin, discount, horizon }: ClvRequest): Outcome<never> | undefined {
  if (observationEnd !== undefined && !isoDateSchema.safeParse(observationEnd).success)
    return refuse('invalid_value', `"${observationEnd}" is not a date such as 2024-01-31.`)
  if (!Number.isInteger(horizon))
    return refuse('invalid_value', `The horizon is ${horizon} months; give a whole number, 1 or more.`)
  if (margin !== undefined && margin > 1)
    return refuse('invalid_value', `The margin is ${margin}; give a share such as 0.8 for 80 %.`)
  if (discount !== undefined && discount <= -1)
    return refuse('invalid_value', `The discount rate is ${discount}; give a share a year such as 0.1.`)
  return undefined
}

function value(place: Workplace, request: ClvRequest, operation: Operation): Promise<Outcome<Valued>> {
  switch (request.model) {
    case 'simple':
      return valueBySimpleFormula(place, request)
    case 'sbg':
      return valueContracts(place, request, operation)
    case 'bg-nbd':
    case 'mbg-nbd':
    case 'pareto-nbd':
      return valuePurchases(place, request, request.model, operation)
  }
}

const usualDiscount = 0.1

const ratesOf = ({ discount, margin }: ClvRequest, { datasets }: Workplace) => ({
  annualDiscount: discount ?? datasets.assumptions.get('discount_rate') ?? usualDiscount,
  margin: margin ?? datasets.assumptions.get('gross_margin') ?? 1,
})

const today = (): string => new Date().toISOString().slice(0, 10)

async function valuePurchases(
  place: Workplace,
  request: ClvRequest,
  model: PurchaseModelName,
  operation: Operation,
): Promise<Outcome<Valued>> {
  const { unit = 'week', observationEnd, horizon: horizonMonths } = request
  if (unit === 'year')
    return refuse('invalid_value', 'A model of purchases counts in days, weeks or months, not in years.')
  const read = await readPurchases(place, observationEnd, today())
  if (!read.ok) return read
  const { data, names, source } = read.value
  const fitted = await runFit({ model, data, unit, horizonMonths, ...ratesOf(request, place) }, operation)
  if (!fitted.ok) return fitted
  const { customer, firstDay } = fitted.value
  return {
    ok: true,
    value: {
      fitted: fitted.value,
      names: Array.from(customer, (number) => names[number] ?? ''),
      source,
      unit,
      cohorts: firstDay === undefined ? undefined : Array.from(firstDay, quarterOf),
    },
  }
}

function quarterOf(day: number): string {
  const date = dateOfDay(day)
  return `${date.slice(0, 4)} Q${Math.floor((Number(date.slice(5, 7)) - 1) / 3) + 1}`
}

const needsContracts =
  'sBG needs customers with start and end dates, or with their tenure and whether they left, or the survivors of a cohort. Map one of them.'

async function valueContracts(
  place: Workplace,
  request: ClvRequest,
  { project }: Operation,
): Promise<Outcome<Valued>> {
  const terms = await contractTerms(
    place,
    request,
    await monthsPerPeriod(project, place.connection, request.unit),
  )
  const survivors = place.datasets.byId.get('survivors')
  if (survivors !== undefined) {
    const series = await readRows(
      place.connection,
      z.object({ survivors: z.number() }),
      `SELECT survivors::DOUBLE AS survivors FROM ${survivors.relation} WHERE survivors IS NOT NULL AND "period" IS NOT NULL ORDER BY "period", row_id`,
    )
    const fitted = fitSurvivors(
      series.map((row) => row.survivors),
      terms,
    )
    if (!fitted.ok) return refuseModel(fitted.error)
    const source = `the survivors of a cohort over ${series.length - 1} periods`
    return { ok: true, value: { fitted: fitted.value, names: [], source } }
  }
  const tenures = await readTenures(place)
  if (tenures === undefined) return refuse('no_data', needsContracts)
  const fitted = fitTenures(tenures, terms)
  if (!fitted.ok) return refuseModel(fitted.error)
  return {
    ok: true,
    value: {
      fitted: fitted.value,
      names: namesOf(tenures),
      source: `the tenures of ${tenures.length.toLocaleString('en-US')} customers`,
    },
  }
}

async function valueBySimpleFormula(place: Workplace, request: ClvRequest): Promise<Outcome<Valued>> {
  const typed = await readTypedDrivers(place.connection)
  const drivers = baselineDrivers(await countAll(place), place.datasets, typed)
  const churn = drivers.find(({ driver }) => driver === 'churn')
  if (churn === undefined || churn.value === null)
    return refuse('no_data', churn?.source ?? 'The churn a month is not known.')
  const arpa = drivers.find(({ driver }) => driver === 'arpa')?.value ?? undefined
  const customers = (await readTenures(place)) ?? (await listedCustomers(place))
  const fitted = valueSimply(
    customers,
    { value: churn.value, standardError: standardErrorOf(churn) },
    { ...(await contractTerms(place, request, 1)), monthlyRevenue: arpa },
  )
  if (!fitted.ok) return refuseModel(fitted.error)
  const source = `churn ${churn.source}`
  return { ok: true, value: { fitted: fitted.value, names: namesOf(customers), source, unit: 'month' } }
}

/** Half a 95 % interval is 1.96 standard errors. */
const standardErrorOf = ({ lower, upper }: { lower: number | null; upper: number | null }): number | null =>
  lower === null || upper === null ? null : (upper - lower) / (2 * 1.96)

const customerRow = z.object({ customer: z.string().nullable(), mrr: z.number().nullable() })

async function listedCustomers(place: Workplace): Promise<Pick<Tenure, 'id' | 'mrr' | 'left'>[]> {
  const current = currentCustomers(place)
  if (current === undefined) return []
  const rows = await readRows(place.connection, customerRow, current.query)
  return rows.map(({ customer, mrr }) => ({ id: customer, mrr, left: false }))
}

const namesOf = (customers: readonly { readonly id: string | null }[]): string[] =>
  customers.map(({ id }, index) => id ?? `row ${index + 1}`)

async function contractTerms(place: Workplace, request: ClvRequest, months: number): Promise<ContractTerms> {
  const typed = await readTypedDrivers(place.connection)
  const drivers = baselineDrivers(await countAll(place), place.datasets, typed)
  return {
    monthsPerPeriod: months,
    horizonMonths: request.horizon,
    ...ratesOf(request, place),
    monthlyRevenue: drivers.find(({ driver }) => driver === 'arpa')?.value ?? undefined,
  }
}

function customerRows(names: readonly string[], columns: ClvColumnSet): ClvReply['customers'] {
  const at = (column: Float64Array, index: number): number | null => {
    const number = column[index]
    return number === undefined || Number.isNaN(number) ? null : number
  }
  return names.map((id, index) => {
    const pAlive = at(columns.probabilityAlive, index)
    return {
      id,
      pAlive,
      expectedPurchases: at(columns.expectedPurchases, index),
      expectedValue: at(columns.expectedValue, index),
      clv: at(columns.clv, index),
      riskBand: pAlive === null ? null : riskBandOf(1 - pAlive),
    }
  })
}

const riskBandOf = (risk: number): string =>
  USUAL_RISK_BANDS.find(({ to }) => risk < to)?.name ?? USUAL_RISK_BANDS.at(-1)?.name ?? ''

const mostValuable = (customers: ClvReply['customers'], count: number): ClvReply['customers'] =>
  [...customers].sort((a, b) => (b.clv ?? -Infinity) - (a.clv ?? -Infinity)).slice(0, count)

async function groupCustomers(
  place: Workplace,
  { by }: ClvRequest,
  { fitted, names, cohorts }: Valued,
): Promise<Outcome<ClvReply['groups']>> {
  const { clv } = fitted.columns
  const byCohort = cohorts === undefined ? [] : groupsOf('cohort', cohorts, clv, 'name')
  if (by === undefined) return { ok: true, value: byCohort }
  const groups = await customerGroups(place, by)
  if (!groups.ok) return groups
  const ofNames = names.map((name) => groups.value.get(name))
  return { ok: true, value: [...groupsOf(by, ofNames, clv, 'largest'), ...byCohort] }
}
