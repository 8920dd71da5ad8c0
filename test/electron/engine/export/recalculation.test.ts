/** Every figure of an exported workbook is computed anew by another spreadsheet program and must be the app's. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileToken } from '#shared/domain/ids.ts'
import type { MetricValue } from '#shared/domain/metric-result.ts'
import { type Period, previousPeriod } from '#shared/domain/period.ts'
import { serialOfDate } from '#shared/formula/value.ts'
import { makeSmallSample } from '#test/small-sample.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { hasLibreOffice, temporaryWorkspace } from './package/outside-readers.ts'
import { bookOf, type RecalculatedBook, recalculate, withoutResults } from './recalculated.ts'

const kpis = 'Tenure KPIs'
const workings = 'Tenure Workings'
const telco = fileURLToPath(new URL('../../../../../shared/data/telco.csv', import.meta.url))
const quarter: Period = { from: '2025-04-01', to: '2025-07-01' }
const month: Period = { from: '2024-11-01', to: '2024-12-01' }

/** Rows of a sheet by the texts of their first column, as far down as there are any. */
function rowsOf(book: RecalculatedBook, sheet: string): Map<string, number> {
  const rows = new Map<string, number>()
  for (let row = 9; row < 400; row += 1) {
    const name = book.valueAt(sheet, `A${row}`)
    if (typeof name === 'string' && name !== '') rows.set(name, row)
  }
  return rows
}

const isSame = (found: unknown, expected: number): boolean =>
  typeof found === 'number' && Math.abs(found - expected) <= 1e-9 * Math.max(1e-300, Math.abs(expected))

/** Cells in which the two differ, for a message that names them. */
function differences(
  book: RecalculatedBook,
  values: readonly MetricValue[],
  column: string,
  isCounted: (metric: MetricValue) => boolean = () => true,
): string[] {
  const rows = rowsOf(book, kpis)
  const counted = values.filter((metric) => metric.value !== null && isCounted(metric))
  if (counted.length === 0) return ['nothing to compare']
  return counted.flatMap((metric) => {
    const row = rows.get(metric.name)
    if (row === undefined || metric.value === null) return [`${metric.name} is not on the sheet`]
    const found = book.valueAt(kpis, `${column}${row}`)
    return isSame(found, metric.value)
      ? []
      : [`${column}${row} ${metric.name}: ${found}, not ${metric.value}`]
  })
}

/** As many rows of the real table as are worth another program's time. */
const tableRows = 800

