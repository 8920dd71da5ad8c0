import {
  day,
  daysInMonth,
  hour,
  monthCount,
  monthLabel,
  monthOf,
  monthOfYear,
  monthStart,
  weekdayOf,
} from './calendar.mjs'
import { season } from './company.mjs'
import { randomStream } from './random.mjs'
import { resolvedAt } from './tickets.mjs'
import { activityStart } from './usage.mjs'

/**
 * The company's own monthly sheet: what the rows of the other sheets add up to, with the differences of real files.
 *
 * One difference is of definition and holds in every month: "Customers lost" counts everyone who left in the month, also
 * those who had joined in the same month. The others are slips, each listed in `summaryDeviations`.
 */

/** @typedef {{ month: string, field: string, change?: number, text?: string, why: string }} Deviation */

/** @type {readonly Deviation[]} */
export const summaryDeviations = [
  {
    month: '2024-03',
    field: 'customersLost',
    change: -2,
    why: 'two cancellations at the end of March were booked in April',
  },
  {
    month: '2024-04',
    field: 'customersLost',
    change: 2,
    why: 'two cancellations at the end of March were booked in April',
  },
  {
    month: '2023-09',
    field: 'csatResponses',
    change: 6,
    why: 'six answers on paper never reached the survey tool',
  },
  {
    month: '2023-09',
    field: 'csatSatisfied',
    change: 5,
    why: 'six answers on paper never reached the survey tool',
  },
  { month: '2024-08', field: 'mrrExpansion', change: -1_150, why: 'one upgrade was booked a month late' },
  { month: '2024-09', field: 'mrrExpansion', change: 1_150, why: 'one upgrade was booked a month late' },
  { month: '2024-11', field: 'ticketsSolved', text: 'N/A', why: 'the report of that month was lost' },
  { month: '2025-07', field: 'ticketsReceived', change: 18, why: 'two digits were swapped in typing' },
  {
    month: '2025-05',
    field: 'ticketsOpen',
    change: -7,
    why: 'tickets waiting for the customer were left out',
  },
]

const percentOfVisitors = 0.031

/** One record a month, in order. */
export function monthlySummary(company) {
  const random = randomStream('summary')
  const months = Array.from({ length: monthCount }, (_, month) =>
    withDeviations(month, {
      ...customerFigures(company, month),
      ...mrrFigures(company, month),
      ...orderFigures(company, month),
      ...ticketFigures(company, month),
      ...surveyFigures(company, month),
      ...signupFigures(random, company, month),
      ...usageFigures(random, company, month),
      ...callFigures(company, month),
      acquisitionSpend: acquisitionSpend(random, company, month),
    }),
  )
  return carryForward(months).map((record) => ({ ...record, ...costFigures(random, record) }))
}

function withDeviations(month, record) {
  const changed = { ...record }
  for (const { month: label, field, change, text } of summaryDeviations) {
    if (label === monthLabel(month)) changed[field] = text ?? record[field] + change
  }
  return changed
}

/** Opening figures are the month before's closing figures, so that a slip travels as it does in a real sheet. */
function carryForward(months) {
  const records = []
  for (const record of months) {
    const previous = records.at(-1)
    const customersStart = previous?.customersEnd ?? record.customersStart
    const mrrStart = previous?.mrrEnd ?? record.mrrStart
    records.push({
      ...record,
      customersStart,
      customersEnd: customersStart + record.customersNew - record.customersLost,
      customersRetained: customersStart - record.customersLost,
      mrrStart,
      mrrEnd:
        mrrStart +
        record.mrrNew +
        record.mrrReactivation +
        record.mrrExpansion -
        record.mrrContraction -
        record.mrrChurned,
    })
  }
  return records
}

const inMonth = (month) => (moment) => moment !== undefined && monthOf(moment) === month
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)
const oneDecimal = (value) => Math.round(value * 10) / 10

function customerFigures({ customers }, month) {
  const from = monthStart(month)
  return {
    month: from,
    customersStart: customers.filter(({ start, end }) => start < from && (end === undefined || end >= from))
      .length,
    customersNew: customers.filter(({ start }) => monthOf(start) === month).length,
    customersLost: customers.filter(({ end }) => inMonth(month)(end)).length,
  }
}

function mrrFigures({ customers }, month) {
  const movement = {
    mrrStart: 0,
    mrrNew: 0,
    mrrReactivation: 0,
    mrrExpansion: 0,
    mrrContraction: 0,
    mrrChurned: 0,
    revenue: 0,
    accounts: 0,
  }
  for (const { months } of customers) {
    const before = months.find((row) => row.month === month - 1)?.mrr ?? 0
    const after = months.find((row) => row.month === month)?.mrr ?? 0
    movement.mrrStart += before
    movement.revenue += after
    movement.accounts += after > 0 ? 1 : 0
    const paidEarlier = months.length > 0 && months[0].month < month
    if (before === 0) movement[paidEarlier ? 'mrrReactivation' : 'mrrNew'] += after
    else if (after === 0) movement.mrrChurned += before
    else if (after > before) movement.mrrExpansion += after - before
    else movement.mrrContraction += before - after
  }
  return movement
}

function orderFigures({ orderLines }, month) {
  const lines = orderLines.filter(({ date, quantity }) => monthOf(date) === month && quantity > 0)
  const buyerByOrder = new Map(lines.map(({ orderId, customerId }) => [orderId, customerId]))
  const ordersByBuyer = new Map()
  for (const buyer of buyerByOrder.values()) ordersByBuyer.set(buyer, (ordersByBuyer.get(buyer) ?? 0) + 1)
  return {
    purchases: buyerByOrder.size,
    buyers: ordersByBuyer.size,
    repeatBuyers: [...ordersByBuyer.values()].filter((count) => count > 1).length,
  }
}

