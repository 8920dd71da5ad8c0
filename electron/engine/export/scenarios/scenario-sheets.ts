import type { Workbook, Worksheet } from 'exceljs'
import {
  type Billing,
  billingSchema,
  type DriverName,
  driverNames,
  outputNames,
} from '#shared/domain/scenario.ts'
import { planProjection, type TenureChurn } from '#shared/models/projection/plan.ts'
import type { Projection } from '#shared/models/projection/projection.ts'
import type { Case } from '../../scenario/what-if/cases.ts'
import type { ChartSpec } from '../package/charts.ts'
import { bodyFont, dressSheet, wholeMoney } from '../report/styles.ts'
import { curveHeight, type WrittenCurve, writeCurve } from './age-block.ts'
import { writeInput } from './cells.ts'
import { writeDrivers } from './driver-tables.ts'
import { leverTitles, writeLevers } from './lever-table.ts'
import { writeOutputs } from './outputs-table.ts'
import type { CaseResults, CaseSegment, SheetCursor, WrittenCase } from './write-case.ts'
import { writeCase } from './write-case.ts'

export const scenariosSheetName = 'Tenure Scenarios'
export const projectionSheetName = 'Tenure Projection'
export const survivalSheetName = 'Tenure Survival'
export const paybackSheetName = '_tenure payback'

/** A case with what the app computed for it. */
export interface ProjectedCase extends Case {
  readonly projection: Projection
}

export interface ScenarioSheetsRequest {
  readonly workbook: Workbook
  /** The baseline first. */
  readonly cases: readonly ProjectedCase[]
  readonly months: number
  readonly billing: Billing
  /** Where each of the baseline's drivers comes from. */
  readonly sources: ReadonlyMap<DriverName, string>
}

/** Where the scenarios' cells stand, for questions that are asked about them. */
export interface WrittenScenarios {
  readonly charts: readonly ChartSpec[]
  readonly billingCell: string
  readonly segments: readonly (readonly CaseSegment[])[]
  readonly cases: readonly WrittenCase[]
  readonly curveOf: (tenure: TenureChurn) => WrittenCurve
  readonly payback: Parameters<typeof writeCase>[0]['payback']
}

export const driversRow = 5
const billingRow = driversRow + driverNames.length
export const outputsRow = billingRow + 3
const chartRows = 17
const chartsRow = outputsRow + (outputNames.length + 2) * 3
const leversRow = chartsRow + chartRows + 1

/**
 * Drivers and changes as cells, every case month by month as formulas over them, outputs and differences: whoever changes
 * a driver in Excel sees the effect. Segments have drivers of their own below the changes; a churn by tenure is a table
 * of survivors on a sheet of its own.
 */
export function writeScenarioSheets(request: ScenarioSheetsRequest): WrittenScenarios {
  const { workbook, cases, months, billing, sources } = request
  const sheet = workbook.addWorksheet(scenariosSheetName, {
    views: [{ state: 'frozen', xSplit: 1, ySplit: 4, showGridLines: false }],
  })
  dressSheet(
    sheet,
    'Scenarios',
    `${months} months. Change a coloured cell and the projection follows; a driver of the baseline changes every scenario.`,
    [38, ...Array.from({ length: Math.max(cases.length + 1, leverTitles.length - 1) }, () => 18)],
  )
  const projectionSheet = workbook.addWorksheet(projectionSheetName, {
    views: [{ state: 'frozen', xSplit: 1, showGridLines: false }],
  })
  dressSheet(
    projectionSheet,
    'Projection',
    'Every case month by month, as formulas over the scenarios’ cells.',
    [20, ...Array.from({ length: 27 }, () => 14)],
  )
  projectionSheet.pageSetup.printTitlesColumn = 'A:A'
  const projection: SheetCursor = { sheet: () => projectionSheet, row: 4 }
  const curves = curveWriter(workbook, cases)
  const payback = {
    sheet: () =>
      workbook.getWorksheet(paybackSheetName) ?? workbook.addWorksheet(paybackSheetName, { state: 'hidden' }),
    nextColumn: 1,
  }
  const billingCell = `'${scenariosSheetName}'!$B$${billingRow}`
  sheet.getCell(billingRow, 1).value = 'Billing (advance, average or closing)'
  sheet.getCell(billingRow, 1).font = bodyFont
  writeInput(sheet.getCell(billingRow, 2), billing)
  sheet.getCell(billingRow, 2).alignment = { horizontal: 'right' }
  sheet.getCell(billingRow, 2).dataValidation = {
    type: 'list',
    allowBlank: false,
    formulae: [`"${billingSchema.options.join(',')}"`],
  }
  const levers = writeLevers(sheet, leversRow, cases, months)
  const segments = writeDrivers({
    sheet,
    cases,
    sources,
    levers,
    firstRow: driversRow,
    segmentsRow: levers.nextRow,
  })
  const written = cases.map((each, index) =>
    writeCase({
      name: each.name,
      months,
      billingCell,
      segments: segments[index] ?? [],
      projection,
      survival: curves.cursor,
      payback,
      curveOf: curves.curveOf,
      results: resultsOf(each),
    }),
  )
  writeOutputs(sheet, outputsRow, cases, written)
  return {
    charts: [
      chartOf('MRR at the end', 'mrr', 1, cases, written),
      chartOf('Customers at the end', 'customers', 4, cases, written),
    ],
    billingCell,
    segments,
    cases: written,
    curveOf: curves.curveOf,
    payback,
  }
}

