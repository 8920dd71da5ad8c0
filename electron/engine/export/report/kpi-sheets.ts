import type { Cell, Workbook, Worksheet } from 'exceljs'
import { differenceUnit } from '#shared/domain/format.ts'
import { metricCategories } from '#shared/domain/metric.ts'
import { type IsoDate, type Period, periodLabel } from '#shared/domain/period.ts'
import { toExcel } from '#shared/formula/excel.ts'
import type { ExcelReferences } from '#shared/formula/excel-context.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'
import { serialOfDate } from '#shared/formula/value.ts'
import { fieldsUsed, namesUsed } from '#shared/formula/walk.ts'
import { formulasOf, type ParsedMethod } from '../../metrics/parsed-metric.ts'
import { sheetReference } from '../data/data-places.ts'
import type { DatasetRanges } from '../data/dataset-ranges.ts'
import { definitionsSheetName } from './definitions-sheet.ts'
import type { PlannedMetric, ReportPlan } from './report-plan.ts'
import {
  bodyFont,
  dressSheet,
  headerRow,
  inputFill,
  linkFont,
  mutedFont,
  numberFormatOf,
  rule,
  sectionFont,
} from './styles.ts'

export const kpiSheetName = 'Tenure KPIs'
export const workingsSheetName = 'Tenure Workings'

/** Where the period's cells stand on the KPI sheet; every formula hangs on them. */
export const periodCells = {
  start: `${sheetReference(kpiSheetName)}!$B$4`,
  end: `${sheetReference(kpiSheetName)}!$B$5`,
  days: `${sheetReference(kpiSheetName)}!$B$6`,
  previousStart: `${sheetReference(kpiSheetName)}!$C$4`,
  previousEnd: `${sheetReference(kpiSheetName)}!$C$5`,
  previousDays: `${sheetReference(kpiSheetName)}!$C$6`,
} as const

export interface KpiSheetsRequest {
  readonly workbook: Workbook
  readonly plan: ReportPlan
  readonly ranges: ReadonlyMap<string, DatasetRanges>
  /** Why formulas over a dataset cannot be live, by dataset. */
  readonly obstacles: ReadonlyMap<string, string>
  /** Days by which the workbook's dates count less than those since 1900. */
  readonly dateShift: number
  readonly assumptions: ReadonlyMap<string, number>
  readonly currency: string
  readonly subtitle: string
  /** Row of each metric on the definitions sheet. */
  readonly definitionRows: ReadonlyMap<string, number>
}

/** A metric that could not be made live, and why. */
export interface ValueInstead {
  readonly metric: string
  readonly reason: string
}

export interface KpiSheets {
  readonly valuesInstead: readonly ValueInstead[]
  /** Row of each metric on the KPI sheet. */
  readonly rows: ReadonlyMap<string, number>
}

type Moment = 'now' | 'before'

/** The KPI sheet and its workings: every value a formula over named parts, every part a formula over the data. */
export function writeKpiSheets(request: KpiSheetsRequest): KpiSheets {
  const { workbook, plan } = request
  const kpis = workbook.addWorksheet(kpiSheetName, {
    views: [{ state: 'frozen', ySplit: 8, showGridLines: false }],
  })
  const workings = workbook.addWorksheet(workingsSheetName, {
    views: [{ state: 'frozen', ySplit: 4, showGridLines: false }],
  })
  dressSheet(kpis, 'Key figures', request.subtitle, [38, 16, 16, 14, 14, 12, 34, 52, 10, 22])
  dressSheet(
    workings,
    'Workings',
    'The parts of every figure: a formula over the data each.',
    [34, 46, 18, 18, 80],
  )
  writePeriod(kpis, plan, request.dateShift)
  const assumptionCells = writeAssumptions(workings, request)
  headerRow(workings, assumptionCells.nextRow, ['Metric', 'Part', 'Period', 'Period before', 'Formula'])
  headerRow(kpis, 8, [
    'Metric',
    'Value',
    'Period before',
    'Change',
    'Goal',
    'Of goal',
    'Benchmark',
    'Method',
    'Left out',
    'By month',
  ])

  const cells = placeCells(plan.metrics, assumptionCells.nextRow + 1)
  const valuesInstead: ValueInstead[] = []
  const context: WriteContext = { ...request, kpis, workings, cells, assumptionCells: assumptionCells.cells }
  for (const planned of plan.metrics) {
    const reason = writeMetric(planned, context)
    if (reason !== undefined) valuesInstead.push({ metric: planned.definition.name, reason })
  }
  for (const { row, title } of cells.sections) {
    kpis.getCell(row, 1).value = title
    kpis.getCell(row, 1).font = sectionFont
  }
  return { valuesInstead, rows: cells.kpiRows }
}

