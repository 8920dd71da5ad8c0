import type { Cell, Workbook, Worksheet } from 'exceljs'
import { columnLetters } from '#shared/domain/address.ts'
import {
  type Billing,
  billingSchema,
  type DriverName,
  driverNames,
  type OutputName,
  outputNames,
} from '#shared/domain/scenario.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import type { Projection } from '#shared/models/projection/projection.ts'
import type { Case } from '../../scenario/what-if/cases.ts'
import { sheetReference } from '../data/data-places.ts'
import type { ChartSpec } from '../package/charts.ts'
import { bodyFont, dressSheet, headerRow, inputFill, mutedFont, rule, sectionFont } from '../report/styles.ts'
import { outputFormulas } from './output-formulas.ts'
import { blockHeight, type LeverCells, type WrittenBlock, writeBlock } from './projection-block.ts'

export const scenariosSheetName = 'Tenure Scenarios'
export const projectionSheetName = 'Tenure Projection'

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

const driversRow = 5
const billingRow = driversRow + driverNames.length
const outputsRow = billingRow + 3
const chartRows = 17

const formats: Readonly<Record<'count' | 'rate' | 'money' | 'share', string>> = {
  count: '#,##0.0',
  rate: '0.00%',
  money: '#,##0.00',
  share: '0.0%',
}

const outputLabels: Readonly<Record<OutputName, readonly [string, string]>> = {
  clv: ['CLV', '#,##0.00'],
  clvDiscounted: ['CLV, discounted', '#,##0.00'],
  ltvToCac: ['LTV to CAC', '0.00'],
  paybackMonths: ['CAC payback, months', '0.0'],
  customers: ['Customers at the end', '#,##0.0'],
  mrr: ['MRR at the end', '#,##0'],
  revenue: ['Revenue, total', '#,##0'],
  grossProfit: ['Gross profit, total', '#,##0'],
}

/**
 * Drivers and changes as cells, every case month by month as formulas over them, outputs and differences: whoever changes
 * a driver in Excel sees the effect. For cases with one churn for all customers and no segments.
 */
export function writeScenarioSheets(request: ScenarioSheetsRequest): readonly ChartSpec[] {
  const { workbook, cases, months, billing } = request
  const sheet = workbook.addWorksheet(scenariosSheetName, { views: [{ showGridLines: false }] })
  const projection = workbook.addWorksheet(projectionSheetName, {
    views: [{ state: 'frozen', xSplit: 1, showGridLines: false }],
  })
  dressSheet(
    sheet,
    'Scenarios',
    `${months} months. Change a coloured cell and the projection follows; a driver of the baseline changes every scenario.`,
    [34, ...cases.map(() => 18), 60],
  )
  dressSheet(projection, 'Projection', 'Every case month by month, as formulas over the scenarios’ cells.', [
    10,
    ...Array.from({ length: 27 }, () => 14),
  ])
  writeDrivers(sheet, request)
  const billingCell = ownCell('B', billingRow)
  sheet.getCell(billingRow, 1).value = 'Billing (advance, average or closing)'
  input(sheet.getCell(billingRow, 2), billing)
  sheet.getCell(billingRow, 2).dataValidation = {
    type: 'list',
    allowBlank: false,
    formulae: [`"${billingSchema.options.join(',')}"`],
  }
  const leversRow = outputsRow + (outputNames.length + 2) * 3 + chartRows + 1
  const levers = writeLevers(sheet, leversRow, cases, months)
  const blocks = cases.map((each, index) =>
    writeBlock({
      sheet: projection,
      name: each.name,
      months,
      firstRow: 4 + index * blockHeight(months),
      driverCells: driverCells(index),
      levers: levers.get(each.name) ?? [],
      billingCell,
      projection: each.projection,
    }),
  )
  writeOutputs(sheet, request, blocks, billingCell)
  return [
    chartOf('MRR at the end', 'mrr', 1, cases, blocks),
    chartOf('Customers at the end', 'customers', 4, cases, blocks),
  ]
}

const ownCell = (letter: string, row: number): string =>
  `${sheetReference(scenariosSheetName)}!$${letter}$${row}`

const letterOfCase = (index: number): string => columnLetters(index + 2)

function input(cell: Cell, value: number | string): void {
  cell.value = value
  cell.fill = inputFill
  cell.font = bodyFont
  cell.protection = { locked: false }
}

function driverCells(index: number): Record<DriverName, string> {
  const cellOf = (driver: DriverName) =>
    ownCell(letterOfCase(index), driversRow + driverNames.indexOf(driver))
  return {
    customers: cellOf('customers'),
    new: cellOf('new'),
    churn: cellOf('churn'),
    arpa: cellOf('arpa'),
    expansion: cellOf('expansion'),
    contraction: cellOf('contraction'),
    margin: cellOf('margin'),
    cac: cellOf('cac'),
    retentionCost: cellOf('retentionCost'),
    discount: cellOf('discount'),
  }
}

/** A driver's starting value; the drivers of an exported case are single numbers. */
function driverValue({ input: { drivers } }: Case, driver: DriverName): number {
  const given = drivers[driver] ?? DRIVER_FACTS[driver].fallback ?? 0
  return typeof given === 'number' ? given : (given[0] ?? 0)
}

