import { day, drawWorkday, monthOf, monthStart, sampleEnd } from './calendar.mjs'
import { badRelease, largerTeam } from './company.mjs'
import { randomStream } from './random.mjs'
import { isBadExperience, resolvedAt } from './tickets.mjs'

/**
 * One survey sent, or one answer that came unasked. Without an answer all three scores are undefined.
 * @typedef {object} Survey
 * @property {string} id
 * @property {string} customerId
 * @property {number} date
 * @property {string} kind 'Relationship' asks all three questions, 'After ticket' the last two
 * @property {number} [nps] 0 to 10
 * @property {number} [csat] 1 to 5
 * @property {number} [ces] 1 (no effort) to 7
 * @property {boolean} sent
 */

const relationshipChance = 0.083
const afterTicketChance = 0.19
const answerShare = 0.47
const unaskedShare = 0.015

/** All surveys, by date. */
export function drawSurveys(customers) {
  return customers
    .flatMap((customer) => {
      const random = randomStream(`surveys of ${customer.id}`)
      return [...relationshipSurveys(random, customer), ...ticketSurveys(random, customer)]
    })
    .toSorted((a, b) => a.date - b.date)
    .map((survey, index) => ({ ...survey, id: `R-${50_001 + index}` }))
}

function relationshipSurveys(random, customer) {
  return customer.months
    .filter(({ month }) => month >= 0 && month > monthOf(customer.start) && random.chance(relationshipChance))
    .map(({ month }) => {
      const mood = moodOf(random, customer, month)
      return survey(random, customer, drawWorkday(random, month), 'Relationship', mood)
    })
}

function ticketSurveys(random, customer) {
  return customer.tickets
    .filter(
      (ticket) => resolvedAt(ticket) !== undefined && !ticket.selfServed && random.chance(afterTicketChance),
    )
    .map((ticket) => {
      const date = Math.floor((resolvedAt(ticket) + day) / day) * day
      const mood = moodOf(random, customer, monthOf(date)) + (isBadExperience(ticket) ? -0.75 : 0.2)
      return survey(random, customer, date, 'After ticket', mood)
    })
    .filter(({ date }) => date < sampleEnd)
}

/** How the customer feels, around 0 with deviation about 1. */
function moodOf(random, customer, month) {
  const recentBad = customer.tickets.filter(
    (ticket) =>
      isBadExperience(ticket) &&
      ticket.created < monthStart(month + 1) &&
      month - monthOf(ticket.created) <= 2,
  ).length
  const release = month >= badRelease.from && month <= badRelease.to + 1 ? badRelease.satisfaction : 0
  const team = month >= largerTeam.from ? largerTeam.satisfaction : 0
  return 0.45 * customer.fit - 0.35 * Math.min(recentBad, 2) + release + team + random.normal(0, 0.85)
}

function survey(random, customer, date, kind, mood) {
  const common = { id: '', customerId: customer.id, date, kind }
  const unasked = random.chance(unaskedShare)
  if (!unasked && !random.chance(answerShare)) return { ...common, sent: true }
  const scores = { csat: csatOf(random, mood), ces: cesOf(random, mood) }
  return kind === 'Relationship'
    ? { ...common, nps: npsOf(mood), ...scores, sent: !unasked }
    : { ...common, ...scores, sent: !unasked }
}

function npsOf(mood) {
  if (mood > 0.1) return mood > 0.55 ? 10 : 9
  if (mood > -1.06) return mood > -0.6 ? 8 : 7
  return Math.max(0, Math.round(6.2 + (mood + 1.06) * 3.4))
}

function csatOf(random, mood) {
  const thresholds = [-2, -1.5, -0.74, 0.1]
  return 1 + thresholds.filter((threshold) => mood + random.normal(0, 0.25) > threshold).length
}

const cesOf = (random, mood) =>
  Math.min(7, Math.max(1, Math.round(2.7 - 1.15 * mood + random.normal(0, 0.5))))
