import { afterEach, describe, expect, it } from 'vitest'
import { currencyOfFormat } from '#electron/engine/mapping/datasets/currency.ts'
import { type MappedProject, mappedProject } from './mapped-project.ts'

let project: MappedProject | undefined
afterEach(async () => {
  await project?.engine.dispose()
  project = undefined
})

const open = async (files: Readonly<Record<string, string>>): Promise<MappedProject> => {
  project = await mappedProject(files)
  return project
}

describe('cells read as what their field holds', () => {
  it('takes flags in any words, and keeps apart what is blank and what is not understood', async () => {
    const { rows, dataset } = await open({
      'a.csv': 'customer_id,churned,mrr\nA,Yes,10\nB,no,"1,200.50"\nC, ,N/A\nD,perhaps,\nE,TRUE,$30\n',
    })
    expect(await rows('customers', ['customer_id', 'churned', 'mrr', 'churned__bad', 'mrr__bad'])).toEqual([
      { customer_id: 'A', churned: 'true', mrr: '10.0', churned__bad: null, mrr__bad: null },
      { customer_id: 'B', churned: 'false', mrr: '1200.5', churned__bad: null, mrr__bad: null },
      { customer_id: 'C', churned: null, mrr: null, churned__bad: null, mrr__bad: 'N/A' },
      { customer_id: 'D', churned: null, mrr: null, churned__bad: 'perhaps', mrr__bad: null },
      { customer_id: 'E', churned: 'true', mrr: '30.0', churned__bad: null, mrr__bad: null },
    ])
    const { fields } = await dataset('customers')
    expect(fields.get('mrr')).toMatchObject({ blankCount: 1, badCount: 1, badColumn: '"mrr__bad"' })
    expect(fields.get('customer_id')).toMatchObject({ blankCount: 0, badCount: 0 })
    expect(fields.get('customer_id')?.badColumn).toBeUndefined()
  })

  it('decides the order of day and month from all the values of a column', async () => {
    const { rows } = await open({
      'dmy.csv': 'customer_id,start_date,mrr\nA,01/02/2024,1\nB,03/04/2024,1\nC,25/12/2023,1\n',
    })
    expect(await rows('customers', ['start_date'])).toEqual([
      { start_date: '2024-02-01' },
      { start_date: '2024-04-03' },
      { start_date: '2023-12-25' },
    ])
  })

  it('lets the other dates of the sheet settle what a column leaves open', async () => {
    const { rows } = await open({
      'b.csv': 'customer_id,start_date,end_date\nA,01/02/2024,\nB,03/04/2024,05/13/2024\nC,02/03/2024,\n',
    })
    expect(await rows('customers', ['start_date', 'end_date'])).toEqual([
      { start_date: '2024-01-02', end_date: null },
      { start_date: '2024-03-04', end_date: '2024-05-13' },
      { start_date: '2024-02-03', end_date: null },
    ])
  })

  it('asks where all values leave the order open, and guesses nothing', async () => {
    const { engine, rows } = await open({
      'c.csv': 'customer_id,start_date,mrr\nA,01/02/2024,1\nB,03/04/2024,1\nC,05/05/2024,1\n',
    })
    const { sheets } = await engine.ask('mapping.suggest', {})
    expect(sheets[0]?.questions).toEqual([
      {
        column: 'start_date',
        question: 'Is 01/02/2024 in column “start_date” written day first or month first?',
        answers: ['dmy', 'mdy'],
      },
    ])
    expect(await rows('customers', ['start_date', 'start_date__bad'])).toEqual([
      { start_date: null, start_date__bad: '01/02/2024' },
      { start_date: null, start_date__bad: '03/04/2024' },
      { start_date: '2024-05-05', start_date__bad: null },
    ])
  })

  it('reads amounts with a decimal comma where the values show one', async () => {
    const { rows } = await open({
      'd.csv':
        'customer_id;start_date;mrr\nA;2024-01-01;1.234,56 €\nB;2024-01-01;12,50 €\nC;2024-01-01;1.000 €\n',
    })
    expect(await rows('customers', ['mrr'])).toEqual([{ mrr: '1234.56' }, { mrr: '12.5' }, { mrr: '1000.0' }])
  })

  it('keeps the sign that amounts are written with', async () => {
    const { dataset } = await open({
      'd.csv': 'customer_id,start_date,mrr\nA,2024-01-01,$12.50\nB,2024-01-01,$8\n',
      't.csv': 'order_id,customer_id,date,amount\n1,A,2024-01-01,5\n2,A,2024-01-02,6\n',
    })
    expect((await dataset('customers')).currency).toBe('$')
    expect((await dataset('transactions')).currency).toBeUndefined()
  })

  it('takes "N/A" for no date, and for an amount that is not known', async () => {
    const { rows } = await open({
      'e.csv': 'customer_id,start_date,end_date,mrr\nA,2024-01-01,N/A,N/A\nB,2024-01-02,2024-03-01,5\n',
    })
    expect(await rows('customers', ['end_date', 'end_date__bad', 'mrr__bad'])).toEqual([
      { end_date: null, end_date__bad: null, mrr__bad: 'N/A' },
      { end_date: '2024-03-01', end_date__bad: null, mrr__bad: null },
    ])
  })

  it('brings spellings of one group together', async () => {
    const { rows } = await open({
      'f.csv': 'customer_id,mrr,plan\nA,1,Basic\nB,1,Basic\nC,1,basic\nD,1, BASIC \nE,1,Pro\n',
    })
    expect((await rows('customers', ['plan'])).map(({ plan }) => plan)).toEqual([
      'Basic',
      'Basic',
      'Basic',
      'Basic',
      'Pro',
    ])
  })

  it('reads the words of any help desk for a status', async () => {
    const { rows } = await open({
      'g.csv':
        'ticket_id,created_at,status\n1,2024-01-01,Done\n2,2024-01-01,RESOLVED\n3,2024-01-01,in progress\n4,2024-01-01,Waiting on customer\n5,2024-01-01,Frozen\n',
    })
    expect(await rows('tickets', ['status', 'status__bad', 'is_solved'])).toEqual([
      { status: 'solved', status__bad: null, is_solved: 'true' },
      { status: 'solved', status__bad: null, is_solved: 'true' },
      { status: 'open', status__bad: null, is_solved: 'false' },
      { status: 'pending', status__bad: null, is_solved: 'false' },
      { status: null, status__bad: 'Frozen', is_solved: 'false' },
    ])
  })

  it('reads a whole number kept as text as an id without decimals', async () => {
    const { rows } = await open({ 'h.csv': 'CustomerID,mrr\n17850,1\n13047,2\n' })
    expect(await rows('customers', ['customer_id'])).toEqual([
      { customer_id: '17850' },
      { customer_id: '13047' },
    ])
  })
})