describe.skipIf(!hasLibreOffice)('figures recalculated by LibreOffice', () => {
  const workspace = temporaryWorkspace()
  let tenure: TestEngine
  let written: RecalculatedBook
  let books: Map<string, RecalculatedBook>
  let tableValues: readonly MetricValue[] = []

  const valuesIn = async (period: Period | null) => (await tenure.ask('metrics.report', { period })).metrics
  const bookOfName = (name: string): RecalculatedBook => books.get(name) ?? written
  const computed = (): RecalculatedBook => bookOfName('same.xlsx')

  beforeAll(async () => {
    tenure = await startEngine()
    const sample = join(tenure.directory, 'sample.xlsx')
    await makeSmallSample(sample)
    await tenure.open(sample)
    const file = join(tenure.directory, 'out.xlsx')
    await tenure.ask('export.write', { file: fileToken(file), choices: { period: quarter } })
    const bytes = readFileSync(file)
    written = bookOf(bytes)
    const files = new Map([
      ['same.xlsx', withoutResults(bytes)],
      [
        'moved.xlsx',
        withoutResults(bytes, [
          { sheet: kpis, cell: 'B4', value: serialOfDate(month.from) },
          { sheet: kpis, cell: 'B5', value: serialOfDate(month.to) },
        ]),
      ],
    ])
    if (existsSync(telco)) files.set('table.xlsx', await exportedTable())
    books = recalculate(workspace, files)
  }, 400_000)
  afterAll(async () => {
    workspace.dispose()
    await tenure?.dispose()
  })

  /** The export of a real table without dates, whose figures are remembered. */
  async function exportedTable(): Promise<Uint8Array> {
    const own = await startEngine()
    try {
      const lines = readFileSync(telco, 'utf8')
        .split('\n')
        .slice(0, tableRows + 1)
      await own.open(await own.write('telco.csv', lines.join('\n')))
      const file = join(own.directory, 'table.xlsx')
      const reply = await own.ask('export.write', { file: fileToken(file), choices: {} })
      expect(reply.problems).toEqual([])
      tableValues = (await own.ask('metrics.report', { period: null })).metrics
      return withoutResults(readFileSync(file))
    } finally {
      await own.dispose()
    }
  }

  test("every figure of the period is the app's", async () => {
    const values = await valuesIn(quarter)
    expect(values.filter(({ value }) => value !== null).length).toBeGreaterThan(40)
    expect(differences(computed(), values, 'B')).toEqual([])
  })

  test("every figure of the period before is the app's", async () => {
    const now = new Map((await valuesIn(quarter)).map((metric) => [metric.id, metric.method]))
    const before = await valuesIn(previousPeriod(quarter))
    const isCounted = (metric: MetricValue) =>
      metric.method === now.get(metric.id) && !metric.snapshot && isWritten(metric, 'C')
    expect(differences(computed(), before, 'C', isCounted)).toEqual([])
  })

  const isWritten = ({ name }: MetricValue, column: string): boolean => {
    const row = rowsOf(written, kpis).get(name)
    return row !== undefined && written.valueAt(kpis, `${column}${row}`) !== undefined
  }

  test('every part of a figure is what was written as its result', () => {
    const wrong: string[] = []
    let count = 0
    for (const column of ['C', 'D']) {
      for (let row = 5; row < 400; row += 1) {
        const expected = written.valueAt(workings, `${column}${row}`)
        if (typeof expected !== 'number') continue
        count += 1
        const found = computed().valueAt(workings, `${column}${row}`)
        if (!isSame(found, expected)) wrong.push(`${column}${row}: ${found}, not ${expected}`)
      }
    }
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThan(100)
  })

  test('every health score is what was written as its result', () => {
    const column = healthColumn()
    const cells = Array.from({ length: 200 }, (_, index) => `${column}${index + 2}`)
    const expected = cells.map((cell) => written.valueAt('Customers', cell))
    const wrong = cells.filter((cell, index) => {
      const found = computed().valueAt('Customers', cell)
      const wanted = expected[index]
      return typeof wanted === 'number' ? !isSame(found, wanted) : (found ?? '') !== (wanted ?? '')
    })
    expect(wrong).toEqual([])
    expect(expected.filter((value) => typeof value === 'number').length).toBeGreaterThan(100)
  })

  const healthColumn = (): string => {
    const found = Object.entries(written.sheet('Customers')).find(
      ([address, cell]: [string, { v?: unknown }]) => /^[A-Z]+1$/.test(address) && cell.v === 'Health score',
    )
    return found?.[0].slice(0, -1) ?? ''
  }

  test("with another period typed in, every figure is the app's for that period", async () => {
    const now = new Map((await valuesIn(quarter)).map((metric) => [metric.id, metric.method]))
    const values = await valuesIn(month)
    const isCounted = (metric: MetricValue) => metric.method === now.get(metric.id)
    expect(values.filter((metric) => metric.value !== null && isCounted(metric)).length).toBeGreaterThan(40)
    expect(differences(bookOfName('moved.xlsx'), values, 'B', isCounted)).toEqual([])
  })

  test.skipIf(!existsSync(telco))("every figure of a table without dates is the app's", () => {
    const churn = tableValues.find(({ id }) => id === 'customer_churn_rate')
    expect(churn).toMatchObject({ rows: tableRows })
    expect(differences(bookOfName('table.xlsx'), tableValues, 'B')).toEqual([])
  })
})
