import {
  type CellContent,
  firstById,
  momentOf,
  monthAfter,
  monthOf,
  numberOf,
  type SheetRow,
  startOfMonth,
  withoutExactCopies,
  wordOf,
} from './read-sample.ts'

/**
 * The figures of a month counted anew from the rows of the sample's sheets, by the fields of the monthly summary. Ids
 * count once, text spellings are read, a start after its end is read as typed a year late.
 */

export interface SampleRows {
  readonly customers: readonly SheetRow[]
  readonly history: readonly SheetRow[]
  readonly tickets: readonly SheetRow[]
  readonly surveys: readonly SheetRow[]
  readonly lines: readonly SheetRow[]
  readonly activity: readonly SheetRow[]
  readonly users: readonly SheetRow[]
  readonly calls: readonly SheetRow[]
}

export interface Customer {
  readonly id: CellContent
  readonly plan: string | undefined
  readonly start: number
  readonly end: number | undefined
}

const hour = 3_600_000
const day = 24 * hour

export function customersOf(rows: readonly SheetRow[]): Customer[] {
  return firstById(rows, 'Customer ID').map((row) => {
    const end = momentOf(row['Cancelled on'])
    return { id: row['Customer ID'], plan: wordOf(row.Plan), start: startOf(row, end), end }
  })
}

function startOf(row: SheetRow, end: number | undefined): number {
  const start = momentOf(row['Sign-up date']) ?? Number.NaN
  if (end === undefined || start <= end) return start
  const typedLate = new Date(start)
  return typedLate.setUTCFullYear(typedLate.getUTCFullYear() - 1)
}

export const isActiveAt = ({ start, end }: Customer, moment: number): boolean =>
  start < moment && (end === undefined || end >= moment)

export const resolvedAt = (ticket: SheetRow): number | undefined =>
  momentOf(ticket.Solved) ?? momentOf(ticket.Closed)

/** MRR by customer at a month's end. */
export function mrrByCustomer(history: readonly SheetRow[]): Map<string, Map<CellContent, number>> {
  const months = new Map<string, Map<CellContent, number>>()
  for (const row of history) {
    const month = monthOf(row.Month) ?? ''
    const customers = months.get(month) ?? new Map<CellContent, number>()
    months.set(month, customers.set(row['Customer ID'], numberOf(row.MRR) ?? Number.NaN))
  }
  return months
}

export function customerFacts(customers: readonly Customer[], month: string) {
  const from = startOfMonth(month)
  const to = startOfMonth(monthAfter(month))
  const within = (moment: number | undefined) => moment !== undefined && moment >= from && moment < to
  return {
    customersStart: customers.filter((customer) => isActiveAt(customer, from)).length,
    customersNew: customers.filter(({ start }) => within(start)).length,
    lostFromOpening: customers.filter((customer) => isActiveAt(customer, from) && within(customer.end))
      .length,
    joinedAndLeft: customers.filter(({ start, end }) => within(start) && within(end)).length,
    customersEnd: customers.filter((customer) => isActiveAt(customer, to)).length,
  }
}

export function mrrFacts(months: ReadonlyMap<string, ReadonlyMap<CellContent, number>>, month: string) {
  const before = months.get(monthAfter(month, -1)) ?? new Map<CellContent, number>()
  const after = months.get(month) ?? new Map<CellContent, number>()
  const seen = new Set(
    [...months].filter(([earlier]) => earlier < month).flatMap(([, rows]) => [...rows.keys()]),
  )
  const facts = {
    opening: 0,
    fresh: 0,
    reactivation: 0,
    expansion: 0,
    contraction: 0,
    churned: 0,
    closing: 0,
  }
  for (const customer of new Set([...before.keys(), ...after.keys()])) {
    const opening = before.get(customer) ?? 0
    const closing = after.get(customer) ?? 0
    facts.opening += opening
    facts.closing += closing
    if (opening === 0) facts[seen.has(customer) ? 'reactivation' : 'fresh'] += closing
    else if (closing === 0) facts.churned += opening
    else if (closing > opening) facts.expansion += closing - opening
    else facts.contraction += opening - closing
  }
  return { ...facts, accounts: after.size }
}

export function orderFacts(lines: readonly SheetRow[], month: string) {
  const bought = lines.filter((line) => monthOf(line['Order date']) === month && Number(line.Quantity) > 0)
  const buyers = new Map(bought.map((line) => [line['Order ID'], line['Customer ID']]))
  const ordersByBuyer = new Map<CellContent, number>()
  for (const buyer of buyers.values()) ordersByBuyer.set(buyer, (ordersByBuyer.get(buyer) ?? 0) + 1)
  return {
    purchases: buyers.size,
    buyers: ordersByBuyer.size,
    repeatBuyers: [...ordersByBuyer.values()].filter((orders) => orders > 1).length,
  }
}

