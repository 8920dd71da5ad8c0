/** The report's sheets: key figures with their workings, values by month, definitions, helper sheets for all of them. */
import type { Workbook } from 'exceljs'
import type { ExportChoices, ExportSheet } from '#shared/contract/export.ts'
import type { SourceInfo } from '#shared/domain/sheet.ts'
import { serialOfDate } from '#shared/formula/value.ts'
import type { SheetReading } from '../../mapping/datasets/sheet-reading.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { tenureVersion } from '../../tenure-version.ts'
import { type AddedParts, addedSheet } from '../added-parts.ts'
import type { BaseWorkbook } from '../data/base-workbook.ts'
import { layDatasets } from '../data/lay-datasets.ts'
import type { SparklineSpec } from '../package/sparklines.ts'
import { definitionRows, definitionsSheetName, writeDefinitions } from './definitions-sheet.ts'
import { kpiSheetName, periodCells, workingsSheetName, writeKpiSheets } from './kpi-sheets.ts'
import { planReport } from './report-plan.ts'
import { seriesSheetName, writeSeries } from './series-sheet.ts'

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

export async function writeReport(request: ReportRequest): Promise<AddedParts> {
  const { place, choices, base, sources, readings, workbook } = request
  const plan = await planReport(place, choices.period, choices.metrics)
  const dateShift = base.date1904 ? daysTo1904 : 0
  const laid = await layDatasets({
    place,
    base,
    readings,
    fields: plan.fields,
    distinctFields: plan.distinctFields,
    report: workbook,
    periodStart: { cell: periodCells.start, serial: serialOfDate(plan.period.from) - dateShift },
    rowLimit: choices.helperRowLimit,
    dateShift,
  })
  const written = writeKpiSheets({
    workbook,
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
  const series = choices.series ? writeSeries({ workbook, plan, currency: '', dateShift }) : undefined
  if (choices.definitions) {
    const version = tenureVersion()
    const remarks = [
      ...values,
      ...laid.helpers.map(helperRemark),
      ...(series === undefined ? [] : [seriesRemark]),
    ]
    writeDefinitions({ workbook, place, plan, sources, version, remarks })
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
      addedSheet(kpiSheetName, [`${plan.metrics.length} metrics, ${live} of them live formulas`]),
      addedSheet(workingsSheetName, ['The parts of every metric as formulas over the data']),
      ...(series === undefined
        ? []
        : [addedSheet(seriesSheetName, [`Values by month, ${series.charts.length} charts`])]),
      ...(choices.definitions
        ? [addedSheet(definitionsSheetName, [`${plan.metrics.length} definitions, files and period`])]
        : []),
      ...laid.helpers,
    ],
    problems: values.map((message) => ({ code: 'value_instead', severity: 'information', message })),
  }
}

const helperRemark = ({ name, details }: ExportSheet): string =>
  `Hidden sheet "${name}" holds what the data sheets do not say in so many words. ${details.join(' ')}`

const seriesRemark = 'Values by month are values as of the export; the key figures are live.'
