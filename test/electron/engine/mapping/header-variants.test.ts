import { beforeAll, describe, expect, it } from 'vitest'
import type { SuggestedSheet } from '#shared/domain/mapping.ts'
import { suggestForFiles, summary } from './suggested-files.ts'

/** CSV text -> the reading that is expected, as `summary` writes it. */
const totals: readonly (readonly [csv: string, expected: string])[] = [
  ['start,lost\n500,25', 'period_summary: start=customers_start, lost=customers_lost'],
  ['Start,Lost\n500,5', 'period_summary: Start=customers_start, Lost=customers_lost'],
  [
    'customers_start,customers_lost\n500,25',
    'period_summary: customers_start=customers_start, customers_lost=customers_lost',
  ],
  [
    'Customers at start,Customers lost\n500,25',
    'period_summary: Customers at start=customers_start, Customers lost=customers_lost',
  ],
  [
    'Customers at the beginning of the period,Customers lost during the period\n500,25',
    'period_summary: Customers at the beginning of the period=customers_start, Customers lost during the period=customers_lost',
  ],
  [
    'starting_customers,churned_customers\n500,25',
    'period_summary: starting_customers=customers_start, churned_customers=customers_lost',
  ],
  [
    'customers start,churned\n500,25',
    'period_summary: customers start=customers_start, churned=customers_lost',
  ],
  [
    'CustomersStart,CustomersLost\n500,25',
    'period_summary: CustomersStart=customers_start, CustomersLost=customers_lost',
  ],
  [
    'start_customers,lost_customers\n500,25',
    'period_summary: start_customers=customers_start, lost_customers=customers_lost',
  ],
  [
    'customers_start,customers_end\n150,136',
    'period_summary: customers_start=customers_start, customers_end=customers_end',
  ],
  ['start,end\n150,136', 'period_summary: start=customers_start, end=customers_end'],
  [
    'opening customers,closing customers\n150,136',
    'period_summary: opening customers=customers_start, closing customers=customers_end',
  ],
  [
    'start,new,end\n150,32,158',
    'period_summary: start=customers_start, new=customers_new, end=customers_end',
  ],
  ['S,N,E\n25,10,31', 'period_summary: S=customers_start, N=customers_new, E=customers_end'],
  [
    'period,start,new,end\n2024-01,150,32,158',
    'period_summary: period=period, start=customers_start, new=customers_new, end=customers_end',
  ],
  [
    'Month,Customers at start,New customers,Customers at end\nJan 2024,150,32,158\nFeb 2024,158,12,160',
    'period_summary: Month=period, Customers at start=customers_start, New customers=customers_new, Customers at end=customers_end',
  ],
  [
    'quarter,customers_start,customers_new,customers_end\n2024-Q1,25,10,31',
    'period_summary: quarter=period, customers_start=customers_start, customers_new=customers_new, customers_end=customers_end',
  ],
  [
    'retention_cost,customers_retained\n10000,1000',
    'period_summary: retention_cost=retention_cost, customers_retained=customers_retained',
  ],
  [
    'total retention cost,retained customers\n10000,1000',
    'period_summary: total retention cost=retention_cost, retained customers=customers_retained',
  ],
  [
    'Cost,Customers retained\n"10,000","1,000"',
    'period_summary: Cost=retention_cost, Customers retained=customers_retained',
  ],
  ['monthly_revenue,lifespan_years\n50,3', 'assumptions: monthly_revenue|lifespan_years across'],
  [
    'average_monthly_revenue,customer_lifespan_years\n50,3',
    'period_summary: average_monthly_revenue=average_revenue, customer_lifespan_years=lifespan_years',
  ],
  [
    'tickets_received,tickets_solved\n100,95',
    'period_summary: tickets_received=tickets_received, tickets_solved=tickets_solved',
  ],
  ['Received,Resolved\n100,95', 'period_summary: Received=tickets_received, Resolved=tickets_solved'],
  [
    'total tickets,resolved tickets\n100,95',
    'period_summary: total tickets=tickets_received, resolved tickets=tickets_solved',
  ],
  ['tickets,solved\n100,95', 'period_summary: tickets=tickets_received, solved=tickets_solved'],
  ['solved,total\n95,100', 'period_summary: solved=tickets_solved, total=tickets_received'],
  [
    'issues,first_contact\n500,200',
    'period_summary: issues=issues_total, first_contact=first_contact_resolved',
  ],
  [
    'total_issues,resolved_on_first_contact\n500,200',
    'period_summary: total_issues=issues_total, resolved_on_first_contact=first_contact_resolved',
  ],
  [
    'issues_total,self_service_resolved\n200,150',
    'period_summary: issues_total=issues_total, self_service_resolved=self_service_resolved',
  ],
  ['issues,self-served\n200,150', 'period_summary: issues=issues_total, self-served=self_service_resolved'],
  ['self_served,total\n150,200', 'period_summary: self_served=self_service_resolved, total=issues_total'],
  ['signups,active\n50,5', 'period_summary: signups=signups, active=activated'],
  ['Sign-ups,Activated users\n50,5', 'period_summary: Sign-ups=signups, Activated users=activated'],
  ['new_users,active_users\n50,5', 'period_summary: new_users=signups, active_users=activated'],
  ['mrr,subscribers\n33000,11', 'period_summary: mrr=mrr_end, subscribers=accounts'],
  ['MRR,Accounts\n33000,11', 'period_summary: MRR=mrr_end, Accounts=accounts'],
  [
    'Total MRR,Number of subscribers\n33000,11',
    'period_summary: Total MRR=mrr_end, Number of subscribers=accounts',
  ],
  ['mrr,customers\n33000,11', 'period_summary: mrr=mrr_end, customers=customers_end'],
  ['visitors,conversions\n1000,5', 'period_summary: visitors=visitors, conversions=conversions'],
  ['Visits,Converted\n1000,5', 'period_summary: Visits=visitors, Converted=conversions'],
  [
    'website visitors,number of conversions\n1000,5',
    'period_summary: website visitors=visitors, number of conversions=conversions',
  ],
  [
    'promoters,passives,detractors\n50,30,20',
    'period_summary: promoters=promoters, passives=passives, detractors=detractors',
  ],
  ['satisfied,responses\n80,100', 'period_summary: satisfied=csat_satisfied, responses=csat_responses'],
  ['surveys sent,responses\n200,50', 'period_summary: surveys sent=surveys_sent, responses=csat_responses'],
  ['buyers,repeat_buyers\n200,50', 'period_summary: buyers=buyers, repeat_buyers=repeat_buyers'],
  ['dau,mau\n200,500', 'period_summary: dau=dau, mau=mau'],
  [
    'Kunden am Anfang,Verlorene Kunden\n500,25',
    'period_summary: Kunden am Anfang=customers_start, Verlorene Kunden=customers_lost',
  ],
  [
    'Clients au début,Clients perdus\n500,25',
    'period_summary: Clients au début=customers_start, Clients perdus=customers_lost',
  ],
]

