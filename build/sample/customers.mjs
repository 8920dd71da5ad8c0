import {
  addMonths,
  day,
  drawWorkday,
  monthCount,
  monthOf,
  monthOfYear,
  monthStart,
  openingMonth,
  sampleEnd,
  sampleStart,
} from './calendar.mjs'
import {
  countries,
  openingPlanShares,
  planShares,
  plans,
  regionShares,
  season,
  segmentShares,
} from './company.mjs'
import { companyNames } from './names.mjs'
import { randomStream } from './random.mjs'
import { drawTickets, isBadExperience } from './tickets.mjs'

/**
 * One customer as it stands at the end of the sample, with the months behind it. Moments are midnights; MRR is in whole
 * dollars; scores are 0 to 100, undefined where nobody measured.
 * @typedef {object} Customer
 * @property {string} id
 * @property {string} name
 * @property {number} start
 * @property {number} [end] the day the subscription ended
 * @property {number} [unsubscribed] the day notice was given
 * @property {string} plan
 * @property {string} segment
 * @property {string} region
 * @property {string} country
 * @property {number} seats
 * @property {number} mrr of the last month paid
 * @property {number} termMonths
 * @property {number} contractStart of the current or last contract
 * @property {number} contractEnd
 * @property {boolean} [renewed] at the last contract end; undefined in a first contract, and from month to month
 * @property {number} oneTimeFees
 * @property {number} acquisitionCost
 * @property {number} [firstValue]
 * @property {number} fit how well the product suits them: 0 is usual, more is better
 * @property {{ month: number, mrr: number, plan: string }[]} months the months at whose end they paid
 * @property {import('./tickets.mjs').Ticket[]} tickets
 */

const openingCustomers = 520
const newPerMonth = { first: 31, growth: 0.58 }
/** Older customers pay more from the February after their first year. */
const priceRise = { month: 1, factor: 1.04, afterMonths: 12 }
const pauseChance = 0.0022
const firstMonthHazard = 0.006
/** How long a bad ticket weighs on the wish to stay, in months. */
const memoryMonths = 3

/** Every customer of the sample, in order of their start, with their whole history. */
export function simulateCustomers() {
  const nameOf = companyNames(randomStream('names'))
  return drawStarts().map((start, index) => {
    const customer = newCustomer(randomStream(`customer ${index}`), `C-${10_001 + index}`, nameOf(), start)
    live(customer)
    return atSampleEnd(customer)
  })
}

function drawStarts() {
  const random = randomStream('starts')
  const starts = Array.from({ length: openingCustomers }, () => {
    const monthsBefore = 1 + Math.floor(34 * random.uniform() ** 1.5)
    return drawWorkday(random, -monthsBefore)
  })
  for (let month = 0; month < monthCount; month += 1) {
    const mean = (newPerMonth.first + newPerMonth.growth * month) * season.signups[monthOfYear(month)]
    const count = random.poisson(mean)
    for (let each = 0; each < count; each += 1) starts.push(drawWorkday(random, month))
  }
  return starts.sort((a, b) => a - b)
}

function newCustomer(random, id, name, start) {
  const plan = random.weighted(start < sampleStart ? openingPlanShares : planShares)
  const terms = plans[plan]
  const region = random.weighted(regionShares)
  const [fewest, most] = terms.seats
  const seats = Math.round(fewest + (most - fewest) * random.uniform() ** 1.8)
  const discount = random.between(...terms.discount)
  return {
    id,
    name,
    start,
    plan,
    segment: random.weighted(segmentShares[plan]),
    region,
    country: random.pick(countries[region]),
    seats,
    seatPrice: terms.seatPrice * (1 - discount),
    mrr: Math.round(seats * terms.seatPrice * (1 - discount)),
    termMonths: Number(random.weighted(terms.terms)),
    oneTimeFees: random.pick(terms.oneTimeFees),
    acquisitionCost: Math.round(random.logNormal(terms.acquisitionCost, 0.35) / 10) * 10,
    fit: random.normal(),
    random,
    ticketRandom: randomStream(`tickets of ${id}`),
    pausedUntil: openingMonth,
    badTickets: [],
    months: [],
    tickets: [],
  }
}

/** Runs a customer's life month by month until they leave or the sample ends. */
function live(customer) {
  const startMonth = monthOf(customer.start)
  if (startMonth < 0) customer.months.push(payment(customer, openingMonth))
  for (let month = Math.max(startMonth, 0); month < monthCount; month += 1) {
    if (month < customer.pausedUntil) continue
    if (month > startMonth) changeSubscription(customer, month)
    const hasJustReturned = month === customer.pausedUntil
    const end = hasJustReturned ? undefined : drawEnd(customer, month)
    recordTickets(customer, month, end)
    if (end !== undefined) {
      customer.end = end
      customer.unsubscribed = Math.max(customer.start, end - customer.random.integer(0, 30) * day)
      return
    }
    if (!hasJustReturned && drawPause(customer, month)) continue
    customer.months.push(payment(customer, month))
  }
}

