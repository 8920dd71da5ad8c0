/** Every real workbook, changed in two ways, as a package and in a second reader. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { read } from '@e965/xlsx'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPackage } from '#electron/engine/export/package/check-package.ts'
import { graft } from '#electron/engine/export/package/graft.ts'
import { openPackage } from '#electron/engine/export/package/package-draft.ts'
import { restructure } from '#electron/engine/export/package/restructure/restructure.ts'
import type { WorkbookChanges } from '#electron/engine/export/package/workbook-changes.ts'
import { readWorkbook } from '#electron/engine/export/package/workbook-part.ts'
import { readZip } from '#electron/engine/export/package/zip-read.ts'
import { number, text } from './fixtures.ts'
import { hasWorkbooks, realWorkbooks, temporaryWorkspace, workbookFolder } from './outside-readers.ts'

/** Far from anything that the workbooks hold or refer to. */
const freeRow = 5001
const freeColumn = 300

async function report(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Tenure KPIs')
  sheet.getCell('A1').value = 'Churn'
  sheet.getCell('B1').value = { formula: "'Tenure data'!A2*2", result: 2 }
  sheet.getCell('B1').numFmt = '0.0%'
  sheet.getCell('B1').note = 'Definition'
  sheet.addConditionalFormatting({
    ref: 'B1',
    rules: [
      {
        type: 'cellIs',
        operator: 'greaterThan',
        priority: 1,
        formulae: [3],
        style: { font: { bold: true } },
      },
    ],
  })
  const data = book.addWorksheet('Tenure data', { state: 'hidden' })
  data.addTable({
    name: 'TenureData',
    ref: 'A1',
    headerRow: true,
    columns: [{ name: 'v' }],
    rows: [[1], [2]],
  })
  return new Uint8Array(await book.xlsx.writeBuffer())
}

type Way = 'one new cell' | 'all annotations'
const ways: readonly Way[] = ['one new cell', 'all annotations']

interface Subject {
  readonly name: string
  readonly bytes: Uint8Array
  /** Its first worksheet. */
  readonly sheet: string
}

function subjectOf(name: string): Subject {
  const bytes = readFileSync(join(workbookFolder, name))
  const sheets = readWorkbook(openPackage(bytes)).sheets.filter(({ kind }) => kind === 'worksheet')
  return { name, bytes, sheet: sheets[0]?.name ?? '' }
}

function changesOf({ sheet }: Subject, way: Way, workbook: Uint8Array): WorkbookChanges {
  const addedSheets = { workbook }
  const free = { row: freeRow, column: freeColumn, value: text(' =kept as text ') }
  switch (way) {
    case 'one new cell':
      return { cells: [{ sheet, edits: [free] }] }
    case 'all annotations':
      return {
        addedSheets,
        charts: [
          {
            sheet: 'Tenure KPIs',
            area: { firstRow: 4, firstColumn: 1, lastRow: 18, lastColumn: 8 },
            kind: 'column',
            title: 'v',
            series: [
              {
                name: { reference: "'Tenure data'!$A$1" },
                categories: "'Tenure data'!$A$2:$A$3",
                categoryKind: 'number',
                values: "'Tenure data'!$A$2:$A$3",
              },
            ],
          },
        ],
        cells: [{ sheet, edits: [{ ...free, isHighlighted: true }] }],
        notes: [
          { sheet, notes: [{ row: freeRow, column: freeColumn, text: 'Was blank', author: 'Tenure' }] },
        ],
        headerMarks: [{ sheet, row: 1, column: 1, text: 'Mapped to customer id' }],
        columns: [
          {
            sheet,
            columns: [
              {
                header: 'Health',
                headerRow: freeRow - 5,
                numberFormat: '0.0%',
                width: 12,
                cells: [1, 2, 3, 4].map((offset) => ({
                  row: freeRow - 5 + offset,
                  value: number(offset / 4),
                  formula: `ROW()/${offset}`,
                })),
              },
            ],
          },
        ],
        definedNames: [{ name: 'tenure_start', formula: "'Tenure data'!$A$2", isHidden: true }],
      }
  }
}

