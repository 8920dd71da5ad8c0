import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { mappedProjectOf } from './mapped-project.ts'
import { suggestForFiles, summary } from './suggested-files.ts'

const data = new URL('../../../../../shared/data/', import.meta.url)
const fileNamed = (name: string) => new URL(name, data).pathname
const isHere = existsSync(fileNamed('telco.csv'))

let engine: TestEngine | undefined
afterEach(async () => {
  await engine?.dispose()
  engine = undefined
})

async function open(name: string) {
  engine = await startEngine()
  await engine.open(fileNamed(name))
  return mappedProjectOf(engine)
}

async function mapped(name: string): Promise<string> {
  const { engine: opened } = await open(name)
  return summary((await opened.ask('mapping.suggest', {})).sheets)
}

describe.skipIf(!isHere)('files of the field, with no help', () => {
  it('telco: a snapshot of 7,043 customers, 1,869 of them churned', async () => {
    const project = await open('telco.csv')
    const { sheets } = await project.engine.ask('mapping.suggest', {})
    expect(summary(sheets)).toBe(
      'customers: customerID=customer_id, Tenure Months=tenure_months, Contract=plan, Monthly Charges=mrr, Churn=churned',
    )
    expect(sheets[0]?.values).toEqual([
      { field: 'churned', from: 'No', to: 'false' },
      { field: 'churned', from: 'Yes', to: 'true' },
    ])
    const flags = await project.rows('customers', ['is_churned'])
    expect(flags.length).toBe(7043)
    expect(flags.filter(({ is_churned }) => is_churned === 'true').length).toBe(1869)
  })

  it('telco in its other published spellings', async () => {
    const text = await readFile(fileNamed('telco.csv'), 'utf8')
    const [header = '', ...rows] = text.split(/\r?\n/).slice(0, 400)
    const spelled = (replace: Readonly<Record<string, string>>) =>
      [
        header
          .split(',')
          .map((name) => replace[name] ?? name)
          .join(','),
        ...rows,
      ].join('\n')
    const suggested = await suggestForFiles({
      kaggle: spelled({
        'Tenure Months': 'tenure',
        'Monthly Charges': 'MonthlyCharges',
        'Total Charges': 'TotalCharges',
      }),
      ibm: spelled({ customerID: 'CustomerID', Churn: 'Churn Label' }),
      cognos: spelled({
        customerID: 'Customer ID',
        'Tenure Months': 'Tenure in Months',
        'Monthly Charges': 'Monthly Charge',
        Churn: 'Customer Status',
      }),
    })
    expect(summary(suggested.get('kaggle'))).toBe(
      'customers: customerID=customer_id, tenure=tenure_months, Contract=plan, MonthlyCharges=mrr, Churn=churned',
    )
    expect(summary(suggested.get('ibm'))).toBe(
      'customers: CustomerID=customer_id, Tenure Months=tenure_months, Contract=plan, Monthly Charges=mrr, Churn Label=churned',
    )
    expect(summary(suggested.get('cognos'))).toBe(
      'customers: Customer ID=customer_id, Tenure in Months=tenure_months, Contract=plan, Monthly Charge=mrr, Customer Status=churned',
    )
  })

  it('CDNOW purchases: dates as 19970118, the customer and not the master id', async () => {
    const project = await open('cdnow_transactions.csv')
    const { sheets } = await project.engine.ask('mapping.suggest', {})
    expect(summary(sheets)).toBe(
      'transactions: customer_id=customer_id, date=date, cds=quantity, amount=amount',
    )
    const rows = await project.rows('transactions', ['date'])
    expect(rows[0]).toEqual({ date: '1997-01-01 00:00:00' })
    expect(new Set(rows.map(({ date }) => date)).has(null)).toBe(false)
  })

  it('CDNOW summaries: frequency, recency and T under either of their names', async () => {
    expect(await mapped('cdnow_rfm.csv')).toBe(
      'rfm_summary: ID=customer_id, frequency=frequency, recency=recency, T=T',
    )
    await engine?.dispose()
    expect(await mapped('cdnow_rfm_spend.csv')).toBe(
      'rfm_summary: ID=customer_id, x=frequency, t_x=recency, T=T, zbar=monetary',
    )
  })

  it('Online Retail: invoice lines, returns kept, lines without a customer blank', async () => {
    const project = await open('online_retail_part.xlsx')
    const { sheets } = await project.engine.ask('mapping.suggest', {})
    expect(summary(sheets)).toBe(
      'transactions: InvoiceNo=order_id, Description=product, Quantity=quantity, InvoiceDate=date, UnitPrice=unit_price, CustomerID=customer_id, Country=country',
    )
    const { fields, rowCount } = await project.dataset('transactions')
    expect(rowCount).toBe(40_000)
    expect(fields.get('customer_id')).toMatchObject({ blankCount: 10_057, badCount: 0 })
    expect(fields.get('line_amount')?.origin).toBe('computed')
  })

  it.each([
    'workbooks/simple-monthly-budget.xlsx',
    'workbooks/inventory-table.xlsx',
    'workbooks/DataTableCities.xlsx',
  ])('%s is nothing known, and stays without a kind', async (name) => {
    expect(await mapped(name)).toBe('none')
  })
})
