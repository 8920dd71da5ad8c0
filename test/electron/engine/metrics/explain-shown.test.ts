import { afterEach, expect, it } from 'vitest'
import { type MappedProject, mappedProject } from '../mapping/mapped-project.ts'

let project: MappedProject | undefined
afterEach(async () => {
  await project?.engine.dispose()
  project = undefined
})

it('explains the method whose value is shown, not the first that could be', async () => {
  project = await mappedProject({
    'customers.csv':
      'customer_id,start_date,end_date\nA,2024-01-05,\nB,2024-01-06,2024-03-01\nC,2024-02-06,2024-03-09\n',
  })
  const { ask } = project.engine
  const period = null
  const [shown] = (await ask('metrics.report', { period, metrics: ['customer_churn_rate'] })).metrics
  const explained = await ask('metrics.explain', { period, metric: 'customer_churn_rate' })
  expect(shown?.method).toBe('snapshot')
  expect(explained.method).toBe('snapshot')
  expect(explained.inputs.map(({ name }) => name)).toEqual(Object.keys(shown?.inputs ?? {}))
})