/** Period, the period before as formulas of it, and the number of days. */
function writePeriod(sheet: Worksheet, { period, previous, isDated }: ReportPlan, dateShift: number): void {
  const serial = (day: IsoDate) => Math.max(0, serialOfDate(day) - dateShift)
  const date = (cell: Cell, value: Cell['value']) => {
    cell.value = value
    cell.numFmt = 'yyyy-mm-dd'
    cell.font = bodyFont
  }
  sheet.getCell('A3').value = isDated
    ? periodLabel(period)
    : 'The data has no dates: the period is whatever it covers.'
  sheet.getCell('A3').font = mutedFont
  sheet.getCell('B3').value = 'Period'
  sheet.getCell('C3').value = 'Period before'
  for (const [row, label] of [
    [4, 'First day'],
    [5, 'Up to, not including'],
    [6, 'Days'],
  ] as const) {
    sheet.getCell(row, 1).value = label
    sheet.getCell(row, 1).font = bodyFont
  }
  date(sheet.getCell('B4'), serial(period.from))
  date(sheet.getCell('B5'), serial(period.to))
  for (const cell of ['B4', 'B5']) {
    sheet.getCell(cell).fill = inputFill
    sheet.getCell(cell).protection = { locked: false }
  }
  const { start, end } = previousFormulas()
  sheet.getCell('B6').value = { formula: 'B5-B4', result: daysOf(period) }
  for (const cell of ['B3', 'C3']) sheet.getCell(cell).font = mutedFont
  if (!isDated) return
  date(sheet.getCell('C4'), { formula: start, result: serial(previous.from) })
  date(sheet.getCell('C5'), { formula: end, result: serial(previous.to) })
  sheet.getCell('C6').value = { formula: 'C5-C4', result: daysOf(previous) }
}

const daysOf = ({ from, to }: Period): number => serialOfDate(to) - serialOfDate(from)

/** Whole months before a period of whole months, else as many days before; as `previousPeriod` has it. */
function previousFormulas(): { start: string; end: string } {
  const months = '(YEAR(B5)-YEAR(B4))*12+MONTH(B5)-MONTH(B4)'
  return { start: `IF(AND(DAY(B4)=1,DAY(B5)=1),EDATE(B4,-(${months})),B4-(B5-B4))`, end: 'B4' }
}

interface AssumptionCells {
  readonly cells: ReadonlyMap<string, string>
  readonly nextRow: number
}

/** The assumptions that some formula speaks of, as cells that can be changed. */
function writeAssumptions(sheet: Worksheet, { plan, assumptions }: KpiSheetsRequest): AssumptionCells {
  const spoken = new Set(plan.metrics.flatMap(({ method }) => formulasOf(method).flatMap(namesUsed)))
  const used = [...assumptions].filter(([name]) => spoken.has(name))
  const cells = new Map<string, string>()
  used.forEach(([name, value], index) => {
    const row = 4 + index
    sheet.getCell(row, 1).value = index === 0 ? 'Assumptions' : ''
    sheet.getCell(row, 1).font = sectionFont
    sheet.getCell(row, 2).value = name.replaceAll('_', ' ')
    const cell = sheet.getCell(row, 3)
    cell.value = value
    cell.fill = inputFill
    cell.protection = { locked: false }
    cells.set(name, `${sheetReference(workingsSheetName)}!$C$${row}`)
  })
  return { cells, nextRow: 5 + used.length }
}

interface PlacedCells {
  readonly kpiRows: ReadonlyMap<string, number>
  readonly inputRows: ReadonlyMap<string, number>
  readonly sections: readonly { readonly row: number; readonly title: string }[]
}

const sectionTitles: Record<string, string> = {
  churn: 'Churn and retention',
  revenue: 'Recurring revenue',
  value: 'Customer value',
  loyalty: 'Loyalty and satisfaction',
  support: 'Support',
  engagement: 'Engagement',
}

