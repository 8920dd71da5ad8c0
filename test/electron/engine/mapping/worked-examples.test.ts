import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEngine, type TestEngine } from '../engine-fixture.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await startEngine()
})
afterAll(() => engine.dispose())

/** A header and a row a thing, the first `part` of `whole` with one value and the rest with another. */
const counted = (header: string, whole: number, part: number, yes: string, no: string): string =>
  [header, ...Array.from({ length: whole }, (_, index) => `${index + 1},${index < part ? yes : no}`)].join(
    '\n',
  )

/** The published examples, written as an analyst would jot them down. */
const examples: readonly (readonly [metric: string, value: number, csv: string])[] = [
  ['customer_churn_rate', 0.05, 'start,lost\n500,25'],
  ['customer_churn_rate', 0.05, 'metric,value\nCustomers at start,500\nCustomers lost,25'],
  ['customer_churn_rate', 0.05, counted('customer,churned', 500, 25, 'yes', 'no')],
  ['customer_churn_rate', 14 / 150, 'customers_start,customers_end\n150,136'],
  ['customer_churn_rate', 0.01, 'Customers at start,Customers lost\n500,5'],
  ['customer_retention_rate', 0.84, 'period,start,new,end\n2024-01,150,32,158'],
  ['customer_retention_rate', 0.84, 'S,N,E\n25,10,31'],
  ['customer_retention_cost', 10, 'retention_cost,customers_retained\n"10,000","1,000"'],
  ['customer_lifetime_value', 1800, 'monthly_revenue,lifespan_years\n50,3'],
  ['customer_lifetime_value', 1800, 'name,value\nmonthly_revenue,50\nlifespan_years,3'],
  ['ticket_resolution_rate', 0.95, 'tickets_received,tickets_solved\n100,95'],
  ['ticket_resolution_rate', 0.95, counted('ticket_id,status', 100, 95, 'Solved', 'Open')],
  ['first_contact_resolution_rate', 0.4, 'issues,first_contact\n500,200'],
  ['self_service_rate', 0.75, 'issues_total,self_service_resolved\n200,150'],
  ['self_service_rate', 0.75, counted('ticket_id,self_served', 200, 150, 'yes', 'no')],
  ['product_adoption_rate', 0.1, 'signups,active\n50,5'],
  ['arpa', 3000, 'mrr,subscribers\n33000,11'],
  ['conversion_rate', 0.005, 'visitors,conversions\n1000,5'],
]

describe('a published example as a small file', () => {
  it.each(
    examples.map(([metric, value, csv], index) => ({
      metric,
      value,
      csv,
      header: csv.split('\n')[0],
      index,
    })),
  )('$header gives $metric $value', async ({ metric, value, csv, index }) => {
    await engine.open(await engine.write(`example ${index}.csv`, csv))
    const { metrics } = await engine.ask('metrics.report', { period: null, metrics: [metric] })
    expect(metrics[0]?.value).toBeCloseTo(value, 10)
  })
})
