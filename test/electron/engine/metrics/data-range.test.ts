import { afterEach, describe, expect, it } from 'vitest'
import { suggestedPeriod } from '#electron/engine/metrics/data-range.ts'
import { type MappedProject, mappedProject } from '../mapping/mapped-project.ts'

let project: MappedProject | undefined
afterEach(async () => {
  await project?.engine.dispose()
  project = undefined
})

const suggested = (from: string, to: string) => suggestedPeriod({ from, to })

describe('the period to start with', () => {
  it('is the last month that the data covers to its end, or nearly', () => {
    expect(suggested('2024-01-10', '2025-05-01')).toEqual({ from: '2025-04-01', to: '2025-05-01' })
    expect(suggested('2024-01-10', '2025-04-29')).toEqual({ from: '2025-04-01', to: '2025-05-01' })
    expect(suggested('2024-01-10', '2025-04-12')).toEqual({ from: '2025-03-01', to: '2025-04-01' })
  })

  it('is the only month there is, whole or not', () => {
    expect(suggested('2025-04-03', '2025-04-12')).toEqual({ from: '2025-04-01', to: '2025-05-01' })
  })

  it('is none without dates', () => {
    expect(suggestedPeriod(undefined)).toBeUndefined()
  })
})

describe('dates that are ahead', () => {
  const rangeOf = async (lastStart: string) => {
    const csv = `customer_id,start_date,end_date\nA,2020-01-05,2099-01-01\nB,2021-05-31,\nC,${lastStart},\n`
    project = await mappedProject({ 'customers.csv': csv })
    return project.engine.ask('metrics.range', {})
  }

  it('count as data, but the period to start with is the last one before them', async () => {
    expect(await rangeOf('2098-03-01')).toEqual({
      from: '2020-01-05',
      to: '2098-03-02',
      suggested: { from: '2021-05-01', to: '2021-06-01' },
    })
  })

  it('change nothing where they are only ends', async () => {
    expect(await rangeOf('2021-06-30')).toEqual({
      from: '2020-01-05',
      to: '2021-07-01',
      suggested: { from: '2021-06-01', to: '2021-07-01' },
    })
  })
})