function writeDrivers(sheet: Worksheet, { cases, sources }: ScenarioSheetsRequest): void {
  headerRow(sheet, driversRow - 1, ['Driver', ...cases.map(({ name }) => name), 'Where it comes from'])
  const [baseline] = cases
  driverNames.forEach((driver, index) => {
    const row = driversRow + index
    sheet.getCell(row, 1).value = DRIVER_FACTS[driver].label
    sheet.getCell(row, 1).font = bodyFont
    cases.forEach((each, place) => {
      const cell = sheet.getCell(row, place + 2)
      const value = driverValue(each, driver)
      const isOwn = baseline === undefined || place === 0 || value !== driverValue(baseline, driver)
      if (isOwn) input(cell, value)
      else cell.value = { formula: `$B$${row}`, result: value }
      cell.numFmt = formats[DRIVER_FACTS[driver].kind]
    })
    const source = sheet.getCell(row, cases.length + 2)
    source.value = sources.get(driver) ?? ''
    source.font = mutedFont
  })
}

function writeLevers(
  sheet: Worksheet,
  firstRow: number,
  cases: readonly Case[],
  months: number,
): ReadonlyMap<string, readonly LeverCells[]> {
  const cells = new Map<string, LeverCells[]>()
  sheet.getCell(firstRow, 1).value = 'Changes of the scenarios'
  sheet.getCell(firstRow, 1).font = sectionFont
  headerRow(sheet, firstRow + 1, [
    'Scenario',
    'Driver',
    'Change',
    'Value',
    'From month',
    'To month',
    'Eased in over',
  ])
  let row = firstRow + 2
  for (const { name, levers } of cases) {
    for (const lever of levers) {
      const texts = [name, DRIVER_FACTS[lever.driver].label, lever.op]
      texts.forEach((text, index) => {
        sheet.getCell(row, index + 1).value = text
        sheet.getCell(row, index + 1).font = bodyFont
      })
      const numbers = [lever.value, lever.from ?? 1, lever.to ?? months, lever.ramp ?? 0]
      numbers.forEach((value, index) => {
        input(sheet.getCell(row, index + 4), value)
      })
      const own = cells.get(name) ?? []
      own.push({
        lever,
        value: ownCell('D', row),
        from: ownCell('E', row),
        to: ownCell('F', row),
        ramp: ownCell('G', row),
      })
      cells.set(name, own)
      row += 1
    }
  }
  return cells
}

/** Outputs of every case, then their differences from the baseline as amounts and as shares. */
function writeOutputs(
  sheet: Worksheet,
  { cases, months }: ScenarioSheetsRequest,
  blocks: readonly WrittenBlock[],
  billingCell: string,
): void {
  const height = outputNames.length + 2
  const formulas = blocks.map((block) => outputFormulas(block, months, billingCell))
  const parts = [
    { title: 'Output', first: outputsRow },
    { title: 'Less the baseline', first: outputsRow + height },
    { title: 'As a share of the baseline', first: outputsRow + height * 2 },
  ]
  for (const { title, first } of parts) headerRow(sheet, first, [title, ...cases.map(({ name }) => name)])
  const [baseline] = cases
  outputNames.forEach((output, index) => {
    const [label, format] = outputLabels[output]
    for (const { first } of parts) {
      sheet.getCell(first + 1 + index, 1).value = label
      sheet.getCell(first + 1 + index, 1).font = bodyFont
    }
    const row = outputsRow + 1 + index
    cases.forEach(({ projection }, place) => {
      const letter = letterOfCase(place)
      const value = projection.kpis[output]
      const from = baseline?.projection.kpis[output] ?? null
      const difference = value === null || from === null ? '' : value - from
      const share = difference === '' || from === 0 || from === null ? '' : difference / Math.abs(from)
      const written = sheet.getCell(row, place + 2)
      written.value = { formula: formulas[place]?.[output] ?? '', result: value ?? '' }
      written.numFmt = format
      const less = sheet.getCell(row + height, place + 2)
      less.value = { formula: `IFERROR(${letter}${row}-$B${row},"")`, result: difference }
      less.numFmt = format
      const relative = sheet.getCell(row + height * 2, place + 2)
      relative.value = {
        formula: `IFERROR((${letter}${row}-$B${row})/ABS($B${row}),"")`,
        result: share,
      }
      relative.numFmt = '0.0%'
      for (const cell of [written, less, relative]) cell.border = rule
    })
  })
}

const lineColors = ['1F2937', '1F62C4', '0F8A5F', 'B45309', '7C3AED', 'BE185D', '0E7490', '4D7C0F', '9F1239']

function chartOf(
  title: string,
  column: 'mrr' | 'customers',
  firstColumn: number,
  cases: readonly ProjectedCase[],
  blocks: readonly WrittenBlock[],
): ChartSpec {
  const firstRow = outputsRow + (outputNames.length + 2) * 3
  return {
    sheet: scenariosSheetName,
    area: {
      firstColumn,
      firstRow,
      lastColumn: firstColumn + 2,
      lastRow: firstRow + chartRows - 1,
    },
    kind: 'line',
    title,
    categoryTitle: 'Month',
    valueFormat: '#,##0',
    description: `${title}, month by month, for ${cases.map(({ name }) => name).join(', ')}`,
    series: blocks.map((block, index) => ({
      name: { text: cases[index]?.name ?? '' },
      categories: block.range('month'),
      categoryKind: 'number',
      values: block.range(column),
      color: lineColors[index % lineColors.length] ?? '1F62C4',
      isDashed: index === 0,
    })),
  }
}
