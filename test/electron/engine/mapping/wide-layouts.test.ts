import { afterEach, describe, expect, it } from 'vitest'
import { type MappedProject, mappedProject } from './mapped-project.ts'

let project: MappedProject | undefined
afterEach(async () => {
  await project?.engine.dispose()
  project = undefined
})

const lines = ['A,10,10,12', 'B,5,0,0', 'C,,7,7']

async function historyOf(header: string): Promise<unknown[][]> {
  project = await mappedProject({ 'wide.csv': `${[header, ...lines].join('\n')}\n` })
  const rows = await project.rows('mrr_history', ['customer_id', 'month', 'mrr'])
  return rows.map(({ customer_id, month, mrr }) => [customer_id, month, Number(mrr)])
}

describe('a column a month, a customer a row', () => {
  it.each([
    'customer,2024-01,2024-02,2024-03',
    'customer_id,202401,202402,202403',
    'Account,Jan 2024,Feb 2024,Mar 2024',
    'Customer,Jan-24,Feb-24,Mar-24',
    'customer,01/2024,02/2024,03/2024',
    'Kunde,01.2024,02.2024,03.2024',
    'customer,2024-01-01,2024-02-01,2024-03-01',
    'customer,1/1/2024,2/1/2024,3/1/2024',
    'Kunde,01.01.2024,01.02.2024,01.03.2024',
    'customer,mrr_2024_01,mrr_2024_02,mrr_2024_03',
    'customer,MRR Jan 2024,MRR Feb 2024,MRR Mar 2024',
  ])('%s becomes a row a customer and month', async (header) => {
    expect(await historyOf(header)).toEqual([
      ['A', '2024-01-01', 10],
      ['A', '2024-02-01', 10],
      ['A', '2024-03-01', 12],
      ['B', '2024-01-01', 5],
      ['B', '2024-02-01', 0],
      ['B', '2024-03-01', 0],
      ['C', '2024-02-01', 7],
      ['C', '2024-03-01', 7],
    ])
  })

  it('takes the figure that is recurring revenue where there are several', async () => {
    const header = 'customer,Seats 2024-01,Seats 2024-02,MRR 2024-01,MRR 2024-02'
    project = await mappedProject({ 'wide.csv': `${header}\nA,1,2,10,20\nB,3,4,30,40\n` })
    const rows = await project.rows('mrr_history', ['customer_id', 'month', 'mrr'])
    expect(rows.map(({ month, mrr }) => [month, Number(mrr)])).toEqual([
      ['2024-01-01', 10],
      ['2024-02-01', 20],
      ['2024-01-01', 30],
      ['2024-02-01', 40],
    ])
  })

  it('named by the last day of each month covers the months from their first', async () => {
    await historyOf('customer,2024-01-31,2024-02-29,2024-03-31')
    expect(await project?.engine.ask('metrics.range', {})).toMatchObject({
      from: '2024-01-01',
      to: '2024-04-01',
    })
  })
})