function ticketFigures({ tickets }, month) {
  const to = monthStart(month + 1)
  const resolved = tickets.filter((ticket) => inMonth(month)(resolvedAt(ticket)))
  const hours = sum(resolved.map((ticket) => (resolvedAt(ticket) - ticket.created) / hour))
  const received = tickets.filter(({ created }) => monthOf(created) === month).length
  return {
    ticketsReceived: received,
    ticketsSolved: resolved.length,
    ticketsReopened: resolved.filter(({ reopens }) => reopens > 0).length,
    reopens: sum(resolved.map(({ reopens }) => reopens)),
    ticketsOpen: tickets.filter((ticket) => ticket.created < to && (resolvedAt(ticket) ?? to) >= to).length,
    resolutionHours: oneDecimal(hours),
    ticketsWithinSla: resolved.filter(
      (ticket) => resolvedAt(ticket) - ticket.created <= ticket.slaHours * hour,
    ).length,
    agents: new Set(resolved.map(({ agent }) => agent).filter((agent) => agent !== undefined)).size,
    firstContactResolved: resolved.filter(({ reopens, replies }) => reopens === 0 && replies <= 1).length,
    selfServiceResolved: resolved.filter(({ selfServed }) => selfServed).length,
    issuesTotal: received,
  }
}

function surveyFigures({ surveys }, month) {
  const rows = surveys.filter(({ date }) => monthOf(date) === month)
  const nps = rows.map((row) => row.nps).filter((score) => score !== undefined)
  const csat = rows.map((row) => row.csat).filter((score) => score !== undefined)
  const ces = rows.map((row) => row.ces).filter((score) => score !== undefined)
  return {
    promoters: nps.filter((score) => score >= 9).length,
    passives: nps.filter((score) => score === 7 || score === 8).length,
    detractors: nps.filter((score) => score <= 6).length,
    csatSatisfied: csat.filter((score) => score >= 4).length,
    csatResponses: csat.length,
    surveysSent: rows.filter(({ sent }) => sent).length,
    cesAverage: Math.round((sum(ces) / ces.length) * 100) / 100,
  }
}

function signupFigures(random, { users }, month) {
  const signups = users.filter(({ signedUp }) => monthOf(signedUp) === month)
  const visitors = Math.round(
    (6_200 + 190 * month) * season.signups[monthOfYear(month)] * random.normal(1, 0.04),
  )
  return {
    signups: signups.length,
    activated: signups.filter(({ activated }) => activated !== undefined).length,
    visitors,
    conversions: Math.round(visitors * percentOfVisitors * random.normal(1, 0.07)),
  }
}

/** From the log where it is still kept; before that, figures of the same order as the analytics tool showed. */
function usageFigures(random, company, month) {
  if (monthStart(month) >= activityStart) return loggedUsage(company.activity, month)
  const accounts = company.mrrHistory.filter((row) => row.month === month).length
  const scaled = (share) => oneDecimal(accounts * share * random.normal(1, 0.02))
  return {
    dau: scaled(0.141),
    wau: scaled(0.5),
    mau: Math.round(scaled(0.77)),
    activeAccountsDay: scaled(0.131),
    activeAccountsWeek: scaled(0.425),
  }
}

/** Means over the month's days, and over the whole ISO weeks that begin in it. */
function loggedUsage(activity, month) {
  const from = monthStart(month)
  const events = activity.filter(({ at }) => at >= from && at < monthStart(month + 1) + 6 * day)
  const mean = (field, starts, length) =>
    oneDecimal(sum(starts.map((start) => distinct(events, field, start, start + length))) / starts.length)
  const days = Array.from({ length: daysInMonth(month) }, (_, index) => from + index * day)
  const weeks = days.filter((date) => weekdayOf(date) === 0 && date + 7 * day <= monthStart(monthCount))
  return {
    dau: mean('userId', days, day),
    wau: mean('userId', weeks, 7 * day),
    mau: distinct(events, 'userId', from, monthStart(month + 1)),
    activeAccountsDay: mean('accountId', days, day),
    activeAccountsWeek: mean('accountId', weeks, 7 * day),
  }
}

const distinct = (events, field, from, to) =>
  new Set(events.filter(({ at }) => at >= from && at < to).map((event) => event[field])).size

function callFigures({ calls }, month) {
  const answered = calls.filter(({ queued, abandoned }) => monthOf(queued) === month && !abandoned)
  return { calls: answered.length, waitSeconds: sum(answered.map(({ waitSeconds }) => waitSeconds)) }
}

/** Costs follow the size of the base and the work that came in, in tens of dollars. */
function costFigures(random, { customersStart, customersNew, issuesTotal }) {
  const tens = (amount) => Math.round((amount * random.normal(1, 0.025)) / 10) * 10
  const supportCost = tens(9_000 + 9 * customersStart + 38 * issuesTotal)
  const marketingCost = tens(3_200 + 6.5 * customersStart)
  const onboardingCost = tens(240 * customersNew)
  return {
    supportCost,
    marketingCost,
    onboardingCost,
    retentionCost: supportCost + marketingCost + onboardingCost,
  }
}

/** What the new customers of the month cost, with the share of deals that fell through in the end. */
function acquisitionSpend(random, { customers }, month) {
  const won = sum(
    customers.filter(({ start }) => monthOf(start) === month).map((customer) => customer.acquisitionCost),
  )
  return Math.round((won * random.normal(1.06, 0.02)) / 10) * 10
}