const tables: readonly (readonly [csv: string, expected: string])[] = [
  ['name,value\nmonthly_revenue,50\nlifespan_years,3', 'assumptions: name=name, value=value'],
  ['assumption,amount\nGross margin,78%\nDiscount rate,10%', 'assumptions: assumption=name, amount=value'],
  ['Input,Base case\nCAC,7100\nChurn rate,2%', 'assumptions: Input=name, Base case=value'],
  [
    'metric,value\nCustomers at start,500\nCustomers lost,25',
    'period_summary: Customers at start=customers_start, Customers lost=customers_lost',
  ],
  [
    'KPI,Jan 2024,Feb 2024\nNew customers,5,6\nLost customers,2,3\nCustomers at start,100,103',
    'period_summary: Customers at start=customers_start, Lost customers=customers_lost, New customers=customers_new',
  ],
  [
    'customer,Jan 2024,Feb 2024,Mar 2024\nA,10,10,20\nB,5,,5\nC,1,2,3',
    'mrr_history: customer=customer_id, Jan 2024|Feb 2024|Mar 2024 across',
  ],
  ['year,survivors\n0,1000\n1,869\n2,743\n3,653', 'survivors: year=period, survivors=survivors'],
  ['period,customers\n0,1000\n1,869\n2,743\n3,653', 'survivors: period=period, customers=survivors'],
  ['t,alive\n0,1000\n1,631\n2,468\n3,382', 'survivors: t=period, alive=survivors'],
]

const nothingKnown: readonly string[] = [
  'first name,last name,phone\nAnn,Lee,1234\nBob,Day,2345\nCy,Fox,3456',
  'item,colour,width\nA,red,5\nB,blue,6\nC,red,7',
  'x,y\n0.1,0.2\n0.3,0.4\n0.5,0.1',
  'Inventory ID,Name,Description,Unit price,Quantity in stock,Reorder level\nIN0001,Item 1,Desc 1,51,25,29\nIN0002,Item 2,Desc 2,93,132,231',
]

/** A header and as many rows as it takes to see what a column is. */
const listed = (
  header: string,
  count: number,
  row: (index: number) => readonly (string | number)[],
): string => [header, ...Array.from({ length: count }, (_, index) => row(index).join(','))].join('\n')

const day = (index: number): string => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10)
const solvedOf = (index: number): string => (index < 95 ? 'Solved' : 'Open')

