import { afterEach, describe, expect, it } from 'vitest'
import { revisionOf } from '#electron/engine/mapping/dataset.ts'
import { type MappedProject, mappedProject } from '../mapping/mapped-project.ts'

let project: MappedProject | undefined
afterEach(async () => {
  await project?.engine.dispose()
  project = undefined
})

const tickets = `ticket_id,customer_id,created_at,solved_at,reopens
1,A,2024-01-01,2024-01-02,0
2,A,2024-01-05,2024-01-09,1
3,B,2024-01-07,,0
`
const customers = 'customer_id,start_date,plan\nA,2023-01-01,Pro\nB,2023-01-01,Basic\n'

async function open() {
  project = await mappedProject({ 'tickets.csv': tickets, 'customers.csv': customers })
  return project
}

async function edit(
  { engine }: MappedProject,
  sheetName: string,
  header: string,
  row: number,
  input: string,
) {
  const info = await engine.ask('project.info', {})
  const sheet = info.sheets.find(({ name }) => name === sheetName)
  const column = sheet?.columns.find(({ name }) => name === header)
  if (sheet === undefined || column === undefined) throw new Error(`there is no ${header} in ${sheetName}`)
  await engine.ask('sheet.apply', {
    command: { type: 'setCells', sheet: sheet.id, cells: [{ row, column: column.id, input }] },
  })
}

describe('an edit of one cell', () => {
  it('makes only the fields that it changed newer', async () => {
    const opened = await open()
    const before = await opened.dataset('tickets')
    await edit(opened, 'tickets', 'reopens', 2, '3')
    const now = await opened.dataset('tickets')
    expect(revisionOf(now, ['created_at', 'solved_at', 'resolution_hours'])).toBe(before.revision)
    expect(revisionOf(now, ['reopens'])).toBe(now.revision)
    expect(revisionOf(now, ['created_at', 'is_reopened'])).toBe(now.revision)
    expect(now.revision).toBeGreaterThan(before.revision)
  })

  it('shows in every metric that reads it, and after undo no more', async () => {
    const opened = await open()
    const values = async () => {
      const { metrics } = await opened.engine.ask('metrics.report', {
        period: { from: '2024-01-01', to: '2024-02-01' },
        metrics: ['ticket_volume', 'average_resolution_time', 'ticket_reopens', 'tickets_solved'],
      })
      return metrics.map(({ value }) => value)
    }
    expect(await values()).toEqual([3, 60, 1, 2])
    await edit(opened, 'tickets', 'reopens', 2, '3')
    expect(await values()).toEqual([3, 60, 4, 2])
    await edit(opened, 'tickets', 'solved_at', 2, '2024-01-05')
    expect(await values()).toEqual([3, 96, 4, 2])
    await edit(opened, 'tickets', 'created_at', 4, '2024-02-07')
    expect(await values()).toEqual([2, 96, 4, 2])
    await opened.engine.ask('history.undo', {})
    await opened.engine.ask('history.undo', {})
    await opened.engine.ask('history.undo', {})
    expect(await values()).toEqual([3, 60, 1, 2])
  })

  it('of a customer’s plan moves the tickets to the other group', async () => {
    const opened = await open()
    const groups = async () => {
      const { rows } = await opened.engine.ask('metrics.breakdown', {
        period: { from: '2024-01-01', to: '2024-02-01' },
        metric: 'ticket_volume',
        by: 'plan',
      })
      return Object.fromEntries(rows.map(({ group, value }) => [group, value]))
    }
    expect(await groups()).toEqual({ Pro: 2, Basic: 1 })
    await edit(opened, 'customers', 'plan', 3, 'Pro')
    expect(await groups()).toEqual({ Pro: 3 })
  })
})
