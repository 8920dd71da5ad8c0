import type { Workbook } from 'exceljs'
import { columnLetters } from '#shared/domain/address.ts'
import type { SeriesPoint } from '#shared/domain/metric-result.ts'
import { periodLabel } from '#shared/domain/period.ts'
import { serialOfDate } from '#shared/formula/value.ts'
import { sheetReference } from '../data/data-places.ts'
import type { ChartSpec } from '../package/charts.ts'
import { settled } from '../settled-numbers.ts'
import { monthsOf, type PlannedMetric, type ReportPlan } from './report-plan.ts'
import { type MonthCells, type SeriesFormulasRequest, seriesFormula } from './series-formulas.ts'
import { bodyFont, dressSheet, headerRow, mutedFont, numberFormatOf } from './styles.ts'

export const seriesSheetName = 'Tenure Series'

export interface SeriesRequest {
  readonly workbook: Workbook
  readonly plan: ReportPlan
  readonly currencyOf: (planned: PlannedMetric) => string
  readonly dateShift: number
  /** What formulas refer to. */
  readonly formulas: Omit<SeriesFormulasRequest, 'months'>
}

export interface WrittenSeries {
  readonly charts: readonly ChartSpec[]
  /** Address of each metric's values by month. */
  readonly ranges: ReadonlyMap<string, string>
  /** Names of the metrics whose months are values. */
  readonly values: readonly string[]
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
/** Beside the frozen months, and no wider than a printed page together. */
const firstChartColumn = 2
const chartColumns = 4
const chartRows = 16
const fewestPoints = 3
const chartColor = '1F62C4'

interface Series {
  readonly id: string
  readonly name: string
  /** Excel's number format of its values. */
  readonly format: string
  readonly values: readonly (number | null)[]
  /** Its value in a month as a formula; undefined for a column of values. */
  readonly formulaIn: ((cells: MonthCells) => string | undefined) | undefined
}

/** Values by month as a table, with a native chart for each of the main metrics. Undefined where nothing has months. */
export function writeSeries(request: SeriesRequest): WrittenSeries | undefined {
  const { workbook, plan, dateShift } = request
  const months = monthsOf(plan.series)
  const series = seriesOf(request, months)
  if (series.length === 0) return undefined
  const chosen = charted
    .flatMap((id) => series.find((each) => each.id === id && pointsOf(each) >= fewestPoints) ?? [])
    .slice(0, mostCharts)
  const header = 4 + Math.ceil(chosen.length / chartsInARow) * (chartRows + 1)
  const sheet = workbook.addWorksheet(seriesSheetName, {
    views: [{ state: 'frozen', xSplit: 1, showGridLines: false }],
  })
  const isValue = series.map(({ formulaIn }) => formulaIn === undefined)
  const mark = isValue.includes(true)
    ? ` Columns with an asterisk are values as of the export${isValue.includes(false) ? '; the others are formulas over the data' : ''}.`
    : ' Every value is a formula over the data.'
  dressSheet(
    sheet,
    'By month',
    `Values of each month. A month that is not over in the data is grey.${mark}`,
    [12, ...series.map(() => 15)],
  )
  headerRow(
    sheet,
    header,
    ['Month', ...series.map(({ name }, index) => (isValue[index] ? `${name} *` : name))],
    (column) => column > 1,
  )
  sheet.pageSetup.printTitlesColumn = 'A:A'
  sheet.pageSetup.printTitlesRow = `${header}:${header}`
  sheet.getRow(header).height = 44
  months.forEach(({ from, incomplete }, index) => {
    const row = header + 1 + index
    const label = sheet.getCell(row, 1)
    label.value = serialOfDate(from) - dateShift
    label.numFmt = 'mmm yyyy'
    label.font = bodyFont
    label.alignment = { horizontal: 'left' }
    const cells = monthCells(row, index, months, series, dateShift)
    series.forEach(({ format, values, formulaIn }, place) => {
      const cell = sheet.getCell(row, place + 2)
      const value = values[index] ?? null
      // A month without a value stays blank: a chart would draw an empty text as 0.
      const formula = value === null ? undefined : formulaIn?.(cells)
      cell.value = formula === undefined ? value : { formula, result: value ?? '' }
      cell.numFmt = format
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
    values: series.flatMap(({ name, formulaIn }) => (formulaIn === undefined ? [name] : [])),
    charts: chosen.map((each, index) => ({
      ...placed(index),
      sheet: seriesSheetName,
      kind: 'line',
      title: each.name,
      valueFormat: each.format,
      categoryFormat: 'mmm yy',
      description: spokenChart(each, months),
      series: [
        {
          name: { text: each.name },
          categories: rangeOf(1),
          categoryKind: 'number',
          values: ranges.get(each.id) ?? '',
          color: chartColor,
          cached: {
            categories,
            values: each.values.map((value) => (value === null ? undefined : settled(value))),
          },
        },
      ],
    })),
  }
}

const placed = (index: number): Pick<ChartSpec, 'area'> => {
  const firstColumn = firstChartColumn + (index % chartsInARow) * chartColumns
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

const spokenChart = ({ name, values }: Series, months: readonly SeriesPoint[]): string => {
  const [first, last] = [months[0], months.at(-1)]
  const span =
    first === undefined || last === undefined ? '' : ` from ${periodLabel(first)} to ${periodLabel(last)}`
  return `${name} by month${span}, ${values.length} months`
}

/** A month's first day stands in its row; it ends with the next, but for one that the period cuts short. */
function monthCells(
  row: number,
  index: number,
  months: readonly SeriesPoint[],
  series: readonly Series[],
  dateShift: number,
): MonthCells {
  const month = months[index]
  const next = months[index + 1]
  const end = month === undefined ? 0 : serialOfDate(month.to) - dateShift
  return {
    start: `$A${row}`,
    end: next !== undefined && next.from === month?.to ? `$A${row + 1}` : String(end),
    metric: (id) => {
      const place = series.findIndex((each) => each.id === id)
      return place < 0 ? undefined : `${columnLetters(place + 2)}${row}`
    },
  }
}

function seriesOf(request: SeriesRequest, months: readonly SeriesPoint[]): Series[] {
  const { plan, currencyOf, formulas } = request
  return plan.metrics.flatMap((planned): Series[] => {
    const { definition } = planned
    const points = new Map(
      plan.series.filter(({ id }) => id === definition.id).map(({ from, value }) => [from, value]),
    )
    const values = months.map(({ from }) => points.get(from) ?? null)
    if (!values.some((value) => value !== null)) return []
    const own = plan.monthly.get(definition.id) ?? []
    const isOfOneMethod = values.every((value, index) => isSame(value, own[index] ?? null))
    const formulaIn = isOfOneMethod
      ? seriesFormula(planned, { ...formulas, months: months.length })
      : undefined
    const format = numberFormatOf(definition.unit, currencyOf(planned))
    return [{ id: definition.id, name: definition.name, format, values, formulaIn: whole(formulaIn, months) }]
  })
}

const isSame = (one: number | null, other: number | null): boolean =>
  one === other || (one !== null && other !== null && Math.abs(one - other) <= 1e-9 * Math.abs(one))

/** A formula in every month, or in none. */
function whole(formulaIn: Series['formulaIn'], months: readonly SeriesPoint[]): Series['formulaIn'] {
  const probe: MonthCells = { start: 'A1', end: 'A2', metric: () => 'B1' }
  return months.length > 0 && formulaIn?.(probe) !== undefined ? formulaIn : undefined
}
