import { day, sampleEnd } from './calendar.mjs'
import { randomStream } from './random.mjs'
import { isBadExperience } from './tickets.mjs'

/**
 * The inputs of a customer's health as the account team keeps them: 0 to 100, but the NPS answer 0 to 10. Undefined
 * where nobody measured: small customers have no account manager, and not everyone answers a survey.
 * @typedef {object} HealthInputs
 * @property {number} [usageScore]
 * @property {number} [supportScore]
 * @property {number} [relationshipScore]
 * @property {number} [npsScore] the last answer
 * @property {number} [paymentScore]
 */

const recentTicketDays = 180
const managedShare = { Basic: 0.35, Professional: 0.85, Enterprise: 1 }
const paymentShares = { 100: 0.72, 95: 0.1, 85: 0.08, 70: 0.05, 50: 0.03, 20: 0.02 }

/** Health inputs by customer id. */
export function healthInputs(customers, surveys) {
  const lastNps = new Map(
    surveys.filter(({ nps }) => nps !== undefined).map(({ customerId, nps }) => [customerId, nps]),
  )
  return new Map(customers.map((customer) => [customer.id, inputsOf(customer, lastNps.get(customer.id))]))
}

function inputsOf(customer, npsScore) {
  const random = randomStream(`health of ${customer.id}`)
  const leaving = customer.end === undefined ? 0 : 1
  const measured = (share, value) => (random.chance(share) ? score(value) : undefined)
  const badTickets = recentBadTickets(customer)
  return {
    usageScore: measured(0.97, random.normal(66 + 13 * customer.fit - 17 * leaving, 11)),
    supportScore: measured(0.95, random.normal(88 - 21 * badTickets - 4 * leaving, 8)),
    relationshipScore: measured(
      managedShare[customer.plan],
      random.normal(64 + 9 * customer.fit - 12 * leaving, 15),
    ),
    npsScore,
    paymentScore: measured(0.98, Number(random.weighted(paymentShares)) - 10 * leaving),
  }
}

const score = (value) => Math.min(100, Math.max(0, Math.round(value)))

function recentBadTickets({ end, tickets }) {
  const since = (end ?? sampleEnd) - recentTicketDays * day
  return Math.min(3, tickets.filter((ticket) => ticket.created >= since && isBadExperience(ticket)).length)
}
