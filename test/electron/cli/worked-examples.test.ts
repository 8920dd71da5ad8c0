import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import kpi from '#electron/cli/commands/kpi.ts'
import { kpiDocument } from './documents.ts'

/** The published definitions' own figures, typed as an analyst might type them: header line, then rows. */
const examples: readonly (readonly [
  claim: string,
  metric: string,
  value: number,
  spellings: readonly string[],
])[] = [
  [
    'start 500, lost 25: churn 5 %',
    'customer_churn_rate',
    0.05,
    ['start,lost\n500,25', 'Customers at start,Customers lost\n500,25'],
  ],
  [
    'start 150, end 136: churn 9.33 %, net of new',
    'customer_churn_rate',
    14 / 150,
    ['customers_start,customers_end\n150,136', 'Start,End\n150,136'],
  ],
  [
    'start 500, lost 5: churn 1 %',
    'customer_churn_rate',
    0.01,
    ['Opening customers,Churned customers\n500,5', 'name,value\nCustomers at start,500\nCustomers lost,5'],
  ],
  [
    'start 150, new 32, end 158: retention 84 %',
    'customer_retention_rate',
    0.84,
    ['start,new,end\n150,32,158', 'Customers start,New customers,Customers end\n150,32,158'],
  ],
  ['start 25, new 10, end 31: retention 84 %', 'customer_retention_rate', 0.84, ['Start,New,End\n25,10,31']],
  [
    'cost 10,000 for 1,000 customers retained: retention cost 10',
    'customer_retention_cost',
    10,
    ['retention_cost,customers_retained\n10000,1000', 'Retention cost,Customers retained\n"$10,000","1,000"'],
  ],
  [
    '50 a month for 3 years: lifetime value 1,800',
    'customer_lifetime_value',
    1800,
    ['monthly_revenue,lifespan_years\n50,3', 'name,value\nMonthly revenue,50\nLifespan years,3'],
  ],
  [
    '95 of 100 tickets: resolution rate 95 %',
    'ticket_resolution_rate',
    0.95,
    ['tickets_received,tickets_solved\n100,95', 'Tickets received,Tickets resolved\n100,95'],
  ],
  [
    '200 of 500 issues at first contact: 40 %',
    'first_contact_resolution_rate',
    0.4,
    ['issues_total,first_contact_resolved\n500,200', 'Total issues,Resolved at first contact\n500,200'],
  ],
  [
    '150 of 200 issues self-served: 75 %',
    'self_service_rate',
    0.75,
    ['issues_total,self_service_resolved\n200,150', 'Total issues,Self-service resolved\n200,150'],
  ],
  [
    '5 of 50 sign-ups active: adoption 10 %',
    'product_adoption_rate',
    0.1,
    ['signups,activated\n50,5', 'Sign-ups,Activated\n50,5'],
  ],
  [
    'MRR 33,000 of 11 subscribers: ARPA 3,000',
    'arpa',
    3000,
    ['mrr,subscribers\n33000,11', 'MRR,Accounts\n"33,000",11'],
  ],
  [
    '5 of 1,000 visitors: conversion 0.5 %',
    'conversion_rate',
    0.005,
    ['visitors,conversions\n1000,5', 'Website visitors,Conversions\n1000,5'],
  ],
]

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenure-examples-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const cases = examples.flatMap(([claim, metric, value, spellings]) =>
  spellings.map((csv) => ({ claim, metric, value, csv, headers: csv.split('\n')[0] })),
)

describe('tenure kpi', () => {
  it.each(cases)('$claim, from $headers', async ({ metric, value, csv }) => {
    const path = join(folder, 'figures.csv')
    await writeFile(path, `${csv}\n`)
    const outcome = await kpi.run([path], { metric: [metric] })
    if (!outcome.ok) throw new Error(outcome.error.message)
    const [shown] = kpiDocument.parse(outcome.value.json).metrics
    expect(shown?.value, shown?.reason ?? '').toBeCloseTo(value, 9)
  })
})
