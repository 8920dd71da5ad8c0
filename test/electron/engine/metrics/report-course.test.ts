import { afterEach, expect, it } from 'vitest'
import { type MappedProject, mappedProject } from '../mapping/mapped-project.ts'

let project: MappedProject | undefined
afterEach(async () => {
  await project?.engine.dispose()
  project = undefined
})

it('values of one period and the course of a longer one are answered together, as they are apart', async () => {
  const tickets = ['ticket_id,created_at,resolved_at']
  for (let day = 1; day <= 28; day++)
    for (const month of ['01', '02', '03'])
      tickets.push(`${month}${day},2024-${month}-${String(day).padStart(2, '0')},2024-${month}-28`)
  project = await mappedProject({ 'tickets.csv': `${tickets.join('\n')}\n` })
  const { ask } = project.engine
  const march = { from: '2024-03-01', to: '2024-04-01' }
  const course = { from: '2024-01-01', to: '2024-04-01' }
  const metrics = ['ticket_volume', 'average_resolution_time']
  const together = await ask('metrics.report', {
    period: march,
    metrics,
    compare: true,
    grain: 'month',
    course,
  })
  const value = await ask('metrics.report', { period: march, metrics, compare: true })
  const series = await ask('metrics.report', { period: course, metrics, grain: 'month' })
  expect(together.metrics).toEqual(value.metrics)
  expect(together.previous).toEqual(value.previous)
  expect(together.period).toEqual(march)
  expect(together.series).toEqual(series.series)
  expect(together.series.map(({ id, period }) => [id, period])).toHaveLength(6)
})
