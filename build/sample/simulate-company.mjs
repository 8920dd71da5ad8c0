import { drawCalls } from './calls.mjs'
import { simulateCustomers } from './customers.mjs'
import { healthInputs } from './health.mjs'
import { drawOrderLines } from './orders.mjs'
import { drawSurveys } from './surveys.mjs'
import { numberTickets } from './tickets.mjs'
import { drawActivity, drawUsers } from './usage.mjs'

/** Everything that happened at the company: the truth, before it is typed into a workbook. */
export function simulateCompany() {
  const customers = simulateCustomers()
  const surveys = drawSurveys(customers)
  const users = drawUsers(customers)
  return {
    customers,
    mrrHistory: mrrHistoryOf(customers),
    tickets: numberTickets(customers.flatMap(({ tickets }) => tickets)),
    surveys,
    health: healthInputs(customers, surveys),
    orderLines: drawOrderLines(customers),
    users,
    activity: drawActivity(customers, users),
    calls: drawCalls(),
  }
}

/** One row for each customer that paid at a month's end, by month. */
function mrrHistoryOf(customers) {
  return customers
    .flatMap(({ id, segment, months }) => months.map((month) => ({ customerId: id, segment, ...month })))
    .toSorted((a, b) => a.month - b.month)
}
