import { afterEach, describe, expect, it } from 'vitest'
import { type MappedProject, mappedProject } from './mapped-project.ts'

let project: MappedProject | undefined
afterEach(async () => {
  await project?.engine.dispose()
  project = undefined
})

async function metricOf(metric: string, text: string): Promise<number | null | undefined> {
  project = await mappedProject({ 'data.csv': text })
  const { metrics } = await project.engine.ask('metrics.report', { period: null, metrics: [metric] })
  return metrics[0]?.value
}

describe('sheets of a name and a yes or no', () => {
  it('tickets that say whether the first contact solved them', async () => {
    expect(
      await metricOf('first_contact_resolution_rate', 'ticket_id,first_contact\n1,yes\n2,no\n3,yes\n4,yes\n'),
    ).toBe(0.75)
  })

  it('users who are marked as activated', async () => {
    expect(await metricOf('product_adoption_rate', 'user_id,activated\na,yes\nb,no\nc,no\nd,yes\n')).toBe(0.5)
  })

  it('users who are marked as activated, by the period of their signing up', async () => {
    const text =
      'user,signup date,activated\na,2024-01-05,Y\nb,2024-01-09,N\nc,2024-02-01,Y\nd,2024-02-02,Y\n'
    expect(await metricOf('product_adoption_rate', text)).toBe(0.75)
    const february = await project?.engine.ask('metrics.report', {
      period: { from: '2024-02-01', to: '2024-03-01' },
      metrics: ['product_adoption_rate'],
    })
    expect(february?.metrics[0]?.value).toBe(1)
  })
})

describe('headers that say the opposite of a field', () => {
  it('"answered" is a call that was not abandoned', async () => {
    const text = 'Call ID,Time in Queue (sec),Answered\n1,30,Yes\n2,60,Yes\n3,90,No\n'
    expect(await metricOf('average_speed_to_answer', text)).toBe(45)
  })

  it('"is_active" and "retained" are customers who have not left, in words, flags and numbers', async () => {
    expect(await metricOf('customer_churn_rate', 'customer,retained\na,Yes\nb,No\nc,Yes\nd,Yes\n')).toBe(0.25)
    await project?.engine.dispose()
    const flags = 'customer_id,is_active,plan\n1,TRUE,a\n2,FALSE,a\n3,TRUE,b\n4,TRUE,b\n'
    expect(await metricOf('customer_churn_rate', flags)).toBe(0.25)
    await project?.engine.dispose()
    const numbers = 'customer_id,active,plan\n1,1,a\n2,0,a\n3,1,b\n4,1,b\n'
    expect(await metricOf('customer_churn_rate', numbers)).toBe(0.25)
  })
})

describe('answers and durations by what their values and headers say', () => {
  it('a rating of 1 to 5 is satisfaction, one of 0 to 10 a recommendation', async () => {
    const lines = (ratings: number[]) =>
      ['response,date,rating', ...ratings.map((rating, at) => `${at},2024-03-0${at + 1},${rating}`)].join(
        '\n',
      )
    expect(await metricOf('csat', lines([5, 4, 2, 3]))).toBe(0.5)
    await project?.engine.dispose()
    expect(await metricOf('nps', lines([10, 9, 2, 8]))).toBe(25)
  })

  it('hours that a ticket took, where the sheet says how long and not when', async () => {
    const text =
      'Ticket ID,Created,Resolution Time (hours)\n1,2024-01-01,10\n2,2024-01-02,20\n3,2024-01-03,\n'
    expect(await metricOf('average_resolution_time', text)).toBe(15)
  })

  it('minutes are not taken for hours', async () => {
    const text = 'Ticket ID,Created,Resolution Time (min)\n1,2024-01-01,60\n2,2024-01-02,120\n'
    expect(await metricOf('average_resolution_time', text)).toBeNull()
  })

  it('a ticket that carries the answer to a survey is read as both', async () => {
    const text = `Ticket ID,Created,Status,Resolved,Customer Satisfaction Rating
1,2024-01-01,Closed,2024-01-02,5
2,2024-01-02,Closed,2024-01-03,2
3,2024-01-03,Open,,
`
    expect(await metricOf('csat', text)).toBe(0.5)
    const { metrics } = (await project?.engine.ask('metrics.report', {
      period: null,
      metrics: ['ticket_volume'],
    })) ?? { metrics: [] }
    expect(metrics[0]?.value).toBe(3)
  })
})