const payment = ({ mrr, plan }, month) => ({ month, mrr, plan })

function changeSubscription(customer, month) {
  const { random } = customer
  const terms = plans[customer.plan]
  const age = month - monthOf(customer.start)
  if (monthOfYear(month) === priceRise.month && age > priceRise.afterMonths)
    customer.seatPrice *= priceRise.factor
  if (terms.upgrade !== undefined && random.chance(terms.upgrade.chance * Math.exp(customer.fit / 2))) {
    upgrade(customer, terms.upgrade.to)
  } else if (
    random.chance(terms.expansion * season.expansion[monthOfYear(month)] * Math.exp(customer.fit / 3))
  ) {
    customer.seats += Math.max(1, Math.round(customer.seats * random.between(0.06, 0.24)))
  } else if (customer.seats > 2 && random.chance(terms.contraction * Math.exp(-customer.fit / 3))) {
    customer.seats -= Math.max(1, Math.round(customer.seats * random.between(0.08, 0.25)))
  }
  customer.mrr = Math.round(customer.seats * customer.seatPrice)
}

function upgrade(customer, plan) {
  const { random } = customer
  customer.plan = plan
  customer.seats = Math.max(plans[plan].seats[0], Math.round(customer.seats * 1.1))
  customer.seatPrice = plans[plan].seatPrice * (1 - random.between(...plans[plan].discount))
  customer.termMonths = 12
}

/** A pause is two or three months without an invoice; the customer stays a customer and comes back. */
function drawPause(customer, month) {
  const isPossible =
    customer.plan !== 'Enterprise' && month > monthOf(customer.start) + 2 && month < monthCount - 4
  if (!isPossible || !customer.random.chance(pauseChance)) return false
  customer.pausedUntil = month + customer.random.integer(2, 3)
  return true
}

/** The day the customer leaves in this month, if they do. */
function drawEnd(customer, month) {
  const { random } = customer
  const renewal = isRenewalMonth(customer, month)
  if (!random.chance(hazard(customer, month, renewal))) return undefined
  const earliest = Math.max(customer.start + day, monthStart(month))
  if (earliest >= monthStart(month + 1)) return undefined
  return renewal && customer.termMonths > 1
    ? Math.max(earliest, addMonths(customer.start, month - monthOf(customer.start)))
    : drawWorkday(random, month, earliest)
}

function isRenewalMonth(customer, month) {
  const age = month - monthOf(customer.start)
  return age > 0 && age % customer.termMonths === 0
}

/** The chance to leave in a month: falls with age, rises with bad support, gathers at the contract's end. */
function hazard(customer, month, renewal) {
  const age = month - monthOf(customer.start)
  if (age === 0) return firstMonthHazard
  const ageFactor = 0.55 + 1.5 * Math.exp(-age / 7)
  const contractFactor = customer.termMonths === 1 ? 1 : renewal ? 5.5 : 0.6
  const badTickets = customer.badTickets.filter((at) => month - at <= memoryMonths).length
  const supportFactor = 1 + 0.9 * Math.min(badTickets, 2)
  const fitFactor = Math.exp(-customer.fit * 0.45)
  return (
    plans[customer.plan].churn *
    ageFactor *
    contractFactor *
    supportFactor *
    fitFactor *
    season.churn[monthOfYear(month)]
  )
}

function recordTickets(customer, month, end) {
  const from = Math.max(customer.start, monthStart(month))
  const to = Math.min(end ?? sampleEnd, monthStart(month + 1))
  const tickets = to > from ? drawTickets(customer.ticketRandom, customer, month, from, to) : []
  customer.tickets.push(...tickets)
  for (const ticket of tickets) if (isBadExperience(ticket)) customer.badTickets.push(month)
}

/** The contract that runs, or ran last, and the date of first value. */
function atSampleEnd(customer) {
  const { start, end, termMonths, random } = customer
  const until = end ?? sampleEnd - day
  let contractStart = start
  let contracts = 1
  while (addMonths(contractStart, termMonths) < until) {
    contractStart = addMonths(contractStart, termMonths)
    contracts += 1
  }
  const contractEnd = addMonths(contractStart, termMonths)
  const firstValue = start + Math.ceil(random.logNormal(9, 0.8) * Math.exp(-customer.fit * 0.25)) * day
  return {
    ...customer,
    contractStart,
    contractEnd,
    renewed: renewedAt(customer, contracts),
    firstValue: firstValue < until ? firstValue : undefined,
  }
}

function renewedAt({ end, termMonths }, contracts) {
  if (termMonths === 1) return undefined
  if (end !== undefined) return false
  return contracts > 1 ? true : undefined
}