describe.skipIf(!hasWorkbooks)('real workbooks', () => {
  const workspace = temporaryWorkspace()
  const files = new Map<string, { path: string; bytes: Uint8Array; subject: Subject }>()
  const keyOf = (way: Way, name: string): string => `${way}|${name}`
  const fileName = (way: Way, name: string): string => `${ways.indexOf(way)}-${name}`

  beforeAll(async () => {
    const workbook = await report()
    for (const name of realWorkbooks) {
      const subject = subjectOf(name)
      for (const way of ways) {
        const result = await graft(subject.bytes, changesOf(subject, way, workbook))
        if (!result.ok)
          throw new Error(`${name}, ${way}: ${result.error.message} ${result.error.cause ?? ''}`)
        const bytes = Buffer.concat(result.value.chunks)
        files.set(keyOf(way, name), { path: workspace.save(fileName(way, name), bytes), bytes, subject })
      }
    }
  }, 240_000)
  afterAll(() => workspace.dispose())

  const exportOf = (way: Way, name: string) => {
    const file = files.get(keyOf(way, name))
    if (file === undefined) throw new Error(`${name} was not exported`)
    return file
  }

  test.each(realWorkbooks)('%s gets no flaw that it did not have', async (name) => {
    const before = new Set(
      (await checkPackage(exportOf('one new cell', name).subject.bytes)).map((p) => p.message),
    )
    for (const way of ways) {
      const flaws = (await checkPackage(exportOf(way, name).bytes)).map(({ message }) => message)
      expect({ way, flaws: flaws.filter((message) => !before.has(message)) }).toEqual({ way, flaws: [] })
    }
  })

  test.each(realWorkbooks)('%s keeps the stored bytes of every part that nothing concerns', (name) => {
    const { bytes, subject } = exportOf('one new cell', name)
    const after = new Map(readZip(bytes).map((entry) => [entry.name, entry]))
    const changed = readZip(subject.bytes)
      .filter((entry) => {
        const kept = after.get(entry.name)
        return kept === undefined || !Buffer.from(kept.data).equals(Buffer.from(entry.data))
      })
      .map((entry) => entry.name.replace(/\d+/g, ''))
    const allowed = [
      'xl/worksheets/sheet.xml',
      'xl/workbook.xml',
      '[Content_Types].xml',
      'xl/_rels/workbook.xml.rels',
      'xl/calcChain.xml',
    ]
    expect(changed.filter((part) => !allowed.includes(part))).toEqual([])
  })

  test.each(realWorkbooks)('%s opens in a second reader, with the added sheets', (name) => {
    const book = read(exportOf('all annotations', name).bytes)
    expect(book.SheetNames).toEqual(expect.arrayContaining(['Tenure KPIs', 'Tenure data']))
    expect(book.Sheets['Tenure KPIs']?.A1?.v).toBe('Churn')
  })

  test.each(realWorkbooks)(
    '%s stays whole with rows put in, rows and columns taken out and a sheet renamed, where that is safe',
    async (name) => {
      const { subject } = exportOf('one new cell', name)
      const before = new Set((await checkPackage(subject.bytes)).map(({ message }) => message))
      for (const request of [
        { insertedRows: [{ after: 2, count: 2 }], renamedTo: 'Renamed here' },
        { deletedRows: [3, 4, 7], deletedColumns: [2] },
      ]) {
        const result = await restructure(subject.bytes, [{ sheet: subject.sheet, headerRow: 1, ...request }])
        if (!result.ok) throw new Error(result.error.message)
        const { bytes, refused } = result.value
        const flaws = (await checkPackage(bytes)).filter(({ message }) => !before.has(message))
        expect(flaws).toEqual([])
        expect(read(bytes, { bookSheets: true }).SheetNames.includes('Renamed here')).toBe(
          request.renamedTo !== undefined && refused.get(subject.sheet)?.renamedTo === undefined,
        )
      }
    },
  )
})
