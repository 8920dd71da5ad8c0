import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileToken } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'

const customers = [
  'customer_id,company name,start_date,end_date,mrr',
  'C1,Alder,2023-01-01,,100',
  'C2,Birch,2023-01-01,2024-02-03,50',
  'C3,Cedar,2023-02-01,,30',
  ',Nameless,2023-02-01,,30',
  'C4,Dell,2024-04-01,,30',
].join('\n')

let test: TestEngine
beforeEach(async () => {
  test = await startEngine()
})
afterEach(() => test.dispose())

const openCustomers = async (text = customers) => test.open(await test.write('customers.csv', text))
const valueCustomers = (margin = 1) => test.ask('scenario.clv', { model: 'simple', margin, top: 1 })

/** The sheet as it is copied, without the file's first five columns: a line a row, the headers first. */
async function added(): Promise<string[][]> {
  const [sheet] = (await test.ask('project.info', {})).sheets
  if (sheet === undefined) throw new Error('there is no sheet')
  const columns = sheet.columns.slice(5).map(({ id }) => id)
  if (columns.length === 0) return []
  const block = { sheet: sheet.id, view: {}, firstRow: 0, rowCount: 10, columns }
  const { text } = await test.ask('sheet.copy', { block, headers: true })
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split('\t'))
}

const column = (lines: string[][], header: string): string[] => {
  const at = lines[0]?.indexOf(header) ?? -1
  return lines.slice(1).map((line) => line[at] ?? '')
}

describe('what a model says of the customers, put beside them', () => {
  it('fills columns at the right, blank where the model says nothing, as one change', async () => {
    await openCustomers()
    const { customers: valued } = await test.ask('scenario.clv', { model: 'simple', margin: 1, top: 10 })
    const { columns } = await test.ask('scenario.addClvColumns', {})
    const lines = await added()
    expect(lines[0]).toEqual(columns)
    const clv = valued.find(({ id }) => id === 'C1')?.clv ?? Number.NaN
    const [alder, birch, , nameless] = column(lines, 'CLV')
    expect(Number(alder?.replaceAll(',', ''))).toBeCloseTo(clv, 2)
    expect(Number(birch)).toBe(0)
    expect(nameless).toBe('')

    // They are no data that the fit was made of.
    expect((await test.ask('scenario.clvCustomers', {})).isCurrent).toBe(true)

    await test.ask('history.undo', {})
    expect(await added()).toEqual([])
    await test.ask('history.redo', {})
    expect(await added()).toEqual(lines)
  })

  it('are filled anew by another fit, not doubled', async () => {
    await openCustomers()
    await valueCustomers(1)
    await test.ask('scenario.addClvColumns', {})
    const [first] = column(await added(), 'CLV')
    await valueCustomers(0.5)
    await test.ask('scenario.addClvColumns', {})
    const lines = await added()
    expect(lines[0]?.filter((header) => header === 'CLV')).toHaveLength(1)
    const number = (text: string | undefined) => Number(text?.replaceAll(',', ''))
    expect(number(column(lines, 'CLV')[0])).toBeCloseTo(number(first) / 2, 1)
  })

  it('leave a column alone that the file has under the same name', async () => {
    await openCustomers(
      customers.replace('company name', 'CLV').replaceAll(/,(Alder|Birch|Cedar|Dell),/g, ',7,'),
    )
    await valueCustomers()
    await test.ask('scenario.addClvColumns', {})
    expect((await added())[0]).toContain('CLV (2)')
    await valueCustomers(0.5)
    await test.ask('scenario.addClvColumns', {})
    expect((await added())[0]?.filter((header) => header.startsWith('CLV'))).toEqual(['CLV (2)'])
  })

  it('are in the exported workbook once', async () => {
    await openCustomers()
    await valueCustomers()
    await test.ask('scenario.addClvColumns', {})
    const path = join(test.directory, 'out.xlsx')
    await test.ask('export.write', { file: fileToken(path), choices: {} })
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(path)
    const headers: string[] = []
    book
      .getWorksheet('customers')
      ?.getRow(1)
      .eachCell(({ text }) => headers.push(text))
    expect(headers.filter((header) => header === 'CLV')).toHaveLength(1)
    expect(headers).toContain('P(alive)')
  })

  it('need a fit of the data as it is', async () => {
    await openCustomers()
    const answer = await test.engine.ask('scenario.addClvColumns', {})
    expect(answer.ok ? '' : answer.error.message).toContain('Fit a model first')
  })

  it('need a sheet that lists the customers', async () => {
    await test.open(
      await test.write('cohort.csv', 'period,survivors\n0,1000\n1,869\n2,743\n3,653\n4,593\n5,551\n'),
    )
    await test.ask('scenario.clv', { model: 'sbg', margin: 1, top: 1 })
    const answer = await test.engine.ask('scenario.addClvColumns', {})
    expect(answer.ok ? '' : answer.error.message).toContain('No sheet lists the customers')
  })
})
