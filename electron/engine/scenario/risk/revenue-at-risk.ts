import { z } from 'zod'
import type { RevenueAtRiskReply } from '#shared/contract/scenario.ts'
import { groupBy } from '#shared/domain/group-by.ts'
import { type RevenueAtRiskQuestion, riskBases } from '#shared/domain/scenario.ts'
import { fitSbg, type SbgParameters, sbgSurvival } from '#shared/models/contracts/sbg.ts'
import { revenueAtRisk } from '#shared/models/questions/revenue-at-risk.ts'
import type { OperationContext } from '../../handlers.ts'
import { readTenures } from '../../metrics/tenures.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import type { Outcome } from '../../refusal.ts'
import { readRows } from '../../store/connection.ts'
import { currentCustomers } from '../baseline/current-customers.ts'
import { driverValue, measureBaseline } from '../baseline/measure-baseline.ts'
import { lifetimesOf, wholePeriods } from '../baseline/tenure-churn.ts'
import { customerNames } from '../clv/customer-facts.ts'
import { purchaseClv } from '../clv/purchase-clv.ts'
import { refuseModel } from '../model-refusal.ts'
import { healthOfCustomers } from './health.ts'

type Basis = (typeof riskBases)[number]
type Operation = Pick<OperationContext, 'project' | 'signal' | 'onProgress'>

/** Customers with what they pay in a month and the probability that they leave. */
export interface RiskOfCustomers {
  readonly basis: string
  readonly customers: readonly {
    readonly id: string
    readonly mrr: number
    readonly risk: number
    readonly band?: string
  }[]
}

/** MRR at risk by band, and the customers by what saving them is worth; by the basis asked for, or the first that works. */
export async function answerRevenueAtRisk(
  place: Workplace,
  { top, months, basis }: RevenueAtRiskQuestion,
  operation: Operation,
): Promise<Outcome<RevenueAtRiskReply>> {
  const order = basis === undefined ? riskBases : [basis]
  for (const each of order) {
    const found = await riskBy[each](place, months, operation)
    if (found !== undefined && found.customers.length > 0) return reply(place, found, top)
  }
  return { ok: true, value: { basis: '', bands: [], customers: [], reason: reasons[basis ?? 'tenure'] } }
}

const reasons: Readonly<Record<Basis, string>> = {
  tenure:
    'Revenue at risk needs customers with their MRR, and how long they have been customers or their health. Map start and end dates (or tenure and whether they left) beside MRR.',
  clv: 'P(alive) needs purchases with dates by customers who buy again. Map orders, or a summary of each customer’s purchases.',
  health: 'No health score is mapped. Map usage, support or payment scores of the customers beside MRR.',
}

const riskBy: Readonly<
  Record<
    Basis,
    (place: Workplace, months: number, operation: Operation) => Promise<RiskOfCustomers | undefined>
  >
> = {
  tenure: riskByTenure,
  clv: (place, _months, operation) => riskByClv(place, operation),
  health: healthOfCustomers,
}

/** The probability of leaving within the months ahead: by sBG where churn falls with tenure, else one churn for all. */
async function riskByTenure(place: Workplace, months: number): Promise<RiskOfCustomers | undefined> {
  const tenures = await readTenures(place)
  const paying = tenures?.flatMap((tenure) =>
    tenure.left || tenure.mrr === null || tenure.mrr < 0 ? [] : [{ ...tenure, mrr: tenure.mrr }],
  )
  if (tenures === undefined || paying === undefined || paying.length === 0) return undefined
  const parameters = fittedSbg(tenures)
  if (parameters !== undefined) {
    const risk = (age: number) => 1 - sbgSurvival(parameters, age + months) / sbgSurvival(parameters, age)
    return {
      basis: `the probability of leaving within ${months} months, by tenure (sBG)`,
      customers: paying.map((tenure, index) => ({
        id: tenure.id ?? `row ${index + 1}`,
        mrr: tenure.mrr,
        risk: risk(wholePeriods(tenure)),
      })),
    }
  }
  const churn = driverValue(await measureBaseline(place), 'churn')
  if (churn === undefined) return undefined
  return {
    basis: `the probability of leaving within ${months} months, one churn for all`,
    customers: paying.map(({ id, mrr }, index) => ({
      id: id ?? `row ${index + 1}`,
      mrr,
      risk: 1 - (1 - churn) ** months,
    })),
  }
}

