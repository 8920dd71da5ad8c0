/**
 * file -> intake -> store -> sheet -> mapping -> metrics -> scenario -> [export: the workbook handed back, annotated]
 *
 * Plans the whole workbook first, so that a preview says exactly what an export does; packing it comes last.
 */
import type { Workbook } from 'exceljs'
import type { ExportChoices, ExportSheet } from '#shared/contract/export.ts'
import { fail, type Problem, type Result, succeed } from '#shared/domain/result.ts'
import type { SourceInfo } from '#shared/domain/sheet.ts'
import { readingOf, type SheetReading } from '../mapping/datasets/sheet-reading.ts'
import { effectiveMapping } from '../mapping/effective-mapping.ts'
import { readMappableSheets } from '../mapping/project-sheets.ts'
import type { Workplace } from '../metrics/workplace.ts'
import type { LatestClv } from '../scenario/clv/latest-clv.ts'
import { readSheets, readSources, type StoredSheet } from '../store/catalog.ts'
import type { Project } from '../store/project.ts'
import { tenureVersion } from '../tenure-version.ts'
import { today } from '../today.ts'
import { type AddedParts, addedSheet, joined, nothingAdded } from './added-parts.ts'
import { customerColumns } from './customers/customer-columns.ts'
import { customersSheetName, writeCustomers } from './customers/customers-sheet.ts'
import { gatherCustomerFacts } from './customers/gather-facts.ts'
import { type BaseWorkbook, baseBytes, planBase } from './data/base-workbook.ts'
import { annotateSheet, type SheetAnnotations } from './data/sheet-annotations.ts'
import { newWorkbook } from './new-workbook.ts'
import { graft } from './package/graft.ts'
import type { PackageFormat } from './package/package-format.ts'
import type { WorkbookChanges } from './package/workbook-changes.ts'
import { type Doubt, findDoubts } from './quality/find-doubts.ts'
import { qualitySheetName, writeQualitySheet } from './quality/quality-sheet.ts'
import { coverWorkbook } from './report/cover-workbook.ts'
import { writeReport } from './report/write-report.ts'
import { writeScenarios } from './scenarios/write-scenarios.ts'
import { settleNumbers } from './settled-numbers.ts'

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
  readonly report: Workbook
  readonly changes: WorkbookChanges
  readonly sources: readonly SourceInfo[]
  readonly sheets: readonly ExportSheet[]
  readonly problems: readonly Problem[]
  readonly format: PackageFormat
  readonly suggestedName: string
}

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

  onProgress('Checking the data')
  const doubts = choices.qualityNotes
    ? await findDoubts(place, readings, today(), choices.qualityNoteLimit)
    : []
  const operation = {
    project,
    signal: place.signal,
    onProgress: ({ label }: { readonly label: string }) => onProgress(label),
  }
  const known = choices.addedColumns ? await gatherCustomerFacts(place, operation) : undefined
  const annotated = new Map<string, SheetAnnotations>()
  for (const sheet of sheets) {
    const own = base.places.get(sheet.info.id)
    if (own === undefined) continue
    place.signal.throwIfAborted()
    const ofSheet = readings.filter((reading) => reading.sheet.id === sheet.info.id)
    const ofCells = doubts.filter((doubt) => doubt.sheet === sheet.info.id)
    const { original } = base
    const list = ofSheet.find((reading) => listsCustomers(reading, choices.helperRowLimit))
    const columns = known === undefined || list === undefined ? [] : customerColumns(known, list, own)
    annotated.set(
      own.name,
      await annotateSheet({
        connection,
        sheet,
        place: own,
        moves: base.moves,
        readings: ofSheet,
        customerColumns: columns,
        doubts: ofCells,
        choices,
        original,
      }),
    )
  }

  onProgress('Computing the key figures')
  const report = await newWorkbook()
  const added: AddedParts[] = []
  if (choices.kpis || choices.series || choices.definitions)
    added.push(await writeReport({ place, choices, base, sources, readings, workbook: report }))
  if (choices.scenarios) {
    onProgress('Projecting the scenarios')
    added.push(await writeScenarios(place, choices, report, operation))
  }
  if (choices.qualityNotes && readings.length > 0) added.push(writeQuality(report, doubts, annotated, sheets))
  const hasList = readings.some((reading) => listsCustomers(reading, choices.helperRowLimit))
  if (known?.clv !== undefined && known.clv.customers.length > 0 && !hasList)
    added.push(addCustomers(report, known.clv, choices.helperRowLimit))
  const parts = joined(added)
  settleNumbers(report)
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
    problems: [...base.problems, ...parts.problems],
    format: base.format,
    suggestedName: `${stem(sources[0]?.name ?? 'Tenure')} annotated.${base.format}`,
  })
}

