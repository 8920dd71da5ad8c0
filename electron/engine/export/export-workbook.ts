/**
 * file -> intake -> store -> sheet -> mapping -> metrics -> scenario -> [export: the workbook handed back, annotated]
 *
 * Plans the whole workbook first, so that a preview says exactly what an export does; packing it comes last.
 */
import ExcelJS from 'exceljs'
import type { ExportChoices, ExportSheet } from '#shared/contract/export.ts'
import { fail, type Problem, type Result, succeed } from '#shared/domain/result.ts'
import type { SourceInfo } from '#shared/domain/sheet.ts'
import { serialOfDate } from '#shared/formula/value.ts'
import { readingOf, type SheetReading } from '../mapping/datasets/sheet-reading.ts'
import { effectiveMapping } from '../mapping/effective-mapping.ts'
import { readMappableSheets } from '../mapping/project-sheets.ts'
import type { Workplace } from '../metrics/workplace.ts'
import { readSheets, readSources } from '../store/catalog.ts'
import type { Project } from '../store/project.ts'
import { tenureVersion } from '../tenure-version.ts'
import { type BaseWorkbook, baseBytes, planBase } from './data/base-workbook.ts'
import { layDatasets } from './data/lay-datasets.ts'
import { annotateSheet, type SheetAnnotations } from './data/sheet-annotations.ts'
import { fixedDate } from './data/written-sheets.ts'
import type { ChartSpec } from './package/charts.ts'
import { graft } from './package/graft.ts'
import type { PackageFormat } from './package/package-format.ts'
import type { SparklineSpec } from './package/sparklines.ts'
import type { WorkbookChanges } from './package/workbook-changes.ts'
import { coverWorkbook } from './report/cover-workbook.ts'
import { definitionRows, definitionsSheetName, writeDefinitions } from './report/definitions-sheet.ts'
import { kpiSheetName, periodCells, workingsSheetName, writeKpiSheets } from './report/kpi-sheets.ts'
import { planReport } from './report/report-plan.ts'
import { seriesSheetName, writeSeries } from './report/series-sheet.ts'
import { planScenarios } from './scenarios/plan-scenarios.ts'
import { projectionSheetName, scenariosSheetName, writeScenarioSheets } from './scenarios/scenario-sheets.ts'

export interface ExportRequest {
  readonly project: Project
  readonly place: Workplace
  readonly choices: ExportChoices
  readonly onProgress: (label: string, fraction?: number) => void
}

/** All that will be written, and what to say of it. */
export interface PlannedWorkbook {
  readonly base: BaseWorkbook
  /** The sheets that are added, in a workbook of their own. */
  readonly report: ExcelJS.Workbook
  readonly changes: WorkbookChanges
  readonly sources: readonly SourceInfo[]
  readonly sheets: readonly ExportSheet[]
  readonly problems: readonly Problem[]
  readonly format: PackageFormat
  readonly suggestedName: string
}

/** Excel's two calendars are this many days apart. */
const daysTo1904 = 1462

export async function planWorkbook(request: ExportRequest): Promise<Result<PlannedWorkbook>> {
  const { project, place, choices, onProgress } = request
  const { connection } = place
  onProgress('Reading the workbook')
  const sources = await readSources(connection)
  const sheets = await readSheets(connection)
  const based = await planBase(connection, sources, sheets, choices.dataSheets)
  if (!based.ok) return based
  const base = based.value
  const mappable = await readMappableSheets(connection)
  const mapping = await effectiveMapping(connection, project, mappable)
  const readings = mapping.sheets.flatMap((each) => readingOf(each, mappable) ?? [])

  const annotated = new Map<string, SheetAnnotations>()
  for (const sheet of sheets) {
    const own = base.places.get(sheet.info.id)
    if (own === undefined) continue
    place.signal.throwIfAborted()
    const ofSheet = readings.filter((reading) => reading.sheet.id === sheet.info.id)
    const request = { connection, sheet, place: own, readings: ofSheet, choices, original: base.original }
    annotated.set(own.name, await annotateSheet(request))
  }

  onProgress('Computing the key figures')
  const report = new ExcelJS.Workbook()
  report.created = fixedDate
  report.modified = fixedDate
  const figures = choices.kpis ? await writeReport(request, base, sources, readings, report) : nothingAdded
  const scenarios = choices.scenarios ? await writeScenarios(request, report) : nothingAdded
  const parts = joined(figures, scenarios)
  if (choices.protect) await protectSheets(report)
  return succeed({
    base,
    report,
    changes: { ...changesOf(annotated), charts: parts.charts, sparklines: parts.sparklines },
    sources,
    sheets: [
      ...base.sheets.map((sheet) => withAnnotations(sheet, annotated.get(sheet.name))),
      ...parts.sheets,
    ],
    problems: [
      ...base.problems,
      ...[...annotated.values()].flatMap(({ problems }) => problems),
      ...parts.problems,
    ],
    format: base.format,
    suggestedName: `${stem(sources[0]?.name ?? 'Tenure')} annotated.${base.format}`,
  })
}

