import { afterEach, describe, expect, it } from 'vitest'
import { type MappedProject, mappedProject } from '../mapping/mapped-project.ts'

let project: MappedProject | undefined
afterEach(async () => {
  await project?.engine.dispose()
  project = undefined
})

const customers = `customer_id,start_date,end_date
A,2020-01-05,2022-03-01
B,2019-01-06,2023-02-01
C,2021-05-06,
`

async function churnIn(from: string, to: string) {
  project ??= await mappedProject({ 'customers.csv': customers })
  const { metrics } = await project.engine.ask('metrics.report', {
    period: { from, to },
    metrics: ['customer_churn_rate', 'logo_churn'],
  })
  return metrics
}

describe('a rate whose flows add up', () => {
  it('says so over more than a year', async () => {
    const [rate, count] = await churnIn('2021-01-01', '2024-01-01')
    expect(rate).toMatchObject({ value: 1, note: 'added up over 36 months' })
    expect(rate?.warnings[0]).toContain('no rate of a month or a year')
    expect(count?.note).toBeUndefined()
  })

  it('is a plain rate up to a year, a leap year too', async () => {
    expect((await churnIn('2023-01-01', '2024-01-01'))[0]?.note).toBeUndefined()
    expect((await churnIn('2020-01-01', '2021-01-01'))[0]?.note).toBeUndefined()
  })
})
