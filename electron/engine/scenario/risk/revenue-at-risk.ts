import { z } from 'zod'
import type { ReplyInput, RequestOf } from '#shared/contract/index.ts'
import { groupBy } from '#shared/domain/group-by.ts'
import { fitSbg, type SbgParameters, sbgSurvival } from '#shared/models/contracts/sbg.ts'
import { revenueAtRisk } from '#shared/models/questions/revenue-at-risk.ts'
import { readTenures } from '../../metrics/tenures.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import type { Outcome } from '../../refusal.ts'
import { readRows } from '../../store/connection.ts'
import type { Project } from '../../store/project.ts'
import { currentCustomers } from '../baseline/current-customers.ts'
import { driverValue, measureBaseline } from '../baseline/measure-baseline.ts'
import { lifetimesOf, wholePeriods } from '../baseline/tenure-churn.ts'
import { latestClv } from '../clv/latest-clv.ts'
import { refuseModel } from '../model-refusal.ts'
import { healthOfCustomers } from './health.ts'

type Request = RequestOf<'scenario.revenueAtRisk'>
type Reply = ReplyInput<'scenario.revenueAtRisk'>
type Basis = NonNullable<Request['basis']>

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
  { top, months, basis }: Request,
  project: Project,
): Promise<Outcome<Reply>> {
  const order: readonly Basis[] = basis === undefined ? ['tenure', 'clv', 'health'] : [basis]
  for (const each of order) {
    const found = await bases[each](place, months, project)
    if (found !== undefined && found.customers.length > 0) return reply(found, top)
  }
  return { ok: true, value: { basis: '', bands: [], customers: [], reason: reasons[basis ?? 'tenure'] } }
}

const reasons: Readonly<Record<Basis, string>> = {
  tenure:
    'Revenue at risk needs customers with their MRR, and how long they have been customers or their health. Map start and end dates (or tenure and whether they left) beside MRR.',
  clv: 'No CLV of purchases has been worked out yet. Fit a purchase model first.',
  health: 'No health score is mapped. Map usage, support or payment scores of the customers beside MRR.',
}

const bases: Readonly<
  Record<Basis, (place: Workplace, months: number, project: Project) => Promise<RiskOfCustomers | undefined>>
> = {
  tenure: riskByTenure,
  clv: async (place, _months, project) => riskByClv(place, project),
  health: (place) => healthOfCustomers(place),
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

/** 1 - P(alive) of the last CLV; what a customer pays in a month is its MRR, else its purchases of a year by month. */
async function riskByClv(place: Workplace, project: Project): Promise<RiskOfCustomers | undefined> {
  const clv = latestClv(project, place.datasets)
  const query = currentCustomers(place)?.query ?? monthlyPurchases(place)
  if (clv === undefined || query === undefined) return undefined
  const rows = await readRows(
    place.connection,
    revenueRow,
    `SELECT customer, mrr FROM (${query}) WHERE mrr >= 0`,
  )
  const revenue = new Map(rows.map(({ customer, mrr }) => [customer, mrr]))
  return {
    basis: `the probability of having left, by ${clv.model}`,
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

function reply({ basis, customers }: RiskOfCustomers, top: number): Outcome<Reply> {
  const found = revenueAtRisk({
    ids: customers.map(({ id }) => id),
    mrr: customers.map(({ mrr }) => mrr),
    churnProbability: customers.map(({ risk }) => Math.min(1, Math.max(0, risk))),
  })
  if (!found.ok) return refuseModel(found.error)
  const { bands, ranked } = found.value
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
      customers: ranked
        .slice(0, top)
        .map(({ id, mrr, churnProbability, mrrAtRisk, cumulativeMrrAtRisk }) => ({
          id: String(id),
          mrr,
          risk: churnProbability,
          atRisk: mrrAtRisk,
          saved: cumulativeMrrAtRisk,
        })),
    },
  }
}

/** Health bands are bands already. */
function ownBands(customers: RiskOfCustomers['customers']): Reply['bands'] | undefined {
  const banded = customers.flatMap((customer) => (customer.band === undefined ? [] : [customer]))
  if (banded.length === 0) return undefined
  return [...groupBy(banded, ({ band }) => band ?? '')].map(([band, members]) => ({
    band,
    customers: members.length,
    mrr: members.reduce((total, { mrr }) => total + mrr, 0),
    atRisk: members.reduce((total, { mrr, risk }) => total + mrr * risk, 0),
  }))
}
