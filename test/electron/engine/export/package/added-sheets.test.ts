import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import type { ChartSpec } from '#electron/engine/export/package/charts.ts'
import { exported, oneSheet, refusalOf, styles, workbookBytes } from './fixtures.ts'

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** A report with everything a report sheet may hold. */
async function report(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('KPIs')
  sheet.getCell('A1').value = 'Churn rate'
  sheet.getCell('A2').value = { richText: [{ text: 'bold', font: { bold: true } }, { text: ' plain' }] }
  sheet.getCell('B1').value = { formula: 'period_start+1', result: 2 }
  sheet.getCell('B1').numFmt = '0.0%'
  sheet.getCell('B2').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFAABBCC' } }
  sheet.getCell('C1').note = 'How it is computed'
  sheet.getCell('C2').value = { text: 'source', hyperlink: 'https://example.org/a?b=1&c=2' }
  sheet.addConditionalFormatting({
    ref: 'B1:B9',
    rules: [
      {
        type: 'cellIs',
        operator: 'greaterThan',
        priority: 1,
        formulae: [3],
        style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: 'FFFF0000' } } },
      },
      { type: 'dataBar', priority: 2, cfvo: [{ type: 'min' }, { type: 'max' }] },
    ],
  })
  sheet.addImage(book.addImage({ base64: pixel, extension: 'png' }), 'E2:F4')
  const months = book.addWorksheet('Months', { state: 'hidden' })
  months.addTable({
    name: 'Months',
    ref: 'A1',
    headerRow: true,
    columns: [{ name: 'month' }, { name: 'value' }],
    rows: [
      [1, 2],
      [2, 'x'],
    ],
  })
  months.getCell('D1').dataValidation = { type: 'list', formulae: ['"a,b"'] }
  months.pageSetup.printArea = 'A1:B3'
  book.definedNames.add('KPIs!$B$2', 'period_start')
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const original = workbookBytes({
  sheets: [{ name: 'Data', rows: '<row r="1"><c r="A1" s="1"><v>1</v></c></row>' }],
  styles: styles(
    '<xf numFmtId="0"/><xf numFmtId="164"/>',
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.00"/></numFmts>',
  ),
})

describe('adding sheets from a workbook of their own', () => {
  test('keeps their values, formulas, formats, notes, links and names', async () => {
    const { cell, text, addedSheets } = await exported(original, {
      addedSheets: { workbook: await report() },
    })
    expect(addedSheets).toEqual(['KPIs', 'Months'])
    expect(cell('KPIs', 'A1')).toMatchObject({ v: 'Churn rate' })
    expect(cell('KPIs', 'B1')).toMatchObject({ f: 'period_start+1', v: 2, z: '0.0%' })
    expect(cell('KPIs', 'C1')?.c?.[0]?.t).toBe('How it is computed')
    expect(cell('KPIs', 'C2')).toMatchObject({ l: { Target: 'https://example.org/a?b=1&c=2' } })
    expect(text('xl/worksheets/sheet2.xml')).toContain('<is><r><rPr><b/></rPr><t>bold</t></r>')
    expect(text('xl/workbook.xml')).toContain('<definedName name="period_start">KPIs!$B$2</definedName>')
    expect(text('xl/workbook.xml')).toMatch(/name="_xlnm.Print_Area" localSheetId="2"/)
  })

  test('lists them after the original’s sheets, with their state and free ids', async () => {
    const { text } = await exported(original, { addedSheets: { workbook: await report() } })
    const listed = [
      ...text('xl/workbook.xml').matchAll(/<sheet name="(\w+)" sheetId="(\d+)"(?: state="(\w+)")?/g),
    ]
    expect(listed.map(([, name, id, state]) => [name, id, state])).toEqual([
      ['Data', '1', undefined],
      ['KPIs', '2', undefined],
      ['Months', '3', 'hidden'],
    ])
    expect(text('xl/workbook.xml')).toContain('<bookViews><workbookView/></bookViews>')
  })

  test('takes only the sheets asked for, in the state asked for', async () => {
    const sheets = [{ name: 'Months', state: 'veryHidden' }] as const
    const { addedSheets, text, has } = await exported(original, {
      addedSheets: { workbook: await report(), sheets },
    })
    expect(addedSheets).toEqual(['Months'])
    expect(text('xl/workbook.xml')).toContain('state="veryHidden"')
    expect(has('xl/comments1.xml')).toBe(false)
  })

  test('appends their formats and leaves the original’s sheet untouched', async () => {
    const { text, touchedSheets } = await exported(original, { addedSheets: { workbook: await report() } })
    expect(text('xl/styles.xml')).toContain('<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/>')
    expect(text('xl/styles.xml')).toContain('<numFmt numFmtId="165" formatCode="0.0%"/>')
    expect(text('xl/styles.xml')).toMatch(/<dxfs count="1"><dxf>/)
    expect(touchedSheets).toEqual([])
  })

  test('makes a style sheet for a workbook that has none', async () => {
    const { cell, text } = await exported(oneSheet(''), { addedSheets: { workbook: await report() } })
    expect(cell('KPIs', 'B1')).toMatchObject({ z: '0.0%' })
    expect(text('[Content_Types].xml')).toContain('PartName="/xl/styles.xml"')
  })

  test('can be done twice: tables, drawings and names do not collide', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('Again')
    sheet.addTable({ name: 'Other', ref: 'A1', headerRow: true, columns: [{ name: 'a' }], rows: [[1]] })
    sheet.addImage(book.addImage({ base64: pixel, extension: 'png' }), 'E2:F4')
    sheet.getCell('C1').note = 'n'
    const once = await exported(original, { addedSheets: { workbook: await report() } })
    const twice = await exported(once.bytes, {
      addedSheets: { workbook: new Uint8Array(await book.xlsx.writeBuffer()) },
    })
    expect(twice.text('xl/tables/table2.xml')).toMatch(/ id="2"/)
    expect(twice.has('xl/media/image2.png')).toBe(true)
    expect(twice.cell('KPIs', 'C1')?.c?.[0]?.t).toBe('How it is computed')
    expect(twice.cell('Again', 'C1')?.c?.[0]?.t).toBe('n')
  })

  test('refuses a sheet, table or name that the workbook has already', async () => {
    const once = await exported(original, { addedSheets: { workbook: await report() } })
    expect(await refusalOf(once.bytes, { addedSheets: { workbook: await report() } })).toBe('invalid_request')
    const sheets = [{ name: 'Absent' }]
    expect(await refusalOf(original, { addedSheets: { workbook: await report(), sheets } })).toBe(
      'invalid_request',
    )
  })
})