/** Metrics by category on the KPI sheet; their parts one under the other on the workings. */
function placeCells(metrics: readonly PlannedMetric[], firstWorkingsRow: number): PlacedCells {
  const kpiRows = new Map<string, number>()
  const sections: { row: number; title: string }[] = []
  let row = 9
  for (const category of metricCategories) {
    const members = metrics.filter(({ definition }) => definition.category === category)
    if (members.length === 0) continue
    sections.push({ row, title: sectionTitles[category] ?? category })
    for (const { definition } of members) kpiRows.set(definition.id, ++row)
    row += 2
  }
  const inputRows = new Map<string, number>()
  let workingsRow = firstWorkingsRow
  for (const { definition, inputs } of metrics) {
    for (const { name } of inputs) inputRows.set(`${definition.id} ${name}`, workingsRow++)
  }
  return { kpiRows, inputRows, sections }
}

interface WriteContext extends KpiSheetsRequest {
  readonly kpis: Worksheet
  readonly workings: Worksheet
  readonly cells: PlacedCells
  readonly assumptionCells: ReadonlyMap<string, string>
}

/** Writes one metric; returns why it is a value where it could not be a formula. */
function writeMetric(planned: PlannedMetric, context: WriteContext): string | undefined {
  const { definition, method, value } = planned
  const { kpis, workings, cells, currency, plan } = context
  let obstacle: string | undefined
  const readsPeriodStart = readsUndatedPeriod(method, context)
  const moments: readonly Moment[] =
    plan.isDated && !readsPeriodStart && method.method.snapshot !== true ? ['now', 'before'] : ['now']

  for (const { name, now, before } of planned.inputs) {
    const row = cells.inputRows.get(`${definition.id} ${name}`) ?? 0
    workings.getCell(row, 1).value = definition.name
    workings.getCell(row, 2).value = method.method.inputs[name]?.label ?? name.replaceAll('_', ' ')
    const formula = method.inputs.get(name)
    for (const moment of moments) {
      const cell = workings.getCell(row, moment === 'now' ? 3 : 4)
      const result = moment === 'now' ? now : before
      if (formula !== undefined)
        obstacle = writeFormula(cell, formula, result, referencesFor(planned, moment, context)) ?? obstacle
      cell.numFmt = numberFormatOf(method.method.inputs[name]?.unit ?? 'count', currency)
    }
    workings.getCell(row, 5).value = method.method.inputs[name]?.formula ?? ''
    for (const column of [1, 2, 5]) workings.getCell(row, column).font = mutedFont
  }

  const row = cells.kpiRows.get(definition.id) ?? 0
  const format = numberFormatOf(definition.unit, currency)
  for (const moment of moments) {
    const cell = kpis.getCell(row, moment === 'now' ? 2 : 3)
    const result = moment === 'now' ? value.value : planned.previous
    obstacle = writeFormula(cell, method.formula, result, referencesFor(planned, moment, context)) ?? obstacle
    cell.numFmt = format
    cell.font = { ...bodyFont, bold: moment === 'now' }
  }
  const reason = obstacle === undefined ? undefined : (tooLong(method, context) ?? obstacle)
  writeBeside(planned, row, format, context, moments.length > 1, reason)
  return reason
}

/** The plainer reason, where a dataset was not written out. */
const tooLong = (method: ParsedMethod, { obstacles }: WriteContext): string | undefined =>
  formulasOf(method)
    .flatMap(fieldsUsed)
    .map(({ dataset }) => obstacles.get(dataset ?? ''))
    .find((reason) => reason !== undefined)