export function ticketFacts(tickets: readonly SheetRow[], month: string) {
  const to = startOfMonth(monthAfter(month))
  const monthResolved = (ticket: SheetRow) => {
    const resolved = resolvedAt(ticket)
    return resolved === undefined ? undefined : monthOf(new Date(resolved))
  }
  const resolved = tickets.filter((ticket) => monthResolved(ticket) === month)
  const reopens = resolved.map((ticket) => Number(ticket.Reopens))
  const hours = resolved.map((ticket) => ((resolvedAt(ticket) ?? 0) - (momentOf(ticket.Created) ?? 0)) / hour)
  return {
    ticketsReceived: tickets.filter((ticket) => monthOf(ticket.Created) === month).length,
    ticketsSolved: resolved.length,
    ticketsReopened: reopens.filter((count) => count > 0).length,
    reopens: sum(reopens),
    ticketsOpen: tickets.filter(
      (ticket) => (momentOf(ticket.Created) ?? to) < to && (resolvedAt(ticket) ?? to) >= to,
    ).length,
    resolutionHours: rounded(sum(hours), 1),
    ticketsWithinSla: hours.filter((spent, index) => spent <= Number(resolved[index]?.['SLA (hours)']))
      .length,
    agents: new Set(resolved.map((ticket) => ticket.Agent).filter((agent) => agent !== undefined)).size,
    firstContactResolved: resolved.filter((row) => Number(row.Reopens) === 0 && Number(row.Replies) <= 1)
      .length,
    selfServiceResolved: resolved.filter((ticket) => wordOf(ticket['Self-served']) === 'yes').length,
  }
}

export function surveyFacts(surveys: readonly SheetRow[], month: string) {
  const rows = surveys.filter((row) => monthOf(row['Survey date']) === month)
  const answers = (header: string) =>
    rows.map((row) => numberOf(row[header])).filter((score): score is number => score !== undefined)
  const nps = answers('NPS (0-10)')
  const csat = answers('CSAT (1-5)')
  const ces = answers('CES (1-7)')
  return {
    promoters: nps.filter((score) => score >= 9).length,
    passives: nps.filter((score) => score === 7 || score === 8).length,
    detractors: nps.filter((score) => score <= 6).length,
    csatSatisfied: csat.filter((score) => score >= 4).length,
    csatResponses: csat.length,
    surveysSent: rows.filter((row) => wordOf(row['Survey sent']) === 'yes').length,
    cesAverage: rounded(sum(ces) / ces.length, 2),
  }
}

export function signupFacts(users: readonly SheetRow[], month: string) {
  const signups = users.filter((user) => monthOf(user['Signed up']) === month)
  return {
    signups: signups.length,
    activated: signups.filter((user) => momentOf(user.Activated) !== undefined).length,
  }
}

/** Means over the month's days and over the whole weeks, Monday to Sunday, that begin in it and end in the log. */
export function usageFacts(activity: readonly SheetRow[], month: string) {
  const to = startOfMonth(monthAfter(month))
  const days: number[] = []
  for (let date = startOfMonth(month); date < to; date += day) days.push(date)
  const events = activity.map((row) => ({ row, at: momentOf(row.Timestamp) ?? Number.NaN }))
  const lastDay = Math.max(...events.map(({ at }) => at))
  const weeks = days.filter((date) => new Date(date).getUTCDay() === 1 && date + 6 * day <= lastDay)
  const distinct = (header: string, from: number, until: number) =>
    new Set(events.filter(({ at }) => at >= from && at < until).map(({ row }) => row[header])).size
  const mean = (header: string, starts: readonly number[], length: number) =>
    rounded(sum(starts.map((start) => distinct(header, start, start + length))) / starts.length, 1)
  return {
    dau: mean('User ID', days, day),
    wau: mean('User ID', weeks, 7 * day),
    mau: distinct('User ID', startOfMonth(month), to),
    activeAccountsDay: mean('Account ID', days, day),
    activeAccountsWeek: mean('Account ID', weeks, 7 * day),
  }
}

export function callFacts(calls: readonly SheetRow[], month: string) {
  const answered = calls.filter((call) => monthOf(call.Queued) === month && call.Abandoned === false)
  return { calls: answered.length, waitSeconds: sum(answered.map((call) => Number(call['Wait (seconds)']))) }
}

/** The rows as they are counted: each id, or each order line, once. */
export function countedRows(rows: SampleRows) {
  return {
    customers: customersOf(rows.customers),
    months: mrrByCustomer(rows.history),
    tickets: firstById(rows.tickets, 'Ticket ID'),
    surveys: firstById(rows.surveys, 'Response ID'),
    lines: withoutExactCopies(rows.lines),
    activity: rows.activity,
    users: firstById(rows.users, 'User ID'),
    calls: firstById(rows.calls, 'Call ID'),
  }
}

export const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0)

export const rounded = (value: number, decimals: number): number =>
  Math.round(value * 10 ** decimals) / 10 ** decimals
