/** What of the report is written, as amounts of which currency, and what of it is live. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { withCurrency } from '#electron/engine/export/report/styles.ts'
import { fileToken } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import { hasLibreOffice, temporaryWorkspace } from './package/outside-readers.ts'
import { bookOf, partsOfSheets, type RecalculatedBook, recalculate, withoutResults } from './recalculated.ts'

const off = { scenarios: false, qualityNotes: false, addedColumns: false }
const customers = Array.from({ length: 40 }, (_, index) => {
  const start = new Date(Date.UTC(2024, index % 6, 1 + index))
  const end = index % 5 === 0 ? new Date(Date.UTC(2024, 7 + (index % 3), 3)) : null
  return [`C${index}`, start, end, 20 + index, index % 2 === 0 ? 'Pro' : 'Basic']
})

async function workbookBytes(date1904: boolean): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book.properties.date1904 = date1904
  const sheet = book.addWorksheet('Customers')
  sheet.addRows([['customer_id', 'start_date', 'end_date', 'mrr', 'plan'], ...customers])
  sheet.getColumn(2).numFmt = 'yyyy-mm-dd'
  sheet.getColumn(3).numFmt = 'yyyy-mm-dd'
  sheet.getColumn(4).numFmt = '[$€-407] #,##0.00'
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const cellsOf = (book: RecalculatedBook, sheet: string) =>
  Object.entries(book.sheet(sheet)).flatMap(([address, cell]: [string, { v?: unknown; f?: string }]) =>
    address.startsWith('!') ? [] : [{ address, value: cell.v, formula: cell.f }],
  )

describe('a workbook with amounts in euros', () => {
  const workspace = temporaryWorkspace()
  let tenure: TestEngine
  const bytes = new Map<string, Uint8Array>()
  let recalculated = new Map<string, RecalculatedBook>()

  const written = (name: string): RecalculatedBook => bookOf(bytes.get(name) ?? new Uint8Array())
  const computed = (name: string): RecalculatedBook => recalculated.get(`${name}.xlsx`) ?? written(name)

  beforeAll(async () => {
    tenure = await startEngine()
    const write = async (name: string, choices: object) => {
      const file = join(tenure.directory, `${name}.xlsx`)
      await tenure.ask('export.write', { file: fileToken(file), choices: { ...off, ...choices } })
      bytes.set(name, new Uint8Array(readFileSync(file)))
    }
    await tenure.open(await tenure.write('from 1900.xlsx', await workbookBytes(false)))
    await write('whole', { scenarios: true, whatIf: { drivers: { churn: 0.05, margin: 0.8 } } })
    await write('again', { scenarios: true, whatIf: { drivers: { churn: 0.05, margin: 0.8 } } })
    await write('series', { kpis: false, definitions: false })
    await write('definitions', { kpis: false, series: false })
    await write('protected', { protect: true })
    await tenure.open(await tenure.write('from 1904.xlsx', await workbookBytes(true)))
    await write('from1904', {})
    if (hasLibreOffice)
      recalculated = recalculate(
        workspace,
        new Map(
          ['whole', 'series', 'from1904'].map((name) => [
            `${name}.xlsx`,
            withoutResults(bytes.get(name) ?? new Uint8Array()),
          ]),
        ),
      )
  }, 300_000)
  afterAll(async () => {
    workspace.dispose()
    await tenure?.dispose()
  })

  const formatAt = (name: string, sheet: string, address: string): unknown => {
    const cell: { z?: unknown } = bookOfStyled(name).sheet(sheet)[address] ?? {}
    return cell.z
  }
  const bookOfStyled = (name: string) => bookOf(bytes.get(name) ?? new Uint8Array(), { cellNF: true })
  const rowOf = (name: string, sheet: string, text: string): number => {
    const found = cellsOf(written(name), sheet).find(
      ({ value, address }) => /^A\d/.test(address) && value === text,
    )
    return Number(found?.address.slice(1) ?? 0)
  }

  test('has the sign in the figures, the drivers and the outputs', () => {
    const row = rowOf('whole', 'Tenure KPIs', 'Monthly Recurring Revenue')
    expect(formatAt('whole', 'Tenure KPIs', `B${row}`)).toContain('"€"')
    const arpa = rowOf('whole', 'Tenure Scenarios', 'ARPA a month')
    expect(formatAt('whole', 'Tenure Scenarios', `B${arpa}`)).toBe('"€"#,##0.00')
    expect(JSON.stringify(cellsOf(bookOfStyled('whole'), 'Tenure Projection'))).not.toContain('¤')
  })

  test('lists the metrics in the same order on every sheet', () => {
    const namesDown = (sheet: string): unknown[] =>
      cellsOf(written('whole'), sheet).flatMap(({ address, value }) => (/^A\d/.test(address) ? [value] : []))
    const months = cellsOf(written('whole'), 'Tenure Series')
    const header = rowOf('whole', 'Tenure Series', 'Month')
    const byMonth = months.flatMap(({ address, value }) =>
      address.replace(/^[A-Z]+/, '') === String(header) && value !== 'Month'
        ? [String(value).replace(/ \*$/, '')]
        : [],
    )
    expect(byMonth.length).toBeGreaterThan(5)
    for (const sheet of ['Tenure KPIs', 'Tenure Definitions']) {
      const order = namesDown(sheet).filter((name) => byMonth.includes(String(name)))
      expect(order).toEqual(byMonth)
    }
    expect(byMonth.indexOf('Customer Churn Rate')).toBeLessThan(byMonth.indexOf('Customer Retention Rate'))
  })

  test('values by month are formulas, and another program computes the same', () => {
    for (const name of ['whole', 'series']) {
      const cells = cellsOf(written(name), 'Tenure Series').filter(({ formula }) => formula !== undefined)
      expect(cells.length).toBeGreaterThan(50)
      if (!hasLibreOffice) continue
      const wrong = cells.filter(({ address, value }) => {
        const found = computed(name).valueAt('Tenure Series', address)
        return typeof value === 'number'
          ? !(typeof found === 'number' && Math.abs(found - value) <= 1e-9 * Math.abs(value))
          : (found ?? '') !== (value ?? '')
      })
      expect(wrong).toEqual([])
    }
  })

  test('a figure that is not known is shown as nothing: no format has a section for texts', () => {
    const styles = strFromU8(
      unzipSync(bytes.get('whole') ?? new Uint8Array())['xl/styles.xml'] ?? new Uint8Array(),
    )
    const codes = [...styles.matchAll(/ formatCode="([^"]*)"/g)].map(([, code = '']) =>
      code.replace(/&quot;.*?&quot;/g, ''),
    )
    expect(codes.some((code) => code.startsWith('+'))).toBe(true)
    expect(codes.filter((code) => code.split(';').length > 3)).toEqual([])
  })

  test('months and definitions are written without the key figures too', () => {
    expect(cellsOf(written('series'), 'Tenure KPIs')).toEqual([])
    expect(cellsOf(written('definitions'), 'Tenure Definitions').map(({ value }) => value)).toContain(
      'SHA-256',
    )
  })

  test('counts its days from 1904, and the figures are the same', () => {
    const [from1900, from1904] = ['whole', 'from1904'].map((name) =>
      Number(written(name).valueAt('Tenure KPIs', 'B4')),
    )
    expect((from1900 ?? 0) - (from1904 ?? 0)).toBe(1462)
    const values = (book: RecalculatedBook) =>
      cellsOf(book, 'Tenure KPIs')
        .filter(
          ({ address, value }) =>
            /^[BC]\d+$/.test(address) && Number(address.slice(1)) > 8 && typeof value === 'number',
        )
        .map(({ value }) => Number(value))
    const expected = values(written('whole'))
    expect(expected.length).toBeGreaterThan(10)
    const found = values(computed('from1904'))
    expect(found.length).toBe(expected.length)
    found.forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 8)
    })
  })

  test('protected report sheets take input in their input cells only, and the data stays open', () => {
    const parts = unzipSync(bytes.get('protected') ?? new Uint8Array())
    const isProtected = [...partsOfSheets(parts)].map(([name, part]) => [
      name,
      strFromU8(parts[part] ?? new Uint8Array()).includes('<sheetProtection '),
    ])
    expect(Object.fromEntries(isProtected)).toMatchObject({
      Customers: false,
      'Tenure KPIs': true,
      'Tenure Series': true,
    })
    const styles = strFromU8(parts['xl/styles.xml'] ?? new Uint8Array())
    expect(styles).toContain('<protection locked="0"/>')
  })

  test('the same project gives the same bytes', () => {
    expect(
      Buffer.compare(bytes.get('whole') ?? new Uint8Array(), bytes.get('again') ?? new Uint8Array(1)),
    ).toBe(0)
  })
})

describe('the sign of a currency', () => {
  test.each([
    ['¤#,##0.00', '', '#,##0.00'],
    ['¤#,##0.00', '$', '"$"#,##0.00'],
    ['¤#,##0', 'USD', '#,##0" USD"'],
    ['¤#,##0', 'kr', '#,##0" kr"'],
  ])('%s with “%s” is %s', (format, sign, expected) => {
    expect(withCurrency(format, sign)).toBe(expected)
  })
})

describe('a file from which no metric has a value', () => {
  test('gets no empty sheets, and the export says why', async () => {
    const tenure = await startEngine()
    onTestFinished(() => tenure.dispose())
    await tenure.open(await tenure.write('letters.csv', 'a,b\n1,x\n2,y'))
    const file = fileToken(join(tenure.directory, 'out.xlsx'))
    const { sheets, problems } = await tenure.ask('export.write', { file, choices: {} })
    expect(sheets.map(({ name }) => name)).toEqual(['letters'])
    expect(problems.map(({ message }) => message)).toContainEqual(
      'No metric has a value, so there are no sheets of key figures, months and definitions. Mapping says what the metrics need.',
    )
    const without = await tenure.ask('export.write', { file, choices: { metrics: ['nps'] } })
    expect(without.problems.map(({ message }) => message).join()).toContain('None of the chosen metrics has')
  })
})
