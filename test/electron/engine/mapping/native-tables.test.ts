import { join } from 'node:path'
import exceljs from 'exceljs'
import { afterEach, describe, expect, it } from 'vitest'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { mappedProjectOf } from './mapped-project.ts'
import { summary } from './suggested-files.ts'

let engine: TestEngine | undefined
afterEach(async () => {
  await engine?.dispose()
  engine = undefined
})

const customers = {
  name: 'Clients',
  ref: 'A1',
  headerRow: true,
  columns: [{ name: 'Customer ID' }, { name: 'Start date' }, { name: 'MRR' }],
  rows: [
    ['A', new Date('2024-01-01'), 10],
    ['B', new Date('2024-02-01'), 20],
  ],
}

async function openWorkbook(...tables: Parameters<exceljs.Worksheet['addTable']>[0][]) {
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet('Everything')
  for (const table of tables) sheet.addTable(table)
  engine = await startEngine()
  const path = join(engine.directory, 'tables.xlsx')
  await workbook.xlsx.writeFile(path)
  await engine.open(path)
  return mappedProjectOf(engine)
}

describe('native tables', () => {
  it('of which a sheet has several are sheets of their own', async () => {
    const project = await openWorkbook(customers, {
      name: 'Cases',
      ref: 'A6',
      headerRow: true,
      columns: [{ name: 'Ticket' }, { name: 'Created' }, { name: 'Status' }],
      rows: [
        [1, new Date('2024-03-01'), 'Done'],
        [2, new Date('2024-03-02'), 'Open'],
        [3, new Date('2024-03-03'), 'Done'],
      ],
    })
    const { sheets } = await project.engine.ask('mapping.suggest', {})
    expect(sheets.map((sheet) => [sheet.sheet, summary([sheet])])).toEqual([
      ['Clients', 'customers: Customer ID=customer_id, Start date=start_date, MRR=mrr'],
      ['Cases', 'tickets: Ticket=ticket_id, Created=created_at, Status=status'],
    ])
    expect(await project.rows('tickets', ['row_id', 'ticket_id', 'created_at', 'is_solved'])).toEqual([
      { row_id: '7', ticket_id: '1', created_at: '2024-03-01 00:00:00', is_solved: 'true' },
      { row_id: '8', ticket_id: '2', created_at: '2024-03-02 00:00:00', is_solved: 'false' },
      { row_id: '9', ticket_id: '3', created_at: '2024-03-03 00:00:00', is_solved: 'true' },
    ])
    expect((await project.dataset('customers')).rowCount).toBe(2)
  })

  it('that are all there is on a sheet are the sheet', async () => {
    const project = await openWorkbook(customers)
    const { sheets } = await project.engine.ask('mapping.suggest', {})
    expect(sheets.map(({ sheet, kind }) => [sheet, kind])).toEqual([['Everything', 'customers']])
  })
})