function writeBeside(
  planned: PlannedMetric,
  row: number,
  format: string,
  { kpis, definitionRows, currency }: WriteContext,
  hasPrevious: boolean,
  obstacle: string | undefined,
): void {
  const { definition, value, goal } = planned
  const name = kpis.getCell(row, 1)
  const definitionRow = definitionRows.get(definition.id)
  name.value =
    definitionRow === undefined
      ? definition.name
      : { text: definition.name, hyperlink: `#${sheetReference(definitionsSheetName)}!A${definitionRow}` }
  name.font = linkFont
  if (hasPrevious) {
    const change = value.value !== null && planned.previous !== null ? value.value - planned.previous : ''
    const cell = kpis.getCell(row, 4)
    cell.value = { formula: `IF(OR(B${row}="",C${row}=""),"",B${row}-C${row})`, result: change }
    cell.numFmt = `+${numberFormatOf(differenceUnit(definition.unit), currency)};-${numberFormatOf(differenceUnit(definition.unit), currency).split(';')[0]};0`
  }
  if (goal !== undefined) {
    kpis.getCell(row, 5).value = goal.value
    kpis.getCell(row, 5).numFmt = format
    kpis.getCell(row, 5).fill = inputFill
    const share = definition.direction === 'lower_is_better' ? `E${row}/B${row}` : `B${row}/E${row}`
    kpis.getCell(row, 6).value = { formula: `IFERROR(${share},"")` }
    kpis.getCell(row, 6).numFmt = '0%'
  }
  kpis.getCell(row, 7).value = (definition.bands ?? []).map((band) => band.label).join('; ')
  kpis.getCell(row, 8).value =
    obstacle === undefined ? (value.methodLabel ?? '') : `${value.methodLabel ?? ''} (a value: ${obstacle})`
  kpis.getCell(row, 9).value = value.excluded
  for (const column of [7, 8, 9]) kpis.getCell(row, column).font = mutedFont
  for (let column = 1; column <= 9; column++) kpis.getCell(row, column).border = rule
  writeBands(kpis, row, planned)
}

const bandFills = { good: 'FFDEF3E6', fair: 'FFFDF0D8', poor: 'FFFBE6E4' } as const

function writeBands(sheet: Worksheet, row: number, { definition }: PlannedMetric): void {
  const rules = (definition.bands ?? []).map((band, index) => {
    const bounds = [
      ...(band.from === undefined ? [] : [`$B$${row}>=${band.from}`]),
      ...(band.to === undefined ? [] : [`$B$${row}<=${band.to}`]),
    ]
    const fill = {
      type: 'pattern' as const,
      pattern: 'solid' as const,
      bgColor: { argb: bandFills[band.grade] },
    }
    return {
      type: 'expression' as const,
      priority: index + 1,
      formulae: [`AND(ISNUMBER($B$${row}),${bounds.join(',')})`],
      style: { fill },
    }
  })
  if (rules.length > 0) sheet.addConditionalFormatting({ ref: `B${row}`, rules })
}

/** A summary without a period column covers whatever period is asked, so it has no period before. */
const readsUndatedPeriod = (method: ParsedMethod, { ranges }: WriteContext): boolean =>
  formulasOf(method)
    .flatMap(fieldsUsed)
    .some(({ dataset, field }) => ranges.get(dataset ?? '')?.periodStartFields.has(field) ?? false)

/** The formula, shown empty where it is an error; the value itself where Excel cannot say it. Returns the obstacle. */
function writeFormula(
  cell: Cell,
  node: FormulaNode,
  result: number | null,
  references: ExcelReferences,
): string | undefined {
  const written = toExcel(node, references)
  if (!written.ok || written.value.cost === 'quadratic') {
    cell.value = result ?? ''
    return written.ok ? 'as a formula it would take too long to recalculate' : written.error.message
  }
  const formula = `IFERROR(${written.value.formula},"")`
  const cached = result ?? ''
  if (written.value.array) writeArrayFormula(cell, formula, cached)
  else cell.value = { formula, result: cached }
  return undefined
}

/** exceljs writes array formulas, though its types do not know them. */
function writeArrayFormula(cell: Cell, formula: string, result: number | string): void {
  const value = { formula, result, shareType: 'array', ref: cell.address }
  cell.value = value
}

function referencesFor(planned: PlannedMetric, moment: Moment, context: WriteContext): ExcelReferences {
  const isNow = moment === 'now'
  const { ranges, cells, assumptionCells } = context
  return {
    column: (dataset, field) => ranges.get(dataset)?.column(field),
    rows: (dataset) => ranges.get(dataset)?.rows,
    name: (name) => {
      if (name === 'period_start') return isNow ? periodCells.start : periodCells.previousStart
      if (name === 'period_end') return isNow ? periodCells.end : periodCells.previousEnd
      if (name === 'period_days') return isNow ? periodCells.days : periodCells.previousDays
      const input = planned.method.inputs.has(name)
        ? cells.inputRows.get(`${planned.definition.id} ${name}`)
        : undefined
      if (input !== undefined) return `${sheetReference(workingsSheetName)}!$${isNow ? 'C' : 'D'}$${input}`
      const metric = cells.kpiRows.get(name)
      if (metric !== undefined) return `${sheetReference(kpiSheetName)}!$${isNow ? 'B' : 'C'}$${metric}`
      return assumptionCells.get(name)
    },
  }
}