function fittedSbg(tenures: Parameters<typeof lifetimesOf>[0]): SbgParameters | undefined {
  const lifetimes = lifetimesOf(tenures)
  const fit = lifetimes.ok ? fitSbg(lifetimes.value) : undefined
  return fit?.ok === true ? fit.value.parameters : undefined
}

const revenueRow = z.object({ customer: z.string(), mrr: z.number() })

/** 1 - P(alive); what a customer pays in a month is its MRR, else a twelfth of what it bought in the last year. */
async function riskByClv(place: Workplace, operation: Operation): Promise<RiskOfCustomers | undefined> {
  const current = currentCustomers(place)
  const hasMrr = current?.hasMrr === true
  const query = hasMrr ? current.query : monthlyPurchases(place)
  if (query === undefined) return undefined
  const clv = await purchaseClv(place, operation)
  if (clv === undefined) return undefined
  const rows = await readRows(
    place.connection,
    revenueRow,
    `SELECT customer, mrr FROM (${query}) WHERE mrr >= 0`,
  )
  const revenue = new Map(rows.map(({ customer, mrr }) => [customer, mrr]))
  return {
    basis: `the probability of having left, by ${clv.model}${hasMrr ? '' : '; MRR is a twelfth of what a customer bought in the last year'}`,
    customers: clv.customers.flatMap(({ id, pAlive }) => {
      const mrr = revenue.get(id)
      return mrr === undefined || pAlive === null ? [] : [{ id, mrr, risk: 1 - pAlive }]
    }),
  }
}

function monthlyPurchases({ datasets, range }: Workplace): string | undefined {
  const orders = datasets.byId.get('orders')
  if (orders === undefined || range === undefined) return undefined
  return `SELECT customer_id::VARCHAR AS customer, (sum(amount) / 12)::DOUBLE AS mrr FROM ${orders.relation}
    WHERE customer_id IS NOT NULL AND "date" >= DATE '${range.to}' - INTERVAL 1 YEAR GROUP BY 1`
}

async function reply(
  place: Workplace,
  { basis, customers }: RiskOfCustomers,
  top: number,
): Promise<Outcome<RevenueAtRiskReply>> {
  const found = revenueAtRisk({
    ids: customers.map(({ id }) => id),
    mrr: customers.map(({ mrr }) => mrr),
    churnProbability: customers.map(({ risk }) => Math.min(1, Math.max(0, risk))),
  })
  if (!found.ok) return refuseModel(found.error)
  const { bands, ranked } = found.value
  const first = ranked.slice(0, top)
  const names = await customerNames(
    place,
    first.map(({ id }) => String(id)),
  )
  return {
    ok: true,
    value: {
      basis,
      bands:
        ownBands(customers) ??
        bands.map(({ name, customers: members, mrr, mrrAtRisk }) => ({
          band: name,
          customers: members,
          mrr,
          atRisk: mrrAtRisk,
        })),
      customers: first.map(({ id, mrr, churnProbability, mrrAtRisk, cumulativeMrrAtRisk }) => {
        const name = names.get(String(id))
        return {
          id: String(id),
          ...(name === undefined ? {} : { name }),
          mrr,
          risk: churnProbability,
          atRisk: mrrAtRisk,
          saved: cumulativeMrrAtRisk,
        }
      }),
    },
  }
}

/** Health bands are bands already. */
function ownBands(customers: RiskOfCustomers['customers']): RevenueAtRiskReply['bands'] | undefined {
  const banded = customers.flatMap((customer) => (customer.band === undefined ? [] : [customer]))
  if (banded.length === 0) return undefined
  return [...groupBy(banded, ({ band }) => band ?? '')].map(([band, members]) => ({
    band,
    customers: members.length,
    mrr: members.reduce((total, { mrr }) => total + mrr, 0),
    atRisk: members.reduce((total, { mrr, risk }) => total + mrr * risk, 0),
  }))
}
