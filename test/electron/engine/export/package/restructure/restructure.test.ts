/** Rows put between others and sheets renamed, in a workbook in which everything refers to cells. */
import { read } from '@e965/xlsx'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { checkPackage } from '#electron/engine/export/package/check-package.ts'
import { restructure } from '#electron/engine/export/package/restructure/restructure.ts'
import { styles, workbookBytes } from '../fixtures.ts'

const rows = [1, 2, 3, 4, 5, 6]
  .map(
    (row) =>
      `<row r="${row}" ht="${14 + row}" customHeight="1"><c r="A${row}" s="1"><v>${row}</v></c>${
        row === 2
          ? '<c r="B2"><f t="shared" ref="B2:B6" si="0">A2*10</f><v>20</v></c>'
          : row > 2
            ? `<c r="B${row}"><f t="shared" si="0"/><v>${row * 10}</v></c>`
            : ''
      }</row>`,
  )
  .join('')
const after = [
  '<autoFilter ref="A1:B6"/>',
  '<mergeCells count="1"><mergeCell ref="A5:A6"/></mergeCells>',
  '<conditionalFormatting sqref="A2:A6 C9"><cfRule type="expression" priority="1" dxfId="0"><formula>$A$5&gt;Totals!B1</formula></cfRule></conditionalFormatting>',
  '<dataValidations count="1"><dataValidation type="list" sqref="C5"><formula1>$A$4:$A$6</formula1></dataValidation></dataValidations>',
  '<hyperlinks><hyperlink ref="C6" location="Totals!A2"/></hyperlinks>',
  '<rowBreaks count="1" manualBreakCount="1"><brk id="5" max="16383" man="1"/></rowBreaks>',
].join('')
const original = workbookBytes({
  sheets: [
    { name: 'Data', rows, before: '<dimension ref="A1:B6"/>', after },
    {
      name: 'Totals',
      rows: '<row r="1"><c r="B1"><f>SUM(Data!A2:A6)</f><v>20</v></c></row><row r="2"><c r="B2"><f>Data!B5</f><v>50</v></c></row>',
      after: '<hyperlinks><hyperlink ref="A1" location="Data!A6"/></hyperlinks>',
    },
  ],
  styles: styles('<xf/><xf/>').replace('</styleSheet>', '<dxfs count="1"><dxf/></dxfs></styleSheet>'),
  workbook:
    '<definedNames><definedName name="Last">Data!$A$6</definedName><definedName name="Own" localSheetId="0">$A$4</definedName></definedNames>',
})

async function outcome(request: object) {
  const result = await restructure(original, [{ sheet: 'Data', headerRow: 1, ...request }])
  if (!result.ok) throw new Error(result.error.message)
  const { bytes } = result.value
  expect(await checkPackage(bytes)).toEqual([])
  const parts = unzipSync(bytes)
  const text = (part: string) => strFromU8(parts[part] ?? new Uint8Array())
  return { ...result.value, text, book: read(bytes, { cellFormula: true }) }
}

describe('rows put between others', () => {
  test('push the rows below down, and stand there as blank rows in the format of the row above', async () => {
    const { text, book } = await outcome({ insertedRows: [{ after: 4, count: 2 }] })
    const data = book.Sheets.Data
    expect([data?.A4?.v, data?.A5?.v, data?.A7?.v, data?.A8?.v]).toEqual([4, undefined, 5, 6])
    expect(text('xl/worksheets/sheet1.xml')).toContain(
      '<row r="5" ht="18" customHeight="1"><c r="A5" s="1"/></row>',
    )
  })

  test('right below the header look like the first row of the data', async () => {
    const { text } = await outcome({ insertedRows: [{ after: 1, count: 1 }] })
    expect(text('xl/worksheets/sheet1.xml')).toContain(
      '<row r="2" ht="16" customHeight="1"><c r="A2" s="1"/></row>',
    )
  })

  test('are followed by formulas, shared ones included, on every sheet', async () => {
    const { book } = await outcome({ insertedRows: [{ after: 4, count: 2 }] })
    expect(['B4', 'B7', 'B8'].map((cell) => book.Sheets.Data?.[cell]?.f)).toEqual(['A4*10', 'A7*10', 'A8*10'])
    expect(book.Sheets.Totals?.B1?.f).toBe('SUM(Data!A2:A8)')
    expect(book.Sheets.Totals?.B2?.f).toBe('Data!B7')
  })

  test('are followed by ranges, formats, validations, links, breaks and names', async () => {
    const { text } = await outcome({ insertedRows: [{ after: 4, count: 2 }] })
    const sheet = text('xl/worksheets/sheet1.xml')
    for (const part of [
      '<dimension ref="A1:B8"/>',
      '<autoFilter ref="A1:B8"/>',
      '<mergeCell ref="A7:A8"/>',
      'sqref="A2:A8 C11"',
      '<formula>$A$7&gt;Totals!B1</formula>',
      'sqref="C7"',
      '<formula1>$A$4:$A$8</formula1>',
      '<hyperlink ref="C8"',
      '<brk id="7"',
    ])
      expect(sheet).toContain(part)
    expect(text('xl/worksheets/sheet2.xml')).toContain('location="Data!A8"')
    expect(text('xl/workbook.xml')).toContain('<definedName name="Last">Data!$A$8</definedName>')
    expect(text('xl/workbook.xml')).toContain('localSheetId="0">$A$4</definedName>')
  })
})

