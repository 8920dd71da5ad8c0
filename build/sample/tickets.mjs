import {
  day,
  daysInMonth,
  drawOfficeTime,
  hour,
  isWeekend,
  minute,
  monthOf,
  monthOfYear,
  monthStart,
  sampleEnd,
} from './calendar.mjs'
import {
  agents,
  badRelease,
  categories,
  channelShares,
  largerTeam,
  plans,
  priorities,
  season,
} from './company.mjs'

/**
 * One row of the ticket system. Moments are undefined where it has not happened yet.
 * @typedef {object} Ticket
 * @property {string} id
 * @property {string} customerId
 * @property {number} created
 * @property {number} [firstResponse]
 * @property {number} [solved] blank on tickets of the older chat tool, which knows only "closed"
 * @property {number} [closed]
 * @property {string} status
 * @property {number} reopens
 * @property {number} replies by an agent
 * @property {string} category
 * @property {string} priority
 * @property {string} [agent]
 * @property {string} channel
 * @property {boolean} selfServed
 * @property {number} slaHours
 */

const medianResolutionHours = 24.5
const resolutionSpread = 1.05
/** A solved ticket closes itself after this long without a word. */
const autoCloseAfter = 4 * day
/** Solutions on a page of the help centre, in hours. */
const selfServedHours = 0.6
/** A ticket that took this long, or came back, is one the customer remembers. */
const badExperienceHours = 84

const weights = (table) => Object.fromEntries(Object.entries(table).map(([key, { weight }]) => [key, weight]))
const categoryWeights = weights(categories)
const priorityWeights = weights(priorities)
const inBadRelease = (month) => month >= badRelease.from && month <= badRelease.to

/** Tickets that a customer opens between two moments of one month. New customers ask more. */
export function drawTickets(random, customer, month, from, to) {
  const share = (to - from) / (daysInMonth(month) * day)
  const age = month - monthOf(customer.start)
  const mean =
    plans[customer.plan].tickets *
    share *
    season.tickets[monthOfYear(month)] *
    (1 + 0.9 * Math.exp(-age / 3)) *
    (inBadRelease(month) ? badRelease.tickets : 1)
  return Array.from({ length: random.poisson(mean) }, () => drawTicket(random, customer, month, from, to))
}

function drawTicket(random, customer, month, from, to) {
  const created = drawCreated(random, from, to)
  const category = inBadRelease(month) && random.chance(0.35) ? 'Bug' : random.weighted(categoryWeights)
  const priority = random.weighted(priorityWeights)
  const channel = random.weighted(channelShares)
  const selfServed = channel === 'Help centre' && random.chance(0.78)
  const common = {
    id: '',
    customerId: customer.id,
    created,
    category,
    priority,
    channel,
    selfServed,
    slaHours: priorities[priority].slaHours,
  }
  return selfServed ? selfServedTicket(random, common) : agentTicket(random, common, month)
}

function drawCreated(random, from, to) {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const date = from + Math.floor((random.uniform() * (to - from)) / day) * day
    if (!isWeekend(date) || random.chance(0.3)) return date + drawOfficeTime(random)
  }
  return from + drawOfficeTime(random)
}

function selfServedTicket(random, common) {
  const solved = toMinute(common.created + random.logNormal(selfServedHours, 0.9) * hour)
  return settle(random, { ...common, solved, reopens: 0, replies: 0 })
}

function agentTicket(random, common, month) {
  const agent = random.pick(agents)
  const hours =
    random.logNormal(medianResolutionHours, resolutionSpread) *
    agent.speed *
    categories[common.category].effort *
    priorities[common.priority].effort *
    (inBadRelease(month) ? badRelease.resolution : 1) *
    (month >= largerTeam.from ? largerTeam.resolution : 1)
  const reopens = random.poisson(0.05 + 0.0012 * Math.min(hours, 150))
  const wait = hours * random.between(0.06, 0.3)
  const replies = Math.max(1, random.poisson(0.75 + 0.02 * Math.min(hours, 100)) + reopens)
  return settle(random, {
    ...common,
    firstResponse: toMinute(common.created + wait * hour),
    solved: random.chance(0.008) ? undefined : toMinute(common.created + (hours + reopens * 14) * hour),
    agent: agent.name,
    reopens,
    replies,
  })
}

const toMinute = (moment) => Math.round(moment / minute) * minute

/** Gives the ticket the state that it has at the end of the sample: later moments have not happened yet. */
function settle(random, ticket) {
  const { created, firstResponse, solved } = ticket
  if (firstResponse !== undefined && firstResponse >= sampleEnd) {
    return {
      ...ticket,
      firstResponse: undefined,
      solved: undefined,
      status: 'Open',
      reopens: 0,
      replies: 0,
    }
  }
  if (solved === undefined || solved >= sampleEnd) {
    return {
      ...ticket,
      solved: undefined,
      reopens: 0,
      status: random.chance(0.6) ? 'Pending' : 'Open',
    }
  }
  const usesOlderTool = ticket.channel === 'Chat' && created < monthStart(15) && random.chance(0.5)
  if (usesOlderTool) return { ...ticket, solved: undefined, closed: solved, status: 'Done' }
  const closed = solved + autoCloseAfter
  return closed < sampleEnd ? { ...ticket, closed, status: 'Closed' } : { ...ticket, status: 'Solved' }
}

/** When the work on a ticket ended: solved, or closed where only that is known. */
export const resolvedAt = (ticket) => ticket.solved ?? ticket.closed

export function isBadExperience(ticket) {
  const resolved = resolvedAt(ticket) ?? sampleEnd
  return ticket.reopens > 0 || resolved - ticket.created > badExperienceHours * hour
}

/** Numbers the tickets in the order in which they came in. */
export function numberTickets(tickets) {
  return tickets
    .toSorted((a, b) => a.created - b.created)
    .map((ticket, index) => ({ ...ticket, id: `T-${100_001 + index}` }))
}
