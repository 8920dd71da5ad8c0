import { z } from 'zod'
import type { ReplyInput } from '#shared/contract/index.ts'
import { dayNumber, type Period } from '#shared/domain/period.ts'
import { FEWEST_REPEAT_CUSTOMERS } from '#shared/models/purchases/purchase-history.ts'
import { DAYS_PER_MONTH } from '#shared/models/time.ts'
import { readTenures } from '../../metrics/tenures.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { readRow } from '../../store/connection.ts'

type Advice = ReplyInput<'scenario.clvAdvice'>

/** Which CLV model suits the mapped data, and why, in plain words. */
export async function adviseClv(place: Workplace): Promise<Advice> {
  const contracts = await adviseContracts(place)
  const purchases = await advisePurchases(place)
  const possible = [...(contracts?.possible ?? []), ...(purchases?.possible ?? [])]
  const first = contracts ?? purchases
  if (first === undefined)
    return {
      model: null,
      possible: [],
      advice:
        'Nothing mapped tells how long customers stay or how often they buy. Map customers with dates or tenure, purchases with dates, or the survivors of a cohort.',
    }
  const days = await purchaseDays(place)
  const both = contracts !== undefined && purchases !== undefined ? `\n${purchases.advice}` : ''
  return {
    model: first.model,
    possible,
    advice: `${first.advice}${both}`,
    ...(days === undefined ? {} : { purchases: days }),
  }
}

const daysRow = z.object({ first: z.string().nullable(), last: z.string().nullable() })

async function purchaseDays({ connection, datasets }: Workplace): Promise<Advice['purchases']> {
  const orders = datasets.byId.get('orders')
  if (orders === undefined) return undefined
  const days = await readRow(
    connection,
    daysRow,
    `SELECT min("date")::DATE::VARCHAR AS first, max("date")::DATE::VARCHAR AS last FROM ${orders.relation} WHERE NOT is_return`,
  )
  const { first = null, last = null } = days ?? {}
  return first === null || last === null ? undefined : { from: first, to: last }
}

async function adviseContracts(place: Workplace): Promise<Advice | undefined> {
  if (place.datasets.byId.has('survivors'))
    return {
      model: 'sbg',
      possible: ['sbg'],
      advice:
        'The survivors of a cohort are mapped: customers under contract, whose leaving is seen. sBG describes such a curve and extends it.',
    }
  const tenures = await readTenures(place)
  if (tenures === undefined || tenures.length === 0) return undefined
  const left = tenures.filter((tenure) => tenure.left).length
  const longest = Math.floor(tenures.reduce((most, { months }) => Math.max(most, months), 0))
  if (left === 0)
    return {
      model: null,
      possible: [],
      advice: `${tenures.length === 1 ? 'The only customer has not' : `None of ${tenures.length.toLocaleString('en-US')} customers has`} left yet, so no model can tell how long they stay.`,
    }
  const words = `Customers are under contract: it is seen when one leaves (${left.toLocaleString('en-US')} of ${tenures.length.toLocaleString('en-US')} have), over up to ${longest} months of tenure.`
  return longest < fewestPeriods
    ? {
        model: 'simple',
        possible: ['simple'],
        advice: `${words} That is too short for a curve; the simple CLV with one churn for all will do.`,
      }
    : {
        model: 'sbg',
        possible: ['sbg', 'simple'],
        advice: `${words} sBG lets churn fall with tenure, as it usually does; the simple CLV takes one churn for all.`,
      }
}

/** With fewer periods than this there is no curve to speak of. */
const fewestPeriods = 3

const purchaseRow = z.object({
  customers: z.number(),
  repeating: z.number(),
  days: z.number().nullable(),
})

async function advisePurchases({ connection, datasets, range }: Workplace): Promise<Advice | undefined> {
  const orders = datasets.byId.get('customer_orders')
  const summary = datasets.byId.get('rfm_summary')
  const relation = orders?.relation ?? summary?.relation
  if (relation === undefined) return undefined
  const found = await readRow(
    connection,
    purchaseRow,
    `SELECT count(*) AS customers, count(*) FILTER (frequency > 0) AS repeating, max("T")::DOUBLE AS days FROM ${relation}`,
  )
  const { customers = 0, repeating = 0 } = found ?? {}
  const without = 'Customers buy without a contract: nobody says when one has left.'
  if (repeating < FEWEST_REPEAT_CUSTOMERS)
    return {
      model: null,
      possible: [],
      advice: `${without} Only ${repeating} of ${customers} customers bought a second time; at least ${FEWEST_REPEAT_CUSTOMERS} are needed for a model.`,
    }
  const history = orders === undefined || range === undefined ? '' : ` ${historyWords(range)}`
  return {
    model: 'mbg-nbd',
    possible: ['mbg-nbd', 'bg-nbd', 'pareto-nbd'],
    advice: `${without} ${repeating.toLocaleString('en-US')} of ${customers.toLocaleString('en-US')} bought again.${history} MBG/NBD is the first to try; BG/NBD takes every one-time buyer for alive; Pareto/NBD is slower and often much the same.`,
  }
}

function historyWords(range: Period): string {
  const months = Math.round((dayNumber(range.to) - dayNumber(range.from)) / DAYS_PER_MONTH)
  const isShort = months < shortHistory
  return `The history is ${months} months long${isShort ? ', which is short: expect wide errors' : ', enough to keep the last part of it back as a check (an earlier observation end)'}.`
}

const shortHistory = 6