interface AddedParts {
  readonly sheets: readonly ExportSheet[]
  readonly problems: readonly Problem[]
  readonly charts: readonly ChartSpec[]
  readonly sparklines: readonly SparklineSpec[]
}

const nothingAdded: AddedParts = { sheets: [], problems: [], charts: [], sparklines: [] }

async function writeReport(
  { place, choices }: ExportRequest,
  base: BaseWorkbook,
  sources: readonly SourceInfo[],
  readings: readonly SheetReading[],
  report: ExcelJS.Workbook,
): Promise<AddedParts> {
  const plan = await planReport(place, choices.period, choices.metrics)
  const dateShift = base.date1904 ? daysTo1904 : 0
  const laid = await layDatasets({
    place,
    base,
    readings,
    fields: plan.fields,
    distinctFields: plan.distinctFields,
    report,
    periodStart: { cell: periodCells.start, serial: serialOfDate(plan.period.from) - dateShift },
    rowLimit: choices.helperRowLimit,
    dateShift,
  })
  const written = writeKpiSheets({
    workbook: report,
    plan,
    ranges: laid.ranges,
    obstacles: laid.obstacles,
    dateShift,
    assumptions: place.datasets.assumptions,
    currency: '',
    subtitle: `${sources.map(({ name }) => name).join(', ')} · change the coloured cells and every figure follows`,
    definitionRows: choices.definitions ? definitionRows(plan, sources) : new Map(),
  })
  const values = written.valuesInstead.map(
    ({ metric, reason }) => `${metric} is written as a value: ${reason}.`,
  )
  const series = choices.series ? writeSeries({ workbook: report, plan, currency: '', dateShift }) : undefined
  if (choices.definitions) {
    const version = tenureVersion()
    const remarks = [
      ...values,
      ...laid.helpers.map(helperRemark),
      ...(series === undefined ? [] : [seriesRemark]),
    ]
    writeDefinitions({ workbook: report, place, plan, sources, version, remarks })
  }
  const live = plan.metrics.length - written.valuesInstead.length
  return {
    charts: series?.charts ?? [],
    sparklines: [...(series?.ranges ?? [])].flatMap(([id, range]): SparklineSpec[] => {
      const row = written.rows.get(id)
      return row === undefined
        ? []
        : [{ sheet: kpiSheetName, cell: `J${row}`, values: range, kind: 'line', color: '1F62C4' }]
    }),
    sheets: [
      added(kpiSheetName, [`${plan.metrics.length} metrics, ${live} of them live formulas`]),
      added(workingsSheetName, ['The parts of every metric as formulas over the data']),
      ...(series === undefined
        ? []
        : [added(seriesSheetName, [`Values by month, ${series.charts.length} charts`])]),
      ...(choices.definitions
        ? [added(definitionsSheetName, [`${plan.metrics.length} definitions, files and period`])]
        : []),
      ...laid.helpers,
    ],
    problems: values.map((message) => ({ code: 'value_instead', severity: 'information', message })),
  }
}

async function writeScenarios(
  { place, choices, onProgress }: ExportRequest,
  report: ExcelJS.Workbook,
): Promise<AddedParts> {
  onProgress('Projecting the scenarios')
  const planned = await planScenarios(place, choices.whatIf)
  if (!planned.ok) {
    const message = `Scenarios are not in the workbook. ${planned.error.message}`
    return { ...nothingAdded, problems: [{ code: planned.error.code, severity: 'information', message }] }
  }
  const charts = writeScenarioSheets({ workbook: report, ...planned.value })
  const { cases, months } = planned.value
  return {
    ...nothingAdded,
    charts,
    sheets: [
      added(scenariosSheetName, [`Drivers as cells: ${cases.map(({ name }) => name).join(', ')}`]),
      added(projectionSheetName, [`${months} months of each case as formulas`]),
    ],
  }
}