const rowsOfThings: readonly (readonly [csv: string, expected: string])[] = [
  [
    listed('ticket_id,status', 100, (i) => [i + 1, solvedOf(i)]),
    'tickets: ticket_id=ticket_id, status=status',
  ],
  [
    listed('Ticket,Created,Resolved,State', 100, (i) => [
      `T-${i}`,
      day(i),
      i < 95 ? day(i + 2) : '',
      solvedOf(i),
    ]),
    'tickets: Ticket=ticket_id, Created=created_at, Resolved=solved_at, State=status',
  ],
  [
    listed('Case Number,Opened Date,Closed Date,Case Status', 60, (i) => [
      1000 + i,
      day(i),
      day(i + 1),
      'Closed',
    ]),
    'tickets: Case Number=ticket_id, Opened Date=created_at, Closed Date=closed_at, Case Status=status',
  ],
  [
    listed('customer,churned', 500, (i) => [`C${i}`, i < 25 ? 'yes' : 'no']),
    'customers: customer=customer_id, churned=churned',
  ],
  [
    listed('CustomerId,Tenure,Balance,Exited', 200, (i) => [
      15634602 + i,
      i % 11,
      i * 10.5,
      i % 5 === 0 ? 1 : 0,
    ]),
    'customers: CustomerId=customer_id, Tenure=tenure_months, Exited=churned',
  ],
  [
    listed('id,customer_since,cancel_date,plan,mrr', 40, (i) => [
      i,
      day(i),
      i % 4 === 0 ? day(i + 90) : '',
      'Pro',
      50,
    ]),
    'customers: id=customer_id, customer_since=start_date, cancel_date=end_date, plan=plan, mrr=mrr',
  ],
  [
    listed('Client ID,Signup Date,End Date,Monthly Fee', 40, (i) => [`K${i}`, day(i), '', 20 + i]),
    'customers: Client ID=customer_id, Signup Date=start_date, End Date=end_date, Monthly Fee=mrr',
  ],
  [listed('response,score', 80, (i) => [i, i % 11]), 'survey_responses: response=response_id, score=nps'],
  [listed('nps', 80, (i) => [i % 11]), 'survey_responses: nps=nps'],
  [
    listed('date,How likely are you to recommend us?', 60, (i) => [day(i), 4 + (i % 7)]),
    'survey_responses: date=date, How likely are you to recommend us?=nps',
  ],
  [
    listed('customer_id,satisfaction', 80, (i) => [i % 30, 1 + (i % 5)]),
    'survey_responses: customer_id=customer_id, satisfaction=csat',
  ],
  [
    listed('order_id,customer_id,order_date,total', 90, (i) => [i, i % 20, day(i), 10 + i]),
    'transactions: order_id=order_id, customer_id=customer_id, order_date=date, total=amount',
  ],
  [
    listed('Kundennummer,Rechnungsdatum,Betrag', 90, (i) => [i % 20, day(i), 10 + i]),
    'transactions: Kundennummer=customer_id, Rechnungsdatum=date, Betrag=amount',
  ],
  [
    listed('user_id,event,timestamp', 90, (i) => [i % 7, 'login', `${day(i)} 10:00`]),
    'activity: user_id=user_id, event=event, timestamp=at',
  ],
  [
    listed('user_id,signed_up,activated', 90, (i) => [i, day(i), i % 10 === 0 ? day(i + 1) : '']),
    'users: user_id=user_id, signed_up=signed_up_at, activated=activated_at',
  ],
  [
    listed('call,wait_seconds,abandoned', 90, (i) => [i, i % 60, i % 20 === 0 ? 'yes' : 'no']),
    'calls: call=call_id, wait_seconds=wait_seconds, abandoned=abandoned',
  ],
  [
    listed('customer_id,month,mrr', 90, (i) => [i % 30, `2024-0${1 + Math.floor(i / 30)}-01`, 10 + i]),
    'mrr_history: customer_id=customer_id, month=month, mrr=mrr',
  ],
  [
    listed('cust,freq,recency,T,monetary_value', 50, (i) => [i, i % 4, (i % 4) * 2.5, 39, 20]),
    'rfm_summary: cust=customer_id, freq=frequency, recency=recency, T=T, monetary_value=monetary',
  ],
]

/** Names that say nothing, so that the headers and the values alone decide. */
const named = (cases: readonly (readonly [string, string])[]) =>
  cases.map(([csv, expected], index) => ({
    name: `sheet${index}`,
    csv,
    expected,
    header: csv.split('\n')[0],
  }))

describe.each([
  { what: 'a single row of totals, or one a period', cases: named(totals) },
  { what: 'a row a customer, a ticket, an answer', cases: named(rowsOfThings) },
  { what: 'other layouts', cases: named(tables) },
  { what: 'sheets that are nothing known', cases: named(nothingKnown.map((csv) => [csv, 'none'])) },
])('$what', ({ cases }) => {
  let suggested: ReadonlyMap<string, readonly SuggestedSheet[]>
  beforeAll(async () => {
    suggested = await suggestForFiles(Object.fromEntries(cases.map(({ name, csv }) => [name, csv])))
  })

  it.each(cases)('$header', ({ name, expected }) => {
    expect(summary(suggested.get(name))).toBe(expected)
  })
})