describe('charts', () => {
  const chart: ChartSpec = {
    sheet: 'KPIs',
    area: { firstRow: 6, firstColumn: 1, lastRow: 20, lastColumn: 8 },
    kind: 'line',
    title: 'MRR & churn',
    valueFormat: '0.0%',
    series: [
      {
        name: { text: 'MRR' },
        categories: 'Months!$A$2:$A$3',
        categoryKind: 'number',
        values: 'Months!$B$2:$B$3',
        color: '106BA3',
        cached: { categories: [1, 2], values: [2, undefined] },
      },
    ],
  }

  test('join the drawing of a sheet that has pictures', async () => {
    const { text } = await exported(original, { addedSheets: { workbook: await report() }, charts: [chart] })
    const drawing = text('xl/drawings/drawing1.xml')
    expect(drawing).toContain('<xdr:pic>')
    expect(drawing).toContain('r:id="rId2"')
    expect(text('xl/drawings/_rels/drawing1.xml.rels')).toContain('Target="../charts/chart1.xml"')
    expect(text('xl/charts/chart1.xml')).toContain('<c:f>Months!$B$2:$B$3</c:f>')
    expect(text('xl/charts/chart1.xml')).toContain('<a:t>MRR &amp; churn</a:t>')
  })

  test('bring a drawing to a sheet that has none', async () => {
    const kinds = ['line', 'column', 'bar', 'area'] as const
    const charts = kinds.map((kind) => ({ ...chart, sheet: 'Months', kind, isStacked: kind === 'area' }))
    const { text, has } = await exported(original, { addedSheets: { workbook: await report() }, charts })
    expect(text('xl/worksheets/sheet3.xml')).toMatch(/<drawing [^>]*r:id="rId2"\/><tableParts/)
    expect(has('xl/charts/chart4.xml')).toBe(true)
  })

  test('need a sheet that is added', async () => {
    const charts = [{ ...chart, sheet: 'Data' }]
    expect(await refusalOf(original, { addedSheets: { workbook: await report() }, charts })).toBe(
      'invalid_request',
    )
  })
})

describe('sparklines', () => {
  const sparklines = [{ sheet: 'KPIs', cell: 'G1', values: "'Cost $'!$B$2:$B$13", kind: 'line' }] as const

  test('join the extensions that a sheet has', async () => {
    const { text } = await exported(original, { addedSheets: { workbook: await report() }, sparklines })
    const sheet = text('xl/worksheets/sheet2.xml')
    expect(sheet.match(/<extLst>(?=<ext uri="\{78C0D931)/g)).toHaveLength(1)
    expect(sheet).toContain("<xm:f>'Cost $'!$B$2:$B$13</xm:f><xm:sqref>G1</xm:sqref>")
  })

  test('bring extensions to a sheet that has none', async () => {
    const { text } = await exported(original, {
      addedSheets: { workbook: await report() },
      sparklines: [{ ...sparklines[0], sheet: 'Months' }],
    })
    expect(text('xl/worksheets/sheet3.xml')).toMatch(/<\/tableParts><extLst><ext [^>]*><x14:sparklineGroups/)
  })
})