/** Helper sheets stay last. */
const joined = (first: AddedParts, second: AddedParts): AddedParts => ({
  sheets: [...first.sheets, ...second.sheets].sort(
    (one, other) => Number(one.state === 'hidden helper') - Number(other.state === 'hidden helper'),
  ),
  problems: [...first.problems, ...second.problems],
  charts: [...first.charts, ...second.charts],
  sparklines: [...first.sparklines, ...second.sparklines],
})

/** Guards against slips, not against people: there is no password. Input cells stay open. */
async function protectSheets({ worksheets }: ExcelJS.Workbook): Promise<void> {
  for (const sheet of worksheets) await sheet.protect('', { formatColumns: true, formatRows: true })
}

const helperRemark = ({ name, details }: ExportSheet): string =>
  `Hidden sheet "${name}" holds what the data sheets do not say in so many words. ${details.join(' ')}`

const seriesRemark = 'Values by month are values as of the export; the key figures are live.'

const added = (name: string, details: readonly string[]): ExportSheet => ({
  file: '',
  name,
  state: 'added',
  details: [...details],
})

const stem = (name: string): string => name.replace(/\.[^.]+$/, '')

function withAnnotations(sheet: ExportSheet, annotations: SheetAnnotations | undefined): ExportSheet {
  if (annotations === undefined) return sheet
  const { edits, notes, headerMarks, deletedRows, columns, details } = annotations
  const isTouched = edits.length + notes.length + headerMarks.length + deletedRows.length + columns.length > 0
  const marked = headerMarks.length === 0 ? [] : [`${headerMarks.length} mapped columns marked`]
  return {
    ...sheet,
    state: sheet.state === 'untouched' && isTouched ? 'annotated' : sheet.state,
    details: [...sheet.details, ...details, ...marked],
  }
}

function changesOf(annotated: ReadonlyMap<string, SheetAnnotations>): WorkbookChanges {
  const all = [...annotated]
  return {
    cells: all.map(([sheet, { edits }]) => ({ sheet, edits })).filter(({ edits }) => edits.length > 0),
    notes: all.map(([sheet, { notes }]) => ({ sheet, notes })).filter(({ notes }) => notes.length > 0),
    columns: all
      .map(([sheet, { columns }]) => ({ sheet, columns }))
      .filter(({ columns }) => columns.length > 0),
    headerMarks: all.flatMap(([, { headerMarks }]) => headerMarks),
    deletedRows: all
      .map(([sheet, { deletedRows }]) => ({ sheet, rows: deletedRows }))
      .filter(({ rows }) => rows.length > 0),
  }
}

/** The planned workbook's bytes, in pieces, and what could not be put in. */
export async function packWorkbook(
  { place, onProgress }: ExportRequest,
  planned: PlannedWorkbook,
): Promise<Result<{ chunks: readonly Uint8Array[]; problems: readonly Problem[] }>> {
  const { base, report, changes } = planned
  const total = base.written.reduce((sum, { sheet }) => sum + sheet.info.rowCount, 0)
  const bytes = await baseBytes(place.connection, base, (rows) => {
    place.signal.throwIfAborted()
    onProgress('Writing the data sheets', rows / Math.max(1, total))
  })
  if (!bytes.ok) return bytes
  onProgress('Writing the report')
  const workbook = new Uint8Array(await report.xlsx.writeBuffer())
  place.signal.throwIfAborted()
  const ground = bytes.value ?? (await coverWorkbook(planned.sources, tenureVersion()))
  const hasReport = report.worksheets.length > 0
  const addedSheets = { workbook, sheets: inReadingOrder(report) }
  const grafted = await graft(ground, { ...changes, ...(hasReport ? { addedSheets } : {}) })
  if (!grafted.ok) return fail(grafted.error)
  const { chunks, refused, warnings } = grafted.value
  return succeed({ chunks, problems: [...refused, ...warnings] })
}

/** Sheets to read first, helpers last. */
const inReadingOrder = ({ worksheets }: ExcelJS.Workbook) =>
  [
    ...worksheets.filter(({ state }) => state === 'visible'),
    ...worksheets.filter(({ state }) => state !== 'visible'),
  ].map(({ name, state }) => ({ name, state }))