function resultsOf({ input, levers, projection }: ProjectedCase): CaseResults | undefined {
  const plans = planProjection(input, levers)
  return plans.ok ? { projection, plans: plans.value } : undefined
}

/** Each churn by tenure once, whichever cases share it; the sheet only where there is one. */
function curveWriter(workbook: Workbook, cases: readonly Case[]) {
  const named = cases.flatMap(({ name, input }) => [
    { name, tenure: input.tenure },
    ...(input.segments ?? []).map((segment) => ({
      name: `${name}: ${segment.name}`,
      tenure: segment.tenure,
    })),
  ])
  const known = new Map<TenureChurn, WrittenCurve>()
  const cursor: SheetCursor = { sheet: () => survivalSheet(workbook), row: 4 }
  for (const { name, tenure } of named) {
    if (tenure === undefined || known.has(tenure)) continue
    known.set(tenure, writeCurve(cursor.sheet(), cursor.row, `${name}: churn by tenure`, tenure))
    cursor.row += curveHeight
  }
  const curveOf = (tenure: TenureChurn): WrittenCurve => {
    const curve = known.get(tenure)
    if (curve === undefined) throw new Error('a churn by tenure was not written')
    return curve
  }
  return { cursor, curveOf }
}

function survivalSheet(workbook: Workbook): Worksheet {
  const known = workbook.getWorksheet(survivalSheetName)
  if (known !== undefined) return known
  const sheet = workbook.addWorksheet(survivalSheetName, {
    views: [{ state: 'frozen', xSplit: 1, showGridLines: false }],
  })
  const note =
    'Customers by complete months of tenure. Change the churn at an age and the projection follows.'
  dressSheet(sheet, 'Survival', note, [26, ...Array.from({ length: 7 }, () => 12)])
  return sheet
}

const lineColors = ['1F2937', '1F62C4', '0F8A5F', 'B45309', '7C3AED', 'BE185D', '0E7490', '4D7C0F', '9F1239']

function chartOf(
  title: string,
  column: 'mrr' | 'customers',
  firstColumn: number,
  cases: readonly ProjectedCase[],
  written: readonly WrittenCase[],
): ChartSpec {
  return {
    sheet: scenariosSheetName,
    area: {
      firstColumn,
      firstRow: chartsRow,
      lastColumn: firstColumn + 2,
      lastRow: chartsRow + chartRows - 1,
    },
    kind: 'line',
    title,
    categoryTitle: 'Month',
    valueFormat: column === 'mrr' ? wholeMoney : '#,##0',
    description: `${title}, month by month, for ${cases.map(({ name }) => name).join(', ')}`,
    series: written.map(({ block }, index) => ({
      name: { text: cases[index]?.name ?? '' },
      categories: block.range('month'),
      categoryKind: 'number',
      values: block.range(column),
      color: lineColors[index % lineColors.length] ?? '1F62C4',
      isDashed: index === 0,
    })),
  }
}
