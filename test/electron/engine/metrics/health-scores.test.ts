import { afterEach, describe, expect, it } from 'vitest'
import { healthScores } from '#electron/engine/metrics/health-scores.ts'
import { type MappedProject, mappedProject } from '../mapping/mapped-project.ts'

let project: MappedProject | undefined
afterEach(async () => {
  await project?.engine.dispose()
  project = undefined
})

/** By default usage weighs 30, support 20; green from 70, amber from 40. */
const customers =
  'customer_id,start_date,usage_score,support_score\nA,2024-01-05,80,30\nB,2024-01-06,90,\nC,2024-01-07,,\nD,2024-01-08,10,n/a\nE,2024-01-09,0,100\n'

const open = async (text = customers): Promise<MappedProject> => {
  project = await mappedProject({ 'customers.csv': text })
  return project
}

describe('health scores of the rows of customers', () => {
  it('gives each row its score and band, and says which dimensions left their weight to others', async () => {
    const { engine } = await open()
    const scores = await healthScores(await engine.engine.project())
    if (!scores.ok) throw new Error(scores.error.message)
    expect(scores.value?.dimensions).toEqual(['usage', 'support'])
    expect(
      scores.value?.rows.map(({ customer, score, band, missing }) => [customer, score, band, missing]),
    ).toEqual([
      ['A', 60, 'amber', []],
      ['B', 90, 'green', ['support']],
      ['C', null, null, ['usage', 'support']],
      ['D', null, null, ['support']],
      ['E', 40, 'amber', []],
    ])
  })

  it('follows the weights that are saved', async () => {
    const { engine } = await open()
    await engine.ask('metrics.setAssumption', { name: 'health_support_weight', value: 0 })
    const scores = await healthScores(await engine.engine.project())
    expect(scores.ok && scores.value?.rows.map(({ score }) => score)).toEqual([80, 90, null, null, 0])
  })

  it('has none where no dimension is mapped', async () => {
    const { engine } = await open('customer_id,start_date\nA,2024-01-05\n')
    expect(await healthScores(await engine.engine.project())).toEqual({ ok: true, value: undefined })
  })
})