/** Whether each row of the sheet is a customer, and there are no more of them than are written out. */
const listsCustomers = ({ kind, isByRow, sheet }: SheetReading, limit: number): boolean =>
  kind.id === 'customers' && isByRow && sheet.partOf === undefined && sheet.rowCount <= limit

function addCustomers(workbook: Workbook, clv: LatestClv, limit: number): AddedParts {
  const count = clv.customers.length.toLocaleString('en-US')
  if (clv.customers.length > limit) {
    const message = `What the customers are worth is not in the workbook: there are ${count} of them, more than the ${limit.toLocaleString('en-US')} that are written out.`
    return { ...nothingAdded, problems: [{ code: 'too_large', severity: 'information', message }] }
  }
  writeCustomers(workbook, clv)
  const said = `${count} customers with P(alive), expected purchases and value, as values`
  return { ...nothingAdded, sheets: [addedSheet(customersSheetName, [said])] }
}

function writeQuality(
  workbook: Workbook,
  doubts: readonly Doubt[],
  annotated: ReadonlyMap<string, SheetAnnotations>,
  sheets: readonly StoredSheet[],
): AddedParts {
  const places = new Map([...annotated.values()].flatMap(({ doubtPlaces }) => [...doubtPlaces]))
  writeQualitySheet({
    workbook,
    doubts,
    sheetName: (id) => sheets.find(({ info }) => info.id === id)?.info.name ?? '',
    placeOf: (doubt) => places.get(doubt),
  })
  const count = doubts.length.toLocaleString('en-US')
  const said =
    doubts.length === 0
      ? 'Nothing doubtful was found'
      : `${count} ${doubts.length === 1 ? 'finding' : 'findings'}, with the metrics that they touch`
  return { ...nothingAdded, sheets: [addedSheet(qualitySheetName, [said])] }
}

/** Guards against slips, not against people: there is no password. Input cells stay open. */
async function protectSheets({ worksheets }: Workbook): Promise<void> {
  for (const sheet of worksheets) await sheet.protect('', { formatColumns: true, formatRows: true })
}

const stem = (name: string): string => name.replace(/\.[^.]+$/, '')

function withAnnotations(sheet: ExportSheet, annotations: SheetAnnotations | undefined): ExportSheet {
  if (annotations === undefined) return sheet
  const { edits, notes, removedNotes, headerMarks, fills, columns, details, changes } = annotations
  const { deletedRows, deletedColumns } = changes
  const isTouched = [
    ...[edits, notes, removedNotes, headerMarks, fills, columns],
    ...[deletedRows, deletedColumns],
  ].some((made) => made.length > 0)
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
    removedNotes: all
      .map(([sheet, { removedNotes }]) => ({ sheet, cells: removedNotes }))
      .filter(({ cells }) => cells.length > 0),
    columns: all
      .map(([sheet, { columns }]) => ({ sheet, columns }))
      .filter(({ columns }) => columns.length > 0),
    headerMarks: all.flatMap(([, { headerMarks }]) => headerMarks),
    deletedColumns: all
      .map(([sheet, { deletedColumns }]) => ({ sheet, columns: deletedColumns }))
      .filter(({ columns }) => columns.length > 0),
    fills: all.map(([sheet, { fills }]) => ({ sheet, fills })).filter(({ fills }) => fills.length > 0),
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
const inReadingOrder = ({ worksheets }: Workbook) =>
  [
    ...worksheets.filter(({ state }) => state === 'visible'),
    ...worksheets.filter(({ state }) => state !== 'visible'),
  ].map(({ name, state }) => ({ name, state }))
