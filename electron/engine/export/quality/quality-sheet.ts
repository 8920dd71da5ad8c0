import type { Workbook } from 'exceljs'
import { sheetReference } from '../data/data-places.ts'
import { bodyFont, dressSheet, fitRow, headerRow, linkFont, mutedFont, rule } from '../report/styles.ts'
import type { Doubt } from './find-doubts.ts'

export const qualitySheetName = 'Tenure Data Quality'

export interface QualitySheetRequest {
  readonly workbook: Workbook
  readonly doubts: readonly Doubt[]
  /** A sheet's name as its user knows it. */
  readonly sheetName: (sheet: Doubt['sheet']) => string
  /** Where a doubt first stands in the exported workbook. */
  readonly placeOf: (doubt: Doubt) => { readonly sheet: string; readonly cell: string } | undefined
}

const severityLabels: Readonly<Record<Doubt['severity'], string>> = {
  error: 'Error',
  warning: 'Warning',
  information: 'To know',
}

const titles = [
  'Severity',
  'Finding',
  'Sheet',
  'Field',
  'Rows',
  'Noted',
  'First cell',
  'Metrics that read it',
]

const widths = [11, 64, 22, 22, 10, 10, 12, 70]
const toTheRight = { horizontal: 'right', vertical: 'top' } as const
const wrapped = { vertical: 'top', wrapText: true } as const
const besideNumbers = { ...wrapped, horizontal: 'left', indent: 1 } as const

/** Everything doubtful about the mapped data, the gravest first, each with a link to where it first stands. */
export function writeQualitySheet({ workbook, doubts, sheetName, placeOf }: QualitySheetRequest): void {
  const sheet = workbook.addWorksheet(qualitySheetName, {
    views: [{ state: 'frozen', ySplit: 4, showGridLines: false }],
  })
  dressSheet(
    sheet,
    'Data quality',
    doubts.length === 0
      ? 'Nothing doubtful was found in the mapped columns.'
      : 'What is doubtful about the mapped columns, and the metrics that it touches.',
    widths,
  )
  headerRow(sheet, 4, titles, (column) => column === 5 || column === 6)
  sheet.pageSetup.printTitlesRow = '4:4'
  doubts.forEach((doubt, index) => {
    const row = 5 + index
    const place = placeOf(doubt)
    const values = [
      severityLabels[doubt.severity],
      doubt.message,
      sheetName(doubt.sheet),
      doubt.field ?? '',
      doubt.count,
      doubt.notedRows.length,
      place === undefined
        ? ''
        : { text: place.cell, hyperlink: `#${sheetReference(place.sheet)}!${place.cell}` },
      doubt.metrics.join(', '),
    ]
    values.forEach((value, at) => {
      const cell = sheet.getCell(row, at + 1)
      const isNumber = typeof value === 'number'
      cell.value = value
      cell.font = at === 6 ? linkFont : at === 0 || at === 7 ? mutedFont : bodyFont
      cell.alignment = isNumber ? toTheRight : at === 6 ? besideNumbers : wrapped
      cell.border = rule
      if (isNumber) cell.numFmt = '#,##0'
    })
    fitRow(sheet, row, widths)
  })
}
