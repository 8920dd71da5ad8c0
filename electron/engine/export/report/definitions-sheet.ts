import type { Workbook, Worksheet } from 'exceljs'
import type { SourceInfo } from '#shared/domain/sheet.ts'
import { explain } from '../../metrics/explain.ts'
import { createResolver } from '../../metrics/resolve.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import type { PlannedMetric, ReportPlan } from './report-plan.ts'
import { bodyFont, dressSheet, fitRow, headerRow, mutedFont, rule, sectionFont } from './styles.ts'

export const definitionsSheetName = 'Tenure Definitions'

export interface DefinitionsRequest {
  readonly workbook: Workbook
  readonly place: Workplace
  readonly plan: ReportPlan
  readonly sources: readonly SourceInfo[]
  readonly version: string
  /** What is a value where a formula would be expected, and what was left out, in sentences. */
  readonly remarks: readonly string[]
}

const firstAboutRow = 4

/** The first row of the definitions, below what is said of the files. */
const tableRow = ({ sources }: Pick<DefinitionsRequest, 'sources'>): number =>
  firstAboutRow + 3 + sources.length * 2

/** Row of each metric's definition, known before the sheet is written so that links can lead to it. */
export const definitionRows = (
  plan: ReportPlan,
  sources: readonly SourceInfo[],
): ReadonlyMap<string, number> =>
  new Map(plan.metrics.map(({ definition }, index) => [definition.id, tableRow({ sources }) + 1 + index]))

/** As wide together as a printed page can hold and still be read. */
const widths = [20, 27, 36, 36, 16, 20, 8, 8, 24, 20]
/** Where the remarks stand: beside the frozen column, as wide as can be read on a screen. */
const remarkColumns = { first: 2, last: 5 } as const

const titles = [
  'Metric',
  'Meaning',
  'In words',
  'Formula over named fields',
  'Method',
  'Source of the definition',
  'Rows used',
  'Left out',
  'Notes',
  'Id and version',
]

const notesColumn = titles.indexOf('Notes')
const besideNumbers = (index: number) =>
  index === notesColumn ? ({ horizontal: 'left', indent: 1 } as const) : {}

/** More rows than these, frozen, would leave too little of a small screen to the rest. */
const mostFrozen = 12

/** Everything a reviewer needs to retrace a figure: files with their fingerprints, period, and every definition used. */
export function writeDefinitions(request: DefinitionsRequest): void {
  const { workbook, plan } = request
  const header = tableRow(request)
  const ySplit = header > mostFrozen ? 0 : header
  const sheet = workbook.addWorksheet(definitionsSheetName, {
    views: [{ state: 'frozen', xSplit: 1, ySplit, showGridLines: false }],
  })
  dressSheet(sheet, 'Definitions', 'How every figure is computed, and from what.', widths)
  writeAbout(sheet, request)
  headerRow(sheet, header, titles, (column) => column === 7 || column === 8)
  sheet.getRow(header).height = 30
  sheet.pageSetup.printTitlesRow = `${header}:${header}`
  plan.metrics.forEach((planned, index) => {
    writeDefinition(sheet, header + 1 + index, planned, request)
  })
  writeRemarks(sheet, header + plan.metrics.length + 3, request.remarks)
}

function writeAbout(sheet: Worksheet, { plan, sources, version }: DefinitionsRequest): void {
  const { period, isDated } = plan
  const lines: readonly (readonly [string, string])[] = [
    ...sources.flatMap(({ name, sha256, byteLength }) => [
      ['File', `${name} (${byteLength.toLocaleString('en-US')} bytes)`] as const,
      ['SHA-256', sha256] as const,
    ]),
    ['Period', isDated ? `${period.from} up to, not including, ${period.to}` : 'whatever the files cover'],
    ['Tenure', `version ${version}`],
  ]
  lines.forEach(([label, text], index) => {
    sheet.getCell(firstAboutRow + index, 1).value = label
    sheet.getCell(firstAboutRow + index, 1).font = mutedFont
    sheet.getCell(firstAboutRow + index, 2).value = text
    sheet.getCell(firstAboutRow + index, 2).font = bodyFont
  })
}

function writeDefinition(
  sheet: Worksheet,
  row: number,
  { definition, method, value }: PlannedMetric,
  { place, plan }: DefinitionsRequest,
): void {
  const resolve = createResolver({ datasets: place.datasets, findMetric: place.metrics.find })
  const explained = explain(definition, method, place.datasets, plan.isDated ? plan.period : null, {
    find: place.metrics.find,
    methodOf: (id) => {
      const other = place.metrics.find(id)
      return other === undefined ? undefined : resolve(other).possible[0]
    },
  })
  const parts = explained.inputs.map(({ label, words }) => `${label}: ${words}`)
  const texts = [
    definition.name,
    definition.description,
    [explained.words, ...parts].join('\n'),
    explained.excel,
    value.methodLabel ?? '',
    definition.source,
    value.rows,
    value.excluded,
    [...new Set([...explained.notes, ...value.warnings])].join('\n'),
    `${definition.id}\nversion ${definition.version}`,
  ]
  texts.forEach((text, index) => {
    const cell = sheet.getCell(row, index + 1)
    cell.value = text
    cell.font = { ...bodyFont, size: 10, bold: index === 0 }
    cell.alignment =
      typeof text === 'string'
        ? { vertical: 'top', wrapText: true, ...besideNumbers(index) }
        : { vertical: 'top' }
    if (typeof text === 'number') cell.numFmt = '#,##0'
    cell.border = rule
  })
  fitRow(sheet, row, widths)
}

function writeRemarks(sheet: Worksheet, row: number, remarks: readonly string[]): void {
  if (remarks.length === 0) return
  sheet.getCell(row, 1).value = 'About this workbook'
  sheet.getCell(row, 1).font = sectionFont
  sheet.getCell(row, 1).alignment = { vertical: 'top', wrapText: true }
  const { first, last } = remarkColumns
  const width = widths.slice(first - 1, last).reduce((sum, each) => sum + each, 0)
  remarks.forEach((remark, index) => {
    const at = row + index
    const cell = sheet.getCell(at, first)
    cell.value = remark
    cell.font = { ...bodyFont, size: 10 }
    cell.alignment = { vertical: 'top', wrapText: true }
    fitRow(sheet, at, [0, width])
    sheet.mergeCells(at, first, at, last)
  })
}
