import { afterEach, expect, it } from 'vitest'
import { type MappedProject, mappedProject } from './mapped-project.ts'

let project: MappedProject | undefined
afterEach(async () => {
  await project?.engine.dispose()
  project = undefined
})

it('a total at the foot of a list is said, with its row and the metrics that it distorts', async () => {
  project = await mappedProject({
    'customers.csv': 'Customer,Start,MRR\nA,2024-01-01,100\nTotal Care Ltd,2024-01-15,50\nTotal:,,150\n',
  })
  const { findings } = await project.engine.ask('mapping.quality', {})
  const [total, ...others] = findings.filter(({ code }) => code === 'total_rows')
  expect(others).toEqual([])
  expect(total?.count).toBe(1)
  expect(total?.message).toContain('looks like a total')
  expect(total?.message).toContain('“Total:”')
  expect(total?.metrics).toContain('mrr')
})
