import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MappedProject, mappedProject } from './mapped-project.ts'

const rows = [
  ['Customer ID', 'Start date', 'End date', 'MRR', 'Plan'],
  ['A', '31/01/2024', '', '10', 'Basic'],
  ['B', '01/02/2024', '05/03/2024', '20.5', 'Pro'],
  ['C', '02/02/2024', '', '12', 'Basic'],
]
/** So many columns that mean nothing that the sheet is read as a wide one. */
const fillers = 140
const csv = (fillerCount: number) =>
  rows
    .map((row, place) =>
      [
        ...row,
        ...Array.from({ length: fillerCount }, (_, index) =>
          place === 0 ? `Reading ${index}` : String((place * index) % 7),
        ),
      ].join(','),
    )
    .join('\n')

let project: MappedProject
beforeAll(async () => {
  project = await mappedProject({ 'narrow.csv': csv(3), 'wide.csv': csv(fillers) })
})
afterAll(() => project.engine.dispose())

describe('a sheet of many columns', () => {
  it('is suggested the same readings as one with few', async () => {
    const { sheets } = await project.engine.ask('mapping.suggest', {})
    const [narrow, wide] = ['narrow.csv', 'wide.csv'].map((file) =>
      sheets.find((sheet) => sheet.file === file),
    )
    expect(narrow?.kind).toBe('customers')
    expect(narrow?.columns.map(({ field }) => field)).toContain('customer_id')
    expect({ ...wide, file: '', sheet: '' }).toEqual({ ...narrow, file: '', sheet: '' })
  })

  it('shows of its columns what they hold', async () => {
    const { sheets } = await project.engine.ask('project.info', {})
    const profiles = await Promise.all(
      sheets.map(({ id }) => project.engine.ask('mapping.profile', { sheet: id })),
    )
    const [narrow, wide] = profiles
    expect(wide?.columns).toHaveLength((rows[0]?.length ?? 0) + fillers)
    expect(wide?.columns.slice(0, 8)).toEqual(narrow?.columns)
    expect(wide?.columns[1]).toMatchObject({ nonEmpty: 3, distinct: 3 })
    expect(wide?.columns[4]).toMatchObject({ nonEmpty: 3, distinct: 2, samples: ['Basic', 'Pro'] })
  })
})
