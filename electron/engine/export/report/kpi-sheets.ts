import type { Workbook, Worksheet } from 'exceljs'
import { differenceUnit } from '#shared/domain/format.ts'
import type { ExcelReferences } from '#shared/formula/excel-context.ts'
import { fieldsUsed } from '#shared/formula/walk.ts'
import { formulasOf, type ParsedMethod } from '../../metrics/parsed-metric.ts'
import { sheetReference } from '../data/data-places.ts'
import type { DatasetRanges } from '../data/dataset-ranges.ts'
import { writeAssumptions } from './assumption-cells.ts'
import { writeBands } from './benchmark-bands.ts'
import { definitionsSheetName } from './definitions-sheet.ts'
import { kpiSheetName, type PlacedCells, periodCells, placeCells, workingsSheetName } from './kpi-layout.ts'
import { writeFormula } from './metric-formula.ts'
import { writePeriod } from './period-cells.ts'
import type { PlannedMetric, ReportPlan } from './report-plan.ts'
import {
  bodyFont,
  dressSheet,
  fitRow,
  headerRow,
  inputFill,
  linkFont,
  mutedFont,
  numberFormatOf,
  rule,
  sectionFont,
} from './styles.ts'

export interface KpiSheetsRequest {
  readonly workbook: Workbook
  readonly plan: ReportPlan
  readonly ranges: ReadonlyMap<string, DatasetRanges>
  /** Why formulas over a dataset cannot be live, by dataset. */
  readonly obstacles: ReadonlyMap<string, string>
  /** Days by which the workbook's dates count less than those since 1900. */
  readonly dateShift: number
  readonly assumptions: ReadonlyMap<string, number>
  /** The sign of a metric's amounts; empty where the data has none. */
  readonly currencyOf: (planned: PlannedMetric) => string
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
  /** Cells of the assumptions that formulas speak of. */
  readonly assumptionCells: ReadonlyMap<string, string>
}

const kpiWidths = [36, 18, 18, 18, 14, 11, 46, 44, 10, 22]
const kpiRowHeight = 18
const workingsWidths = [34, 46, 18, 18, 84]

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
  dressSheet(kpis, 'Key figures', request.subtitle, kpiWidths)
  dressSheet(workings, 'Workings', 'The parts of every figure: a formula over the data each.', workingsWidths)
  kpis.pageSetup.printTitlesRow = '8:8'
  writePeriod(kpis, plan, request.dateShift)
  const assumptionCells = writeAssumptions(workings, plan, request.assumptions)
  headerRow(
    workings,
    assumptionCells.nextRow,
    ['Metric', 'Part', 'Period', 'Period before', 'Formula'],
    (column) => column === 3 || column === 4,
  )
  headerRow(
    kpis,
    8,
    [
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
    ],
    (column) => (column >= 2 && column <= 6) || column === 9,
  )

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
    kpis.getRow(row).height = kpiRowHeight
    kpis.getCell(row, 1).alignment = { vertical: 'middle' }
  }
  return { valuesInstead, rows: cells.kpiRows, assumptionCells: assumptionCells.cells }
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
  const { kpis, workings, cells, plan } = context
  const currency = context.currencyOf(planned)
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
    for (const column of [1, 3, 4]) workings.getCell(row, column).alignment = { vertical: 'top' }
    workings.getCell(row, 2).alignment = { vertical: 'top', wrapText: true }
    workings.getCell(row, 5).alignment = { vertical: 'top', horizontal: 'left', wrapText: true, indent: 1 }
    fitRow(workings, row, workingsWidths)
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
  { kpis, definitionRows, currencyOf }: WriteContext,
  hasPrevious: boolean,
  obstacle: string | undefined,
): void {
  const { definition, value, goal } = planned
  const currency = currencyOf(planned)
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
    const [shown = 'General'] = numberFormatOf(differenceUnit(definition.unit), currency).split(';')
    cell.numFmt = `+${shown};-${shown};${shown}`
  }
  if (goal !== undefined) {
    kpis.getCell(row, 5).value = goal.value
    kpis.getCell(row, 5).numFmt = format
    kpis.getCell(row, 5).fill = inputFill
    const isLowerBetter = definition.direction === 'lower_is_better'
    const share = isLowerBetter ? `E${row}/B${row}` : `B${row}/E${row}`
    const figure = value.value ?? 0
    const result = isLowerBetter ? quotient(goal.value, figure) : quotient(figure, goal.value)
    kpis.getCell(row, 6).value = { formula: `IFERROR(${share},"")`, result }
    kpis.getCell(row, 6).numFmt = '0%'
  }
  if (definition.bands !== undefined)
    kpis.getCell(row, 7).value = definition.bands.map((band) => band.label).join('; ')
  kpis.getCell(row, 8).value =
    obstacle === undefined ? (value.methodLabel ?? '') : `${value.methodLabel ?? ''} (a value: ${obstacle})`
  kpis.getCell(row, 9).value = value.excluded
  for (const column of [7, 8, 9]) kpis.getCell(row, column).font = mutedFont
  for (const column of [7, 8])
    kpis.getCell(row, column).alignment = {
      vertical: 'middle',
      horizontal: 'left',
      wrapText: true,
      indent: 1,
    }
  for (const column of [1, 2, 3, 4, 5, 6, 9])
    kpis.getCell(row, column).alignment = { vertical: 'middle', ...kpis.getCell(row, column).alignment }
  fitRow(kpis, row, kpiWidths, kpiRowHeight)
  for (let column = 1; column <= 9; column++) kpis.getCell(row, column).border = rule
  writeBands(kpis, row, planned)
}

/** As Excel has it under IFERROR: nothing where it divides by nothing. */
const quotient = (part: number, whole: number): number | string => (whole === 0 ? '' : part / whole)

/** A summary without a period column covers whatever period is asked, so it has no period before. */
const readsUndatedPeriod = (method: ParsedMethod, { ranges }: WriteContext): boolean =>
  formulasOf(method)
    .flatMap(fieldsUsed)
    .some(({ dataset, field }) => ranges.get(dataset ?? '')?.periodStartFields.has(field) ?? false)

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
