import type { Workbook } from 'exceljs'
import { columnLetters } from '#shared/domain/address.ts'
import type { Unit } from '#shared/domain/metric.ts'
import { periodLabel } from '#shared/domain/period.ts'
import { serialOfDate } from '#shared/formula/value.ts'
import { sheetReference } from '../data/data-places.ts'
import type { ChartSpec } from '../package/charts.ts'
import type { ReportPlan } from './report-plan.ts'
import { bodyFont, dressSheet, headerRow, mutedFont, numberFormatOf } from './styles.ts'

export const seriesSheetName = 'Tenure Series'

export interface SeriesRequest {
  readonly workbook: Workbook
  readonly plan: ReportPlan
  readonly currency: string
  readonly dateShift: number
}

export interface WrittenSeries {
  readonly charts: readonly ChartSpec[]
  /** Address of each metric's values by month. */
  readonly ranges: ReadonlyMap<string, string>
}

/** The metrics that a chart stands for where they have a series, most telling first. */
const charted = [
  'mrr',
  'customer_churn_rate',
  'net_revenue_retention',
  'arpa',
  'nps',
  'csat',
  'ticket_volume',
  'average_resolution_time',
  'monthly_active_users',
]
const mostCharts = 6
const chartsInARow = 3
const chartColumns = 6
const chartRows = 16
const fewestPoints = 3
const chartColor = '1F62C4'

interface Series {
  readonly id: string
  readonly name: string
  readonly unit: Unit
  readonly values: readonly (number | null)[]
}

/** Values by month as a table, with a native chart for each of the main metrics. Undefined where nothing has months. */
export function writeSeries(request: SeriesRequest): WrittenSeries | undefined {
  const { workbook, plan, currency, dateShift } = request
  const months = [...new Map(plan.series.map((point) => [point.from, point])).values()]
  const series = seriesOf(
    plan,
    months.map(({ from }) => from),
  )
  if (series.length === 0) return undefined
  const chosen = charted
    .flatMap((id) => series.find((each) => each.id === id && pointsOf(each) >= fewestPoints) ?? [])
    .slice(0, mostCharts)
  const header = 4 + Math.ceil(chosen.length / chartsInARow) * (chartRows + 1)
  const sheet = workbook.addWorksheet(seriesSheetName, {
    views: [{ state: 'frozen', xSplit: 1, showGridLines: false }],
  })
  dressSheet(sheet, 'By month', 'Values of each month. A month that is not over in the data is grey.', [
    12,
    ...series.map(() => 15),
  ])
  headerRow(sheet, header, ['Month', ...series.map(({ name }) => name)])
  sheet.getRow(header).height = 44
  months.forEach(({ from, incomplete }, index) => {
    const row = header + 1 + index
    const label = sheet.getCell(row, 1)
    label.value = serialOfDate(from) - dateShift
    label.numFmt = 'mmm yyyy'
    label.font = bodyFont
    series.forEach(({ unit, values }, place) => {
      const cell = sheet.getCell(row, place + 2)
      cell.value = values[index] ?? null
      cell.numFmt = numberFormatOf(unit, currency)
      cell.font = incomplete ? mutedFont : bodyFont
    })
  })
  const rangeOf = (column: number) => {
    const letter = columnLetters(column)
    return `${sheetReference(seriesSheetName)}!$${letter}$${header + 1}:$${letter}$${header + months.length}`
  }
  const ranges = new Map(series.map(({ id }, index) => [id, rangeOf(index + 2)]))
  const categories = months.map(({ from }) => serialOfDate(from) - dateShift)
  return {
    ranges,
    charts: chosen.map((each, index) => ({
      ...placed(index),
      sheet: seriesSheetName,
      kind: 'line',
      title: each.name,
      valueFormat: numberFormatOf(each.unit, currency),
      categoryFormat: 'mmm yy',
      description: spokenChart(each, months),
      series: [
        {
          name: { text: each.name },
          categories: rangeOf(1),
          categoryKind: 'number',
          values: ranges.get(each.id) ?? '',
          color: chartColor,
          cached: { categories, values: each.values.map((value) => value ?? undefined) },
        },
      ],
    })),
  }
}

const placed = (index: number): Pick<ChartSpec, 'area'> => {
  const firstColumn = 1 + (index % chartsInARow) * chartColumns
  const firstRow = 4 + Math.floor(index / chartsInARow) * (chartRows + 1)
  return {
    area: {
      firstColumn,
      firstRow,
      lastColumn: firstColumn + chartColumns - 1,
      lastRow: firstRow + chartRows - 1,
    },
  }
}

const pointsOf = ({ values }: Series): number => values.filter((value) => value !== null).length

const spokenChart = ({ name, values }: Series, months: ReportPlan['series']): string => {
  const [first, last] = [months[0], months.at(-1)]
  const span =
    first === undefined || last === undefined ? '' : ` from ${periodLabel(first)} to ${periodLabel(last)}`
  return `${name} by month${span}, ${values.length} months`
}

function seriesOf({ metrics, series }: ReportPlan, months: readonly string[]): Series[] {
  return metrics.flatMap(({ definition }) => {
    const points = new Map(
      series.filter(({ id }) => id === definition.id).map(({ from, value }) => [from, value]),
    )
    const values = months.map((month) => points.get(month) ?? null)
    if (!values.some((value) => value !== null)) return []
    return [{ id: definition.id, name: definition.name, unit: definition.unit, values }]
  })
}
