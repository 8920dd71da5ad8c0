import { assumption, assumptions } from './assumptions.mjs'
import { monthStart } from './calendar.mjs'
import { companyName } from './company.mjs'
import { monthlySummary } from './summary.mjs'

/**
 * The sheets of the workbook: their columns, and their rows as records of cell values by field.
 *
 * @typedef {'text' | 'whole' | 'decimal' | 'money' | 'price' | 'percent' | 'date' | 'datetime' | 'seconds' | 'month'} Format
 * @typedef {string | number | boolean | undefined} CellValue numbers in date columns are moments
 *
 * @typedef {object} Column
 * @property {string} field
 * @property {string} header
 * @property {Format} format
 * @property {number} width in characters
 * @property {string} [note] a comment on the header cell
 * @property {(row: number, letter: (field: string) => string, first: number) => string | undefined} [formula] for the
 *   row of that number, where `first` is the first data row; undefined where a value stands instead
 *
 * @typedef {object} Sheet
 * @property {string} id
 * @property {string} name
 * @property {string[]} titleRows texts above the header; an empty text is an empty row
 * @property {string} [table] written as an Excel table of this name
 * @property {Column[]} columns
 * @property {Record<string, CellValue>[]} rows
 */

const column = (field, header, format, width, more = {}) => ({ field, header, format, width, ...more })
const yesNo = (value) => (value === undefined ? undefined : value ? 'Yes' : 'No')

/** @returns {Sheet[]} */
export function sheetsOf(company) {
  return [
    customersSheet(company),
    mrrHistorySheet(company),
    ticketsSheet(company),
    surveysSheet(company),
    transactionsSheet(company),
    activitySheet(company),
    usersSheet(company),
    callsSheet(company),
    summarySheet(company),
    assumptionsSheet(),
  ]
}

const customersSheet = ({ customers, health }) => ({
  id: 'customers',
  name: 'Customers',
  titleRows: [],
  columns: [
    column('id', 'Customer ID', 'text', 13),
    column('name', 'Company name', 'text', 30),
    column('start', 'Sign-up date', 'date', 13),
    column('end', 'Cancelled on', 'date', 13, { note: 'Last day of service. Blank: still a customer.' }),
    column('unsubscribed', 'Unsubscribed on', 'date', 15, { note: 'Day on which notice was given.' }),
    column('plan', 'Plan', 'text', 13),
    column('segment', 'Segment', 'text', 12),
    column('region', 'Region', 'text', 15),
    column('seats', 'Seats', 'whole', 8),
    column('mrr', 'Monthly recurring revenue', 'money', 16, {
      note: 'Current MRR; for customers who left, the last one paid.',
    }),
    column('contractStart', 'Contract start', 'date', 13),
    column('contractEnd', 'Contract end', 'date', 13),
    column('termMonths', 'Term (months)', 'whole', 9),
    column('recurringValue', 'Recurring contract value', 'money', 13),
    column('oneTimeFees', 'One-time fees', 'money', 12),
    column('contractValue', 'Contract value', 'money', 13, {
      note: 'Over the whole term, with one-time fees.',
    }),
    column('acquisitionCost', 'Acquisition cost', 'money', 13),
    column('renewed', 'Renewed', 'text', 10),
    column('firstValue', 'First value date', 'date', 13),
    column('usageScore', 'Usage score', 'whole', 9),
    column('supportScore', 'Support score', 'whole', 9),
    column('relationshipScore', 'Relationship score', 'whole', 12),
    column('npsScore', 'NPS score', 'whole', 9, {
      note: 'Last answer, 0 to 10. The other scores are 0 to 100.',
    }),
    column('paymentScore', 'Payment score', 'whole', 9),
  ],
  rows: customers.map((customer) => ({
    ...customer,
    recurringValue: customer.mrr * customer.termMonths,
    contractValue: customer.mrr * customer.termMonths + customer.oneTimeFees,
    renewed: yesNo(customer.renewed),
    ...health.get(customer.id),
  })),
})

const mrrHistorySheet = ({ mrrHistory }) => ({
  id: 'mrrHistory',
  name: 'MRR history',
  titleRows: [],
  columns: [
    column('customerId', 'Customer ID', 'text', 13),
    column('month', 'Month', 'month', 11, { note: 'MRR at the end of the month. No row: nothing was paid.' }),
    column('mrr', 'MRR', 'money', 11),
    column('plan', 'Plan', 'text', 13),
    column('segment', 'Segment', 'text', 12),
  ],
  rows: mrrHistory.map((row) => ({ ...row, month: monthStart(row.month) })),
})

