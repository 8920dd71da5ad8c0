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
