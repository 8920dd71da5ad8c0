import { existsSync, readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { read, utils } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { TestEngine } from '../engine-fixture.ts'
import { suggestedProject } from './suggested-project.ts'

const data = new URL('../../../../../shared/data/', import.meta.url)
const file = (name: string): string => new URL(name, data).pathname
const isHere = existsSync(data)

async function valuesOf({ ask }: TestEngine, ids: readonly string[]) {
  const { metrics } = await ask('metrics.report', { period: null, metrics: [...ids] })
  return Object.fromEntries(metrics.map((metric) => [metric.id, metric]))
}

describe.skipIf(!isHere)('a snapshot of telephone customers, mapped as suggested', () => {
  let engine: TestEngine
  beforeAll(async () => {
    engine = await suggestedProject(file('telco.csv'))
  })
  afterAll(() => engine.dispose())

  it('1,869 of 7,043 customers left, over whatever time the file covers', async () => {
    const values = await valuesOf(engine, ['customer_churn_rate', 'logo_churn', 'customer_retention_rate'])
    expect(values.customer_churn_rate).toMatchObject({ value: 1869 / 7043, snapshot: true, rows: 7043 })
    expect(values.logo_churn?.value).toBe(1869)
    expect(values.customer_retention_rate?.value).toBeCloseTo(1 - 1869 / 7043, 12)
  })

  it('MRR, MRR lost and ARPA are the monthly charges as a query over the file adds them up', async () => {
    const [charges] = await query(
      `SELECT sum("Monthly Charges") FILTER (Churn = 'No') AS kept, sum("Monthly Charges") FILTER (Churn = 'Yes') AS gone,
         avg("Monthly Charges") AS mean, avg("Monthly Charges") FILTER (Churn = 'No') AS mean_kept
       FROM read_csv('${file('telco.csv')}', types = {'Churn': 'VARCHAR'})`,
    )
    const values = await valuesOf(engine, ['mrr', 'churned_mrr', 'arpa', 'gross_mrr_churn_rate'])
    expect(values.mrr?.value).toBeCloseTo(charges?.kept ?? Number.NaN, 6)
    expect(values.churned_mrr?.value).toBeCloseTo(charges?.gone ?? Number.NaN, 6)
    expect(values.arpa?.value).toBeCloseTo(charges?.mean ?? Number.NaN, 9)
    expect(values.arpa?.beside.staying).toBeCloseTo(charges?.mean_kept ?? Number.NaN, 9)
    const rate = (charges?.gone ?? 0) / ((charges?.gone ?? 0) + (charges?.kept ?? 0))
    expect(values.gross_mrr_churn_rate?.value).toBeCloseTo(rate, 12)
  })

  it('churn by contract adds up to the whole', async () => {
    const { breakdown, metrics } = await engine.ask('metrics.report', {
      period: null,
      metrics: ['logo_churn'],
      by: 'plan',
    })
    expect(breakdown.reduce((sum, row) => sum + (row.value ?? 0), 0)).toBe(metrics[0]?.value)
  })
})

describe.skipIf(!isHere)('eighteen months of purchases of CDs, mapped as suggested', () => {
  const purchases = `(SELECT master_id AS customer, strptime("date", '%Y%m%d')::DATE AS day, amount
    FROM read_csv('${file('cdnow_transactions.csv')}', strict_mode = false, types = {'master_id': 'VARCHAR', 'date': 'VARCHAR'}))`
  let engine: TestEngine
  beforeAll(async () => {
    engine = await suggestedProject(file('cdnow_transactions.csv'))
  })
  afterAll(() => engine.dispose())

  it('orders of one day are one; customers with more than one order are repeat customers', async () => {
    const [expected] = await query(
      `SELECT count(*)::DOUBLE AS buyers, (count(*) FILTER (days > 1))::DOUBLE AS repeaters, sum(days)::DOUBLE AS orders, sum(spent)::DOUBLE AS spent
       FROM (SELECT count(DISTINCT day) AS days, sum(amount) AS spent FROM ${purchases} GROUP BY customer)`,
    )
    const values = await valuesOf(engine, [
      'repeat_purchase_rate',
      'average_order_value',
      'purchase_frequency',
    ])
    expect(expected?.buyers).toBe(2357)
    expect(values.repeat_purchase_rate?.inputs).toEqual({
      repeat_customers: expected?.repeaters,
      buying_customers: expected?.buyers,
    })
    expect(values.average_order_value?.inputs.order_count).toBe(expected?.orders)
    expect(values.average_order_value?.inputs.order_amounts).toBeCloseTo(expected?.spent ?? Number.NaN, 6)
    expect(values.purchase_frequency?.value).toBeCloseTo((expected?.orders ?? 0) / 2357 / 1.5, 9)
  })

  it('the customers won in January 1997 come back, month by month, as a query over the file has it', async () => {
    const months = await query(
      `WITH bought AS (SELECT DISTINCT customer, date_trunc('month', day) AS month FROM ${purchases}),
            won AS (SELECT customer FROM bought GROUP BY customer HAVING min(month) = DATE '1997-01-01')
       SELECT count(*)::DOUBLE AS customers FROM bought JOIN won USING (customer) GROUP BY month ORDER BY month`,
    )
    const triangle = await engine.ask('metrics.cohorts', { of: 'customers', grain: 'month' })
    const [january] = triangle.cohorts
    const size = months[0]?.customers ?? 0
    expect(january).toMatchObject({ cohort: 'Jan 1997', size })
    expect(january?.retained.map((share) => Math.round((share ?? 0) * size))).toEqual(
      months.map(({ customers }) => customers),
    )
  })
})

describe.skipIf(!isHere)('invoice lines of a shop, with returns and lines without a customer', () => {
  const cells = z.record(z.string(), z.union([z.string(), z.number(), z.date()]))
  let engine: TestEngine
  let lines: z.infer<typeof cells>[]
  beforeAll(async () => {
    engine = await suggestedProject(file('online_retail_part.xlsx'))
    const workbook = read(readFileSync(file('online_retail_part.xlsx')))
    const sheet = workbook.Sheets[workbook.SheetNames[0] ?? '']
    lines = z.array(cells).parse(sheet === undefined ? [] : utils.sheet_to_json(sheet))
  })
  afterAll(() => engine.dispose())

  /** Invoices with the sum of their lines; two customers on one invoice are two orders. */
  function invoices(): { customer: string; amount: number }[] {
    const orders = new Map<string, { customer: string; amount: number }>()
    for (const line of lines) {
      const customer = String(line.CustomerID ?? '')
      const key = `${line.InvoiceNo} ${customer}`
      const order = orders.get(key) ?? { customer, amount: 0 }
      orders.set(key, { customer, amount: order.amount + Number(line.Quantity) * Number(line.UnitPrice) })
    }
    return [...orders.values()]
  }

  it('several lines of an invoice are one order, and an invoice below zero is a return', async () => {
    const { average_order_value: value } = await valuesOf(engine, ['average_order_value'])
    const bought = invoices().filter(({ amount }) => amount >= 0)
    const returned = invoices().filter(({ amount }) => amount < 0)
    expect(value?.inputs.order_count).toBe(bought.length)
    expect(value?.inputs.order_amounts).toBeCloseTo(sumOf(bought), 4)
    expect(value?.beside.return_count).toBe(returned.length)
    expect(value?.beside.returned).toBeCloseTo(-sumOf(returned), 4)
  })

  it('lines without a customer are nobody’s orders: they make no repeat customer', async () => {
    const { repeat_purchase_rate: value } = await valuesOf(engine, ['repeat_purchase_rate'])
    const counts = new Map<string, number>()
    for (const { customer, amount } of invoices())
      if (customer !== '' && amount >= 0) counts.set(customer, (counts.get(customer) ?? 0) + 1)
    expect(value?.inputs).toEqual({
      repeat_customers: [...counts.values()].filter((count) => count > 1).length,
      buying_customers: counts.size,
    })
  })
})

const sumOf = (orders: readonly { amount: number }[]): number =>
  orders.reduce((sum, { amount }) => sum + amount, 0)

/** Asks a database of its own, which knows nothing of Tenure. */
async function query(sql: string): Promise<Record<string, number>[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const reader = await connection.runAndReadAll(sql)
  return z.array(z.record(z.string(), z.number())).parse(reader.getRowObjects())
}