const ticketsSheet = ({ tickets }) => ({
  id: 'tickets',
  name: 'Tickets',
  titleRows: [],
  columns: [
    column('id', 'Ticket ID', 'text', 11),
    column('customerId', 'Customer ID', 'text', 12),
    column('created', 'Created', 'datetime', 16),
    column('firstResponse', 'First response', 'datetime', 16),
    column('solved', 'Solved', 'datetime', 16, {
      note: 'Blank on tickets of the old chat tool: see Closed.',
    }),
    column('closed', 'Closed', 'datetime', 16),
    column('status', 'Status', 'text', 10),
    column('reopens', 'Reopens', 'whole', 9),
    column('replies', 'Replies', 'whole', 9),
    column('category', 'Category', 'text', 15),
    column('priority', 'Priority', 'text', 10),
    column('agent', 'Agent', 'text', 17),
    column('channel', 'Channel', 'text', 12),
    column('selfServed', 'Self-served', 'text', 11),
    column('slaHours', 'SLA (hours)', 'whole', 11),
  ],
  rows: tickets.map((ticket) => ({ ...ticket, selfServed: yesNo(ticket.selfServed) })),
})

const surveysSheet = ({ surveys }) => ({
  id: 'surveys',
  name: 'Surveys',
  titleRows: [],
  columns: [
    column('id', 'Response ID', 'text', 13),
    column('customerId', 'Customer ID', 'text', 13),
    column('date', 'Survey date', 'date', 13),
    column('kind', 'Survey', 'text', 14),
    column('nps', 'NPS (0-10)', 'whole', 11),
    column('csat', 'CSAT (1-5)', 'whole', 11),
    column('ces', 'CES (1-7)', 'whole', 11, { note: '1 is no effort at all, 7 very much effort.' }),
    column('sent', 'Survey sent', 'text', 12, { note: 'No: the answer came unasked.' }),
  ],
  rows: surveys.map((survey) => ({ ...survey, sent: yesNo(survey.sent) })),
})

const transactionsSheet = ({ orderLines }) => ({
  id: 'transactions',
  name: 'Transactions',
  titleRows: [],
  table: 'OrderLines',
  columns: [
    column('orderId', 'Order ID', 'text', 12),
    column('customerId', 'Customer ID', 'text', 13),
    column('date', 'Order date', 'date', 13),
    column('product', 'Product', 'text', 24),
    column('quantity', 'Quantity', 'whole', 10),
    column('unitPrice', 'Unit price', 'price', 12),
    column('amount', 'Amount', 'price', 13),
    column('country', 'Country', 'text', 16),
  ],
  rows: orderLines,
})

const activitySheet = ({ activity }) => ({
  id: 'activity',
  name: 'Product usage',
  titleRows: [],
  columns: [
    column('userId', 'User ID', 'text', 11),
    column('accountId', 'Account ID', 'text', 12),
    column('at', 'Timestamp', 'datetime', 16),
    column('event', 'Event', 'text', 11),
    column('feature', 'Feature', 'text', 14),
  ],
  rows: activity,
})

const usersSheet = ({ users }) => ({
  id: 'users',
  name: 'Users',
  titleRows: [],
  columns: [
    column('id', 'User ID', 'text', 11),
    column('accountId', 'Account ID', 'text', 12),
    column('signedUp', 'Signed up', 'datetime', 16),
    column('activated', 'Activated', 'datetime', 16),
    column('firstValue', 'First value', 'datetime', 16),
    column('unsubscribed', 'Unsubscribed', 'date', 13),
  ],
  rows: users,
})

const callsSheet = ({ calls }) => ({
  id: 'calls',
  name: 'Calls',
  titleRows: ['Inbound calls, exported from the phone system on 5 January 2026'],
  columns: [
    column('id', 'Call ID', 'text', 11),
    column('queued', 'Queued', 'seconds', 19),
    column('answered', 'Answered', 'seconds', 19),
    column('menuSeconds', 'Menu (seconds)', 'whole', 10, {
      note: 'Time in the voice menu, before the queue.',
    }),
    column('waitSeconds', 'Wait (seconds)', 'whole', 10),
    column('agent', 'Agent', 'text', 17),
    column('abandoned', 'Abandoned', 'text', 11),
  ],
  rows: calls,
})

const previousRow = (field) => (row, letter, first) =>
  row === first ? undefined : `${letter(field)}${row - 1}`

