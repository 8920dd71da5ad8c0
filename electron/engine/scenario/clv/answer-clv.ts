import type { ClvReply, ClvRequest } from '#shared/contract/clv.ts'
import type { ReplyInput } from '#shared/contract/index.ts'
import { isoDateSchema } from '#shared/domain/period.ts'
import { USUAL_RISK_BANDS } from '#shared/models/questions/revenue-at-risk.ts'
import type { OperationContext } from '../../handlers.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { ClvColumnSet } from './clv-result.ts'
import { customerGroups } from './customer-groups.ts'
import { rememberClv } from './latest-clv.ts'
import { decilesOf, distributionOf, groupsOf } from './summarise-clv.ts'
import { valueBySimpleFormula, valueContracts } from './value-contracts.ts'
import { valuePurchases } from './value-purchases.ts'
import type { ValuedCustomers } from './valued.ts'

type Reply = ReplyInput<'scenario.clv'>
type Operation = Pick<OperationContext, 'project' | 'signal' | 'onProgress'>

/** Fits the model asked for to the mapped data, and values every customer. */
export async function answerClv(
  place: Workplace,
  request: ClvRequest,
  operation: Operation,
): Promise<Outcome<Reply>> {
  const found = await valueCustomers(place, request, operation)
  if (!found.ok) return found
  const { valued, customers } = found.value
  const groups = await groupCustomers(place, request, valued)
  if (!groups.ok) return groups
  const { fitted, source, unit } = valued
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

/** Every customer in the order of the data, by the model asked for; nothing is remembered of it. */
export async function valueCustomers(
  place: Workplace,
  request: ClvRequest,
  operation: Operation,
): Promise<Outcome<{ valued: ValuedCustomers; customers: ClvReply['customers'] }>> {
  const fault = checkRequest(request)
  if (fault !== undefined) return fault
  const valued = await value(place, request, operation)
  if (!valued.ok) return valued
  const { names, fitted } = valued.value
  return { ok: true, value: { valued: valued.value, customers: customerRows(names, fitted.columns) } }
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

function value(
  place: Workplace,
  request: ClvRequest,
  operation: Operation,
): Promise<Outcome<ValuedCustomers>> {
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
  { fitted, names, cohorts }: ValuedCustomers,
): Promise<Outcome<ClvReply['groups']>> {
  const { clv } = fitted.columns
  const byCohort = cohorts === undefined ? [] : groupsOf('cohort', cohorts, clv, 'name')
  if (by === undefined) return { ok: true, value: byCohort }
  const groups = await customerGroups(place, by)
  if (!groups.ok) return groups
  const ofNames = names.map((name) => groups.value.get(name))
  return { ok: true, value: [...groupsOf(by, ofNames, clv, 'largest'), ...byCohort] }
}