describe('a sheet with another name', () => {
  test('is meant by every formula, link and name that spoke of it', async () => {
    const { text, book } = await outcome({ renamedTo: 'All data' })
    expect(book.SheetNames).toEqual(['All data', 'Totals'])
    expect(book.Sheets.Totals?.B1?.f).toBe("SUM('All data'!A2:A6)")
    expect(book.Sheets['All data']?.B4?.f).toBe('A4*10')
    expect(text('xl/worksheets/sheet2.xml')).toContain('location="\'All data\'!A6"')
    expect(text('xl/workbook.xml')).toContain('<definedName name="Last">\'All data\'!$A$6</definedName>')
  })

  test('keeps its name where another sheet has the new one', async () => {
    const { refused, bytes } = await outcome({ renamedTo: 'totals' })
    expect(refused.get('Data')?.renamedTo).toBe('another sheet has the name')
    expect(bytes).toBe(original)
  })
})

describe('rows that cannot be moved safely stay', () => {
  const locked = workbookBytes({
    sheets: [
      {
        name: 'Data',
        rows: '<row r="1"><c r="A1"><f t="array" ref="A1:A3">B1:B3*2</f><v>0</v></c></row><row r="2"><c r="A2"><v>0</v></c></row><row r="3"><c r="A3"><v>0</v></c></row>',
      },
    ],
  })

  test.each([
    [1, 'one formula fills several of its cells as a whole'],
    [3, undefined],
  ])('below row %s of an array formula over rows 1 to 3', async (after, reason) => {
    const result = await restructure(locked, [
      { sheet: 'Data', headerRow: 0, insertedRows: [{ after, count: 1 }] },
    ])
    expect(result.ok && result.value.refused.get('Data')?.insertedRows).toBe(reason)
  })
})

describe('cells that were moved', () => {
  const column = (first: number, last: number, to: number) => [{ first, last, runs: [{ first, last, to }] }]
  /** A4:A6 went to D4:D6. */
  const relocation = { from: 'Data', to: 'Data', rows: column(4, 6, 4), columns: column(1, 1, 4) }

  async function relocated(request?: object) {
    const requests = request === undefined ? [] : [{ sheet: 'Data', headerRow: 1, ...request }]
    const result = await restructure(original, requests, [relocation])
    if (!result.ok) throw new Error(result.error.message)
    const { bytes } = result.value
    expect(await checkPackage(bytes)).toEqual([])
    const parts = unzipSync(bytes)
    const text = (part: string) => strFromU8(parts[part] ?? new Uint8Array())
    return { text, book: read(bytes, { cellFormula: true }) }
  }

  test('are followed by formulas, of shared ones by those that read them', async () => {
    const { book } = await relocated()
    const formulas = ['B2', 'B3', 'B4', 'B6'].map((cell) => book.Sheets.Data?.[cell]?.f)
    expect(formulas).toEqual(['A2*10', 'A3*10', 'D4*10', 'D6*10'])
    expect(book.Sheets.Totals?.B1?.f).toBe('SUM(Data!A2:A6)')
  })

  test('are followed by names, formats and validations', async () => {
    const { text } = await relocated()
    expect(text('xl/workbook.xml')).toContain('<definedName name="Last">Data!$D$6</definedName>')
    expect(text('xl/workbook.xml')).toContain('<definedName name="Own" localSheetId="0">$D$4</definedName>')
    const sheet = text('xl/worksheets/sheet1.xml')
    expect(sheet).toContain('<formula>$D$5&gt;Totals!B1</formula>')
    expect(sheet).toContain('<formula1>$D$4:$D$6</formula1>')
  })

  test('stand in their rows, which may have moved since', async () => {
    const { text, book } = await relocated({ insertedRows: [{ after: 4, count: 2 }], renamedTo: 'All data' })
    expect(book.Sheets['All data']?.B8?.f).toBe('D8*10')
    expect(text('xl/workbook.xml')).toContain('<definedName name="Last">\'All data\'!$D$8</definedName>')
  })
})