const summarySheet = (company) => ({
  id: 'summary',
  name: 'Monthly summary',
  titleRows: [`${companyName}: monthly summary`, ''],
  columns: [
    column('month', 'Month', 'month', 11),
    column('customersStart', 'Customers at start', 'whole', 11, { formula: previousRow('customersEnd') }),
    column('customersNew', 'New customers', 'whole', 11),
    column('customersLost', 'Customers lost', 'whole', 11, {
      note: 'Everyone who left in the month, also those who had joined in it.',
    }),
    column('customersEnd', 'Customers at end', 'whole', 11, {
      formula: (row, letter) =>
        `${letter('customersStart')}${row}+${letter('customersNew')}${row}-${letter('customersLost')}${row}`,
    }),
    column('customersRetained', 'Customers retained', 'whole', 11, {
      formula: (row, letter) => `${letter('customersStart')}${row}-${letter('customersLost')}${row}`,
    }),
    column('mrrStart', 'MRR at start', 'money', 13, { formula: previousRow('mrrEnd') }),
    column('mrrNew', 'New MRR', 'money', 12),
    column('mrrReactivation', 'Reactivation MRR', 'money', 13, {
      note: 'Customers who pay again after a pause.',
    }),
    column('mrrExpansion', 'Expansion MRR', 'money', 12),
    column('mrrContraction', 'Contraction MRR', 'money', 12),
    column('mrrChurned', 'Churned MRR', 'money', 12),
    column('mrrEnd', 'MRR at end', 'money', 13, {
      formula: (row, letter) =>
        `${letter('mrrStart')}${row}+${letter('mrrNew')}${row}+${letter('mrrReactivation')}${row}` +
        `+${letter('mrrExpansion')}${row}-${letter('mrrContraction')}${row}-${letter('mrrChurned')}${row}`,
    }),
    column('revenue', 'Revenue', 'money', 13),
    column('grossProfit', 'Gross profit', 'money', 13, {
      formula: (row, letter) => `ROUND(${letter('revenue')}${row}*gross_margin,0)`,
    }),
    column('accounts', 'Paying accounts', 'whole', 10),
    column('purchases', 'Orders', 'whole', 9),
    column('buyers', 'Buyers', 'whole', 9),
    column('repeatBuyers', 'Repeat buyers', 'whole', 9, { note: 'Bought more than once in the month.' }),
    column('ticketsReceived', 'Tickets received', 'whole', 10),
    column('ticketsSolved', 'Tickets solved', 'whole', 10),
    column('ticketsReopened', 'Tickets reopened', 'whole', 10, { note: 'Of those solved in the month.' }),
    column('reopens', 'Reopens', 'whole', 10),
    column('ticketsOpen', 'Open tickets', 'whole', 11),
    column('resolutionHours', 'Total resolution hours', 'decimal', 12),
    column('ticketsWithinSla', 'Solved within SLA', 'whole', 10),
    column('agents', 'Support agents', 'whole', 10, { note: 'Who solved at least one ticket in the month.' }),
    column('firstContactResolved', 'Resolved at first contact', 'whole', 12, {
      note: 'Solved with at most one reply and never reopened.',
    }),
    column('selfServiceResolved', 'Resolved by self-service', 'whole', 12),
    column('issuesTotal', 'Total issues', 'whole', 10),
    column('promoters', 'Promoters', 'whole', 10),
    column('passives', 'Passives', 'whole', 10),
    column('detractors', 'Detractors', 'whole', 10),
    column('csatSatisfied', 'Satisfied responses', 'whole', 11, { note: 'CSAT answers of 4 or 5.' }),
    column('csatResponses', 'CSAT responses', 'whole', 11),
    column('surveysSent', 'Surveys sent', 'whole', 10),
    column('cesAverage', 'Average CES', 'decimal', 10),
    column('signups', 'Sign-ups', 'whole', 9),
    column('activated', 'Activated users', 'whole', 10),
    column('visitors', 'Website visitors', 'whole', 10),
    column('conversions', 'Conversions', 'whole', 12),
    column('supportCost', 'Support cost', 'money', 11),
    column('marketingCost', 'Marketing cost', 'money', 11, { note: 'Marketing to customers only.' }),
    column('onboardingCost', 'Onboarding cost', 'money', 12),
    column('retentionCost', 'Retention cost', 'money', 12, {
      note: 'Support, marketing to customers and onboarding together.',
      formula: (row, letter) => `SUM(${letter('supportCost')}${row}:${letter('onboardingCost')}${row})`,
    }),
    column('acquisitionSpend', 'Acquisition spend', 'money', 12, {
      note: 'Sales, and marketing to prospects.',
    }),
    column('dau', 'Daily active users', 'decimal', 10),
    column('wau', 'Weekly active users', 'decimal', 10),
    column('mau', 'Monthly active users', 'whole', 10),
    column('activeAccountsDay', 'Daily active accounts', 'decimal', 10),
    column('activeAccountsWeek', 'Weekly active accounts', 'decimal', 10),
    column('calls', 'Calls answered', 'whole', 10),
    column('waitSeconds', 'Total wait time (seconds)', 'whole', 11),
  ],
  rows: monthlySummary(company).map((record) => ({
    ...record,
    grossProfit: Math.round(record.revenue * assumption('gross_margin')),
  })),
})

const assumptionsSheet = () => ({
  id: 'assumptions',
  name: 'Assumptions',
  titleRows: [],
  columns: [
    column('name', 'Name', 'text', 24),
    column('value', 'Value', 'text', 14, { note: 'Rates are monthly, but the discount rate is yearly.' }),
  ],
  rows: assumptions.map((entry) => ({ ...entry })),
})
