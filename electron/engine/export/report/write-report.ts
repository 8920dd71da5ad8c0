/** The report's sheets: key figures with their workings, values by month, definitions, helper sheets for all of them. */

import type { Workbook } from 'exceljs'
import type { ExportChoices, ExportSheet } from '#shared/contract/export.ts'
import { counted } from '#shared/domain/counted.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { SourceInfo } from '#shared/domain/sheet.ts'
import { serialOfDate } from '#shared/formula/value.ts'
import type { SheetReading } from '../../mapping/datasets/sheet-reading.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { tenureVersion } from '../../tenure-version.ts'
import { type AddedParts, addedSheet, nothingAdded } from '../added-parts.ts'
import type { BaseWorkbook } from '../data/base-workbook.ts'
import { layDatasets } from '../data/lay-datasets.ts'
import type { SparklineSpec } from '../package/sparklines.ts'
import { currencyOfMetric } from './currency.ts'
import { definitionRows, definitionsSheetName, writeDefinitions } from './definitions-sheet.ts'
import { kpiSheetName, periodCells, workingsSheetName } from './kpi-layout.ts'
import { type KpiSheets, writeKpiSheets } from './kpi-sheets.ts'
import { planReport, type ReportPlan } from './report-plan.ts'
import { seriesSheetName, type WrittenSeries, writeSeries } from './series-sheet.ts'

export interface ReportRequest {
  readonly place: Workplace
  readonly choices: ExportChoices
  readonly base: BaseWorkbook
  readonly sources: readonly SourceInfo[]
  readonly readings: readonly SheetReading[]
  /** The workbook that takes the sheets. */
  readonly workbook: Workbook
}

/** Excel's two calendars are this many days apart. */
const daysTo1904 = 1462

/** What of the report was asked for: each part stands by itself, though figures by month are live only beside the others. */
export async function writeReport(request: ReportRequest): Promise<AddedParts> {
  const { place, choices, sources, workbook } = request
  const plan = await planReport(place, choices.period, choices.metrics)
  if (plan.metrics.length === 0) return { ...nothingAdded, problems: [withoutMetrics(choices)] }
  const needsData = choices.kpis || choices.series
  const laid = needsData ? await layOut(request, plan) : undefined
  const currencyOf = currencyOfMetric(place.datasets, plan.metrics)
  const dateShift = shiftOf(request)
  const subtitle = `${sources.map(({ name }) => name).join(', ')} · change the coloured cells and every figure follows`
  const ranges = laid?.ranges ?? new Map()
  const written = choices.kpis
    ? writeKpiSheets({
        workbook,
        plan,
        ranges,
        obstacles: laid?.obstacles ?? new Map(),
        dateShift,
        assumptions: place.datasets.assumptions,
        currencyOf,
        subtitle,
        definitionRows: choices.definitions ? definitionRows(plan, sources) : new Map(),
      })
    : undefined
  const values = (written?.valuesInstead ?? []).map(
    ({ metric, reason }) => `${metric} is written as a value: ${reason}.`,
  )
  const formulas = {
    ranges,
    datasets: place.datasets,
    assumptionCells: written?.assumptionCells ?? new Map<string, string>(),
  }
  const series = choices.series ? writeSeries({ workbook, plan, currencyOf, dateShift, formulas }) : undefined
  const helpers = laid?.helpers ?? []
  if (choices.definitions) {
    const remarks = [...values, ...helpers.map(helperRemark), ...seriesRemarks(series)]
    writeDefinitions({ workbook, place, plan, sources, version: tenureVersion(), remarks })
  }
  return {
    charts: series?.charts ?? [],
    sparklines: sparklinesOf(series, written),
    sheets: [...sheetsOf(choices, plan, written, series), ...helpers],
    problems: values.map((message) => ({ code: 'value_instead', severity: 'information', message })),
  }
}

const withoutMetrics = ({ metrics }: ExportChoices): Problem => ({
  code: 'no_value',
  severity: 'information',
  message: `${metrics === undefined ? 'No metric has' : 'None of the chosen metrics has'} a value, so there are no sheets of key figures, months and definitions. Mapping says what the metrics need.`,
})

const shiftOf = ({ base }: ReportRequest): number => (base.date1904 ? daysTo1904 : 0)

const layOut = (request: ReportRequest, plan: ReportPlan) =>
  layDatasets({
    place: request.place,
    base: request.base,
    readings: request.readings,
    fields: plan.fields,
    distinctFields: plan.distinctFields,
    report: request.workbook,
    periodStart: { cell: periodCells.start, serial: serialOfDate(plan.period.from) - shiftOf(request) },
    rowLimit: request.choices.helperRowLimit,
    dateShift: shiftOf(request),
  })

/** A line in the KPI sheet's last column for each metric that has months. */
const sparklinesOf = (series: WrittenSeries | undefined, written: KpiSheets | undefined): SparklineSpec[] =>
  [...(series?.ranges ?? [])].flatMap(([id, range]): SparklineSpec[] => {
    const row = written?.rows.get(id)
    return row === undefined
      ? []
      : [{ sheet: kpiSheetName, cell: `J${row}`, values: range, kind: 'line', color: '1F62C4' }]
  })

function sheetsOf(
  choices: ExportChoices,
  { metrics }: ReportPlan,
  written: KpiSheets | undefined,
  series: WrittenSeries | undefined,
): ExportSheet[] {
  const live = metrics.length - (written?.valuesInstead.length ?? 0)
  const liveSeries = (series?.ranges.size ?? 0) - (series?.values.length ?? 0)
  const charts = series?.charts.length ?? 0
  return [
    ...(written === undefined
      ? []
      : [
          addedSheet(kpiSheetName, [`${counted(metrics.length, 'metric')}, ${live} of them live formulas`]),
          addedSheet(workingsSheetName, ['The parts of every metric as formulas over the data']),
        ]),
    ...(series === undefined
      ? []
      : [
          addedSheet(seriesSheetName, [
            `${counted(series.ranges.size, 'metric')} by month, ${liveSeries} of them live formulas; ${counted(charts, 'chart')}`,
          ]),
        ]),
    ...(choices.definitions
      ? [addedSheet(definitionsSheetName, [`${counted(metrics.length, 'definition')}, files and period`])]
      : []),
  ]
}

const helperRemark = ({ name, details }: ExportSheet): string =>
  `Hidden sheet "${name}" holds what the data sheets do not say in so many words. ${details.join(' ')}`

const seriesRemarks = (series: WrittenSeries | undefined): string[] =>
  series === undefined || series.values.length === 0
    ? []
    : [`By month these are values as of the export: ${series.values.join(', ')}.`]
