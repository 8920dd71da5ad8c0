/** What another spreadsheet program makes of exported workbooks, opened as they are, without being told to recalculate. */
import { readFileSync } from 'node:fs'
import { read, type WorkSheet } from '@e965/xlsx'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WorkbookChanges } from '#electron/engine/export/package/workbook-changes.ts'
import { exported, number, oneSheet, text, workbookBytes } from './fixtures.ts'
import { convertWithLibreOffice, hasLibreOffice, temporaryWorkspace } from './outside-readers.ts'

/** A program trusts the cached values of files that Excel wrote. */
const writtenByExcel = {
  name: 'docProps/app.xml',
  text: '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>',
  type: 'application/vnd.openxmlformats-officedocument.extended-properties+xml',
}
const withProperties = (name: string, content: string): readonly [string, string] => [
  name,
  name === '_rels/.rels'
    ? content.replace(
        '</Relationships>',
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>',
      )
    : content,
]
const strictly = (name: string, content: string): readonly [string, string] => {
  const [, own] = withProperties(name, content)
  const strict = own
    .replaceAll(
      'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
      'http://purl.oclc.org/ooxml/spreadsheetml/main',
    )
    .replaceAll(
      /http:\/\/schemas\.openxmlformats\.org\/officeDocument\/2006\/relationships(?!\/extended)/g,
      'http://purl.oclc.org/ooxml/officeDocument/relationships',
    )
  return [name, strict]
}

const rows =
  '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*10</f><v>10</v></c><c r="C1"><f>SUM(B1:B3)</f><v>60</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>20</v></c></row><row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0"/><v>30</v></c></row>'

async function chartReport(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Report')
  sheet.getCell('A1').value = { formula: 'Data!A1+start' }
  sheet.getCell('B1').value = 'styled'
  sheet.getCell('B1').font = { bold: true }
  sheet.addConditionalFormatting({
    ref: 'A1:A5',
    rules: [{ type: 'dataBar', priority: 1, cfvo: [{ type: 'min' }, { type: 'max' }] }],
  })
  sheet.getCell('B1').note = 'noted'
  return new Uint8Array(await book.xlsx.writeBuffer())
}

describe.skipIf(!hasLibreOffice)('LibreOffice', () => {
  const workspace = temporaryWorkspace()
  let converted = new Map<string, string>()
  const sheetOf = (file: string, sheet: string): WorkSheet => {
    const path = converted.get(file)
    if (path === undefined) throw new Error(`${file} was not opened`)
    return read(readFileSync(path)).Sheets[sheet] ?? {}
  }

  beforeAll(async () => {
    const parts = [writtenByExcel]
    const edits = [
      { row: 1, column: 1, value: number(5) },
      { row: 1, column: 2, value: number(7), isHighlighted: true },
      { row: 4, column: 1, value: text('=1+1') },
      { row: 4, column: 2, value: { kind: 'date', value: Date.UTC(2024, 1, 29, 12) } },
    ] as const
    const edited: WorkbookChanges = {
      cells: [{ sheet: 'Data', edits }],
      notes: [{ sheet: 'Data', notes: [{ row: 1, column: 1, text: 'Was 1', author: 'Tenure' }] }],
      definedNames: [{ name: 'start', formula: 'Data!$A$2' }],
      addedSheets: { workbook: await chartReport() },
      charts: [
        {
          sheet: 'Report',
          area: { firstRow: 3, firstColumn: 1, lastRow: 15, lastColumn: 6 },
          kind: 'bar',
          series: [
            {
              name: { text: 's' },
              categories: 'Data!$A$1:$A$3',
              categoryKind: 'number',
              values: 'Data!$B$1:$B$3',
            },
          ],
        },
      ],
      sparklines: [{ sheet: 'Report', cell: 'C1', values: 'Data!$B$1:$B$3', kind: 'column' }],
    }
    const originals = {
      plain: oneSheet(rows, {}, { parts, respell: withProperties }),
      strict: oneSheet(rows, {}, { parts, respell: strictly }),
      prefixed: workbookBytes({
        sheets: [{ name: 'Data', rows }],
        parts,
        respell: (name, content) => [
          name,
          name.startsWith('xl/') && name.endsWith('.xml')
            ? content.replace(/<(\/?)([a-zA-Z])/g, '<$1x:$2').replace('xmlns=', 'xmlns:x=')
            : withProperties(name, content)[1],
        ],
      }),
    }
    const files: string[] = []
    for (const [name, original] of Object.entries(originals)) {
      files.push(workspace.save(`${name}.xlsx`, (await exported(original, edited)).bytes))
    }
    converted = convertWithLibreOffice(files, 'xlsx')
  }, 180_000)
  afterAll(() => workspace.dispose())

  test.each(['plain', 'strict', 'prefixed'])('%s: shows edits, and formulas that follow them', (file) => {
    const data = sheetOf(file, 'Data')
    expect([data.A1?.v, data.B1?.v, data.B2?.v, data.B3?.v]).toEqual([5, 7, 20, 30])
    expect(data.C1?.v).toBe(57)
    expect(data.A4).toMatchObject({ t: 's', v: '=1+1' })
    expect(data.B4?.v).toBe(45351.5)
    expect(data.A1?.c?.[0]?.t).toContain('Was 1')
  })

  test.each(['plain', 'strict', 'prefixed'])(
    '%s: shows the added sheet, its chart and its note',
    async (file) => {
      const report = sheetOf(file, 'Report')
      expect(report.A1?.v).toBe(7)
      expect(report.B1?.c?.[0]?.t).toContain('noted')
      const { unzipSync } = await import('fflate')
      const parts = unzipSync(readFileSync(converted.get(file) ?? ''))
      const chart = Object.keys(parts).find((name) => /charts\/chart\d+\.xml$/.test(name))
      expect(new TextDecoder().decode(parts[chart ?? ''])).toContain('Data!$B$1:$B$3')
      const sheet = Object.entries(parts).find(([name]) => /worksheets\/sheet2\.xml$/.test(name))
      expect(new TextDecoder().decode(sheet?.[1])).toContain('sparkline')
    },
  )
})
