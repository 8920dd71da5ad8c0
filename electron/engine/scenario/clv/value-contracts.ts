import { z } from 'zod'
import type { ClvRequest } from '#shared/contract/clv.ts'
import type { OperationContext } from '../../handlers.ts'
import { readTenures, type Tenure } from '../../metrics/tenures.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { readRows } from '../../store/connection.ts'
import { currentCustomers } from '../baseline/current-customers.ts'
import { driverValue, measureBaseline } from '../baseline/measure-baseline.ts'
import { refuseModel } from '../model-refusal.ts'
import { type ContractTerms, fitSurvivors, fitTenures } from './fit-contracts.ts'
import { monthsPerPeriod } from './period-length.ts'
import { valueSimply } from './value-simply.ts'
import { ratesOf, type ValuedCustomers } from './valued.ts'

const needsContracts =
  'sBG needs customers with start and end dates, or with their tenure and whether they left, or the survivors of a cohort. Map one of them.'

/** Customers under contract valued by sBG: by the survivors of a cohort where they are mapped, else by tenures. */
export async function valueContracts(
  place: Workplace,
  request: ClvRequest,
  { project }: Pick<OperationContext, 'project'>,
): Promise<Outcome<ValuedCustomers>> {
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

async function contractTerms(place: Workplace, request: ClvRequest, months: number): Promise<ContractTerms> {
  return {
    monthsPerPeriod: months,
    horizonMonths: request.horizon,
    ...ratesOf(request, place),
    monthlyRevenue: driverValue(await measureBaseline(place), 'arpa'),
  }
}

/** Customers valued by ARPA x margin / churn, with the drivers of the baseline. */
export async function valueBySimpleFormula(
  place: Workplace,
  request: ClvRequest,
): Promise<Outcome<ValuedCustomers>> {
  const drivers = await measureBaseline(place)
  const churn = drivers.find(({ driver }) => driver === 'churn')
  if (churn === undefined || churn.value === null)
    return refuse('no_data', churn?.source ?? 'The churn a month is not known.')
  const customers = (await readTenures(place)) ?? (await listedCustomers(place))
  const fitted = valueSimply(
    customers,
    { value: churn.value, standardError: standardErrorOf(churn) },
    {
      monthsPerPeriod: 1,
      horizonMonths: request.horizon,
      ...ratesOf(request, place),
      monthlyRevenue: driverValue(drivers, 'arpa'),
    },
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