describe('repetitions', () => {
  it('marks a row that repeats another word for word, and leaves one of other content alone', async () => {
    const { rows, dataset } = await open({
      'a.csv':
        'customer_id,start_date,mrr\nA,2024-01-01,1\nB,2024-01-02,2\nA,2024-01-01,1\nB,2024-01-02,3\nA,2024-01-01,1\n',
    })
    expect((await rows('customers', ['duplicate__'])).map(({ duplicate__ }) => duplicate__)).toEqual([
      'false',
      'false',
      'true',
      'false',
      'true',
    ])
    expect((await dataset('customers')).duplicateCount).toBe(2)
  })

  it('knows none where rows have no key, such as purchases', async () => {
    const { dataset } = await open({
      'a.csv': 'customer_id,date,amount\nA,2024-01-01,1\nA,2024-01-01,1\nB,2024-01-01,1\n',
    })
    expect((await dataset('transactions')).duplicateCount).toBe(0)
  })
})

describe('sheets put together', () => {
  it('appends several sheets of one kind, and says which sheet a row is from', async () => {
    const { rows, dataset } = await open({
      'north.csv': 'customer_id,mrr,plan\nA,1,Basic\nB,2,Pro\n',
      'south.csv': 'Client ID,Monthly charges,Churn\nC,3,Yes\n',
    })
    expect((await dataset('customers')).rowCount).toBe(3)
    expect(await rows('customers', ['sheet_id', 'customer_id', 'mrr', 'plan', 'churned'])).toEqual([
      { sheet_id: '1', customer_id: 'A', mrr: '1.0', plan: 'Basic', churned: null },
      { sheet_id: '1', customer_id: 'B', mrr: '2.0', plan: 'Pro', churned: null },
      { sheet_id: '2', customer_id: 'C', mrr: '3.0', plan: null, churned: 'true' },
    ])
  })

  it('turns a column a month into a row a month, and leaves out months without an amount', async () => {
    const { rows } = await open({
      'mrr by month.csv': 'customer,Jan 2024,Feb 2024,Mar 2024\nA,10,10,20\nB,5,,5\n',
    })
    expect(await rows('mrr_history', ['customer_id', 'month', 'mrr'])).toEqual([
      { customer_id: 'A', month: '2024-01-01', mrr: '10.0' },
      { customer_id: 'A', month: '2024-02-01', mrr: '10.0' },
      { customer_id: 'A', month: '2024-03-01', mrr: '20.0' },
      { customer_id: 'B', month: '2024-01-01', mrr: '5.0' },
      { customer_id: 'B', month: '2024-03-01', mrr: '5.0' },
    ])
  })

  it('reads customers with a column a month as both: a list and a history', async () => {
    const { dataset } = await open({
      'customers.csv':
        'customer_id,start_date,plan,Jan 2024,Feb 2024,Mar 2024\nA,2023-05-01,Basic,10,10,20\nB,2023-06-01,Pro,5,,5\n',
    })
    expect((await dataset('customers')).rowCount).toBe(2)
    expect((await dataset('mrr_history')).rowCount).toBe(5)
  })

  it('reads figures a row as one row, or one a period', async () => {
    const { rows } = await open({
      'figures.csv': 'KPI,Jan 2024,Feb 2024\nCustomers at start,100,103\nCustomers lost,2,3\n',
    })
    expect(await rows('period_summary', ['period', 'customers_start', 'customers_lost'])).toEqual([
      { period: '2024-01-01', customers_start: '100.0', customers_lost: '2.0' },
      { period: '2024-02-01', customers_start: '103.0', customers_lost: '3.0' },
    ])
  })

  it('lets a single row of totals be about whatever period is asked for', async () => {
    const { dataset } = await open({ 'totals.csv': 'start,lost\n500,25\n' })
    expect((await dataset('period_summary')).fields.get('period')).toMatchObject({ isPeriodStart: true })
  })
})

