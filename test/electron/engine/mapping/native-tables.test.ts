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

describe('named ranges', () => {
  const cells = [
    ['Customer ID', 'Start date', 'MRR', null, 'Ticket', 'Created', 'Status'],
    ['A', new Date('2024-01-01'), 10, null, 1, new Date('2024-03-01'), 'Done'],
    ['B', new Date('2024-02-01'), 20, null, 2, new Date('2024-03-02'), 'Open'],
  ]

  async function openNamed(rows: exceljs.CellValue[][], names: Readonly<Record<string, string>>) {
    const workbook = new exceljs.Workbook()
    workbook.addWorksheet('Data').addRows(rows)
    for (const [name, range] of Object.entries(names)) workbook.definedNames.add(range, name)
    engine = await startEngine()
    const path = join(engine.directory, 'names.xlsx')
    await workbook.xlsx.writeFile(path)
    await engine.open(path)
    return mappedProjectOf(engine)
  }

  it('are offered beside the sheet they frame a part of, and are not read with it', async () => {
    const { engine: asked } = await openNamed(cells, {
      People: 'Data!$A$1:$C$3',
      Cases: 'Data!$E$1:$G$3',
      JustOneColumn: 'Data!$A$1:$A$3',
      JustOneRow: 'Data!$A$1:$G$1',
      All: 'Data!$A$1:$G$3',
    })
    const { sheets } = await asked.ask('mapping.sheets', {})
    expect(
      sheets.map(({ name, area, partOf, columns }) => [
        name,
        area,
        partOf,
        columns.map((each) => each.letter),
      ]),
    ).toEqual([
      ['Data', null, null, ['A', 'B', 'C', 'D', 'E', 'F', 'G']],
      ['People', 'range', 'Data', ['A', 'B', 'C']],
      ['Cases', 'range', 'Data', ['E', 'F', 'G']],
    ])
    const { mapping } = await asked.ask('mapping.get', {})
    expect(mapping.sheets.map(({ sheet }) => sheet)).toEqual(['Data'])
  })

  it('are read as the user chooses, in place of the sheet', async () => {
    const project = await openNamed(cells, { People: 'Data!$A$1:$C$3', Cases: 'Data!$E$1:$G$3' })
    const part = (sheet: string, kind: string, columns: Record<string, string>) => ({
      file: 'names.xlsx',
      sheet,
      kind,
      values: [],
      columns: Object.entries(columns).map(([column, field]) => ({ column, field })),
    })
    await project.engine.ask('mapping.set', {
      mapping: {
        version: 1,
        sheets: [
          part('People', 'customers', { 'Customer ID': 'customer_id', 'Start date': 'start_date' }),
          part('Cases', 'tickets', { Ticket: 'ticket_id', Created: 'created_at' }),
        ],
      },
    })
    expect((await project.dataset('customers')).rowCount).toBe(2)
    expect(await project.rows('tickets', ['ticket_id'])).toEqual([{ ticket_id: '1' }, { ticket_id: '2' }])
  })

  it('name what nothing else of their sheet reads', async () => {
    const project = await openNamed(
      [
        ['Quarterly review', null, null],
        [null, null, null],
        ['Prepared by', 'Ann', null],
        ['Reviewed', 'yes', null],
        [null, null, null],
        ['Ticket', 'Created', 'Status'],
        [1, new Date('2024-03-01'), 'Done'],
        [2, new Date('2024-03-02'), 'Open'],
      ],
      { Cases: 'Data!$A$6:$C$8' },
    )
    expect((await project.dataset('tickets')).rowCount).toBe(2)
  })
})