describe('assumptions', () => {
  it('are taken from rows of names and numbers, a percentage as a fraction', async () => {
    const { datasets } = await open({
      'inputs.csv': 'name,value\nGross margin,78%\nCAC,"7,100"\nDiscount rate,0.12\nMy own number,3\n',
    })
    const { assumptions, assumptionOrigins } = await datasets()
    expect(assumptions.get('gross_margin')).toBe(0.78)
    expect(assumptions.get('acquisition_cost')).toBe(7100)
    expect(assumptions.get('discount_rate')).toBe(0.12)
    expect(assumptions.get('my_own_number')).toBe(3)
    expect(assumptions.get('csat_scale')).toBe(5)
    expect(assumptionOrigins?.get('discount_rate')).toBe('sheet')
    expect(assumptionOrigins?.get('csat_scale')).toBe('default')
  })

  it('are taken from a single row with their names as headers', async () => {
    const { datasets } = await open({ 'x.csv': 'monthly_revenue,lifespan_years\n50,3\n' })
    const { assumptions } = await datasets()
    expect([assumptions.get('average_revenue'), assumptions.get('lifespan_years')]).toEqual([50, 3])
  })

  it('typed by the user beat the sheet', async () => {
    const { datasets, engine } = await open({ 'inputs.csv': 'name,value\nGross margin,78%\nCAC,7100\n' })
    await engine.ask('metrics.setAssumption', { name: 'gross_margin', value: 0.5 })
    expect((await datasets()).assumptions.get('gross_margin')).toBe(0.5)
    await engine.ask('metrics.setAssumption', { name: 'gross_margin', value: null })
    expect((await datasets()).assumptions.get('gross_margin')).toBe(0.78)
  })
})

describe('the currency of a number format', () => {
  it.each([
    ['"$"#,##0.00', '$'],
    ['$#,##0', '$'],
    ['[$€-407] #,##0.00', '€'],
    ['#,##0.00 "USD"', 'USD'],
    ['#,##0.00\\ "kr"', 'kr'],
    ['#,##0.00', undefined],
    ['0.0%', undefined],
    ['yyyy-mm-dd', undefined],
    [undefined, undefined],
  ])('%s', (format, currency) => {
    expect(currencyOfFormat(format)).toBe(currency)
  })
})
