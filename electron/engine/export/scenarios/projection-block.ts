/**
 * One case's projection as formulas, a month a row, by the conventions of shared/models/projection: every column says
 * what one line of `project` says.
 */
import type { Worksheet } from 'exceljs'
import { columnLetters } from '#shared/domain/address.ts'
import type { DriverName, Lever } from '#shared/domain/scenario.ts'
import type { MonthlyOutput, Projection } from '#shared/models/projection/projection.ts'
import { sheetReference } from '../data/data-places.ts'
import { bodyFont, headerRow, sectionFont } from '../report/styles.ts'

/** Cells of one lever, all of which the reader may change. */
export interface LeverCells {
  readonly lever: Lever
  readonly value: string
  readonly from: string
  readonly to: string
  readonly ramp: string
}

export interface BlockRequest {
  readonly sheet: Worksheet
  readonly name: string
  readonly months: number
  /** Row of the block's title. */
  readonly firstRow: number
  readonly driverCells: Readonly<Record<DriverName, string>>
  readonly levers: readonly LeverCells[]
  readonly billingCell: string
  /** What the app computed, as the cached results. */
  readonly projection: Projection
}

export type BlockColumn =
  | 'month'
  | Exclude<DriverName, 'customers'>
  | 'opening'
  | 'lost'
  | 'customers'
  | 'growth'
  | 'mrr'
  | 'revenue'
  | 'grossProfit'
  | 'contribution'
  | 'cumulativeGrossProfit'
  | 'cumulativeContribution'
  | 'monthFactor'
  | 'discounting'
  | 'presentValue'
  | 'discountedGrossProfit'
  | 'discountedContribution'
  | 'survival'
  | 'profit'
  | 'cumulativeProfit'

const columns: readonly (readonly [BlockColumn, string, string])[] = [
  ['month', 'Month', '0'],
  ['new', 'New customers', '#,##0.0'],
  ['churn', 'Churn', '0.00%'],
  ['arpa', 'ARPA', '#,##0.00'],
  ['expansion', 'Expansion', '0.00%'],
  ['contraction', 'Contraction', '0.00%'],
  ['margin', 'Gross margin', '0.0%'],
  ['cac', 'CAC', '#,##0.00'],
  ['retentionCost', 'Retention cost a customer', '#,##0.00'],
  ['discount', 'Discount a year', '0.00%'],
  ['opening', 'Customers at the start', '#,##0.0'],
  ['lost', 'Lost', '#,##0.0'],
  ['customers', 'Customers at the end', '#,##0.0'],
  ['growth', 'ARPA growth so far', '0.0000'],
  ['mrr', 'MRR at the end', '#,##0'],
  ['revenue', 'Revenue', '#,##0'],
  ['grossProfit', 'Gross profit', '#,##0'],
  ['contribution', 'Contribution', '#,##0'],
  ['cumulativeGrossProfit', 'Gross profit so far', '#,##0'],
  ['cumulativeContribution', 'Contribution so far', '#,##0'],
  ['monthFactor', 'A month’s discount factor', '0.000000'],
  ['discounting', 'Discount factor at the end', '0.000000'],
  ['presentValue', 'Discount factor when due', '0.000000'],
  ['discountedGrossProfit', 'Gross profit, discounted', '#,##0'],
  ['discountedContribution', 'Contribution, discounted', '#,##0'],
  ['survival', 'A customer still there', '0.0000'],
  ['profit', 'A customer’s gross profit', '#,##0.00'],
  ['cumulativeProfit', 'A customer’s profit so far', '#,##0.00'],
]

/** Rows that a block takes, with a blank one below. */
export const blockHeight = (months: number): number => months + 3

export interface WrittenBlock {
  /** Address of a column's months. */
  readonly range: (column: BlockColumn) => string
  /** Address of a column's cell in a month, from 1. */
  readonly cell: (column: BlockColumn, month: number) => string
}

const letters = new Map(columns.map(([id], index) => [id, columnLetters(index + 1)]))

export function writeBlock(request: BlockRequest): WrittenBlock {
  const { sheet, name, months, firstRow, projection } = request
  sheet.getCell(firstRow, 1).value = name
  sheet.getCell(firstRow, 1).font = sectionFont
  headerRow(
    sheet,
    firstRow + 1,
    columns.map(([, title]) => title),
  )
  sheet.getRow(firstRow + 1).height = 32
  const firstMonth = firstRow + 2
  for (let month = 1; month <= months; month += 1) {
    const row = firstMonth + month - 1
    columns.forEach(([id, , format], index) => {
      const cell = sheet.getCell(row, index + 1)
      const result = resultOf(projection, id, month)
      const formula = formulaOf(id, row, month, request)
      cell.value = formula === undefined ? month : { formula, ...(result === undefined ? {} : { result }) }
      cell.numFmt = format
      cell.font = bodyFont
    })
  }
  const prefix = `${sheetReference(sheet.name)}!`
  const letter = (column: BlockColumn) => letters.get(column) ?? 'A'
  return {
    range: (column) =>
      `${prefix}$${letter(column)}$${firstMonth}:$${letter(column)}$${firstMonth + months - 1}`,
    cell: (column, month) => `${prefix}$${letter(column)}$${firstMonth + month - 1}`,
  }
}

const isMonthly = (projection: Projection, id: string): id is MonthlyOutput =>
  Object.hasOwn(projection.monthly, id)

const resultOf = (projection: Projection, id: BlockColumn, month: number): number | undefined =>
  isMonthly(projection, id) ? projection.monthly[id][month - 1] : undefined

function formulaOf(id: BlockColumn, row: number, month: number, request: BlockRequest): string | undefined {
  const isFirst = month === 1
  const at = (column: BlockColumn) => `$${letters.get(column) ?? 'A'}${row}`
  const before = (column: BlockColumn) => `$${letters.get(column) ?? 'A'}${row - 1}`
  const { billingCell: billing } = request
  switch (id) {
    case 'month':
      return undefined
    case 'opening': {
      const base = isFirst ? request.driverCells.customers : before('customers')
      return `MAX(0,${underLevers('customers', base, at('month'), request)})`
    }
    case 'lost':
      return `${at('opening')}*${at('churn')}`
    case 'customers':
      return `${at('opening')}-${at('lost')}+${at('new')}`
    case 'growth':
      return `${isFirst ? '' : `${before('growth')}*`}(1+${at('expansion')}-${at('contraction')})`
    case 'mrr':
      return `${at('arpa')}*${at('growth')}*${at('customers')}`
    case 'revenue': {
      const opening = `${at('arpa')}*${isFirst ? '' : `${before('growth')}*`}${at('opening')}`
      return `IF(${billing}="advance",${opening},IF(${billing}="average",(${opening}+${at('mrr')})/2,${at('mrr')}))`
    }
    case 'grossProfit':
      return `${at('margin')}*${at('revenue')}`
    case 'contribution':
      return `${at('grossProfit')}-${at('retentionCost')}*${at('opening')}-${at('cac')}*${at('new')}`
    case 'cumulativeGrossProfit':
      return soFar('grossProfit', id)
    case 'cumulativeContribution':
      return soFar('contribution', id)
    case 'monthFactor':
      return `(1+${at('discount')})^(-1/12)`
    case 'discounting':
      return `${isFirst ? '' : `${before('discounting')}*`}${at('monthFactor')}`
    case 'presentValue':
      return `${isFirst ? '' : `${before('discounting')}*`}${at('monthFactor')}^${monthsLate(billing)}`
    case 'discountedGrossProfit':
      return `${at('grossProfit')}*${at('presentValue')}`
    case 'discountedContribution':
      return `${at('contribution')}*${at('presentValue')}`
    case 'survival':
      return isFirst ? '1' : `${before('survival')}*(1-${before('churn')})`
    case 'profit':
      return `${at('survival')}*${at('arpa')}*${at('margin')}`
    case 'cumulativeProfit':
      return soFar('profit', id)
    default:
      return underLevers(id, request.driverCells[id], at('month'), request)
  }
  function soFar(of: BlockColumn, total: BlockColumn): string {
    return isFirst ? at(of) : `${before(total)}+${at(of)}`
  }
}

/** How many months late a payment is, seen from the start of the month. */
export const monthsLate = (billing: string): string =>
  `IF(${billing}="advance",0,IF(${billing}="average",0.5,1))`

/** A driver's value in a month, with every lever on it applied in turn. */
function underLevers(driver: DriverName, base: string, month: string, { levers }: BlockRequest): string {
  let value = base
  for (const cells of levers.filter(({ lever }) => lever.driver === driver)) {
    const strength = strengthOf(cells, driver, month)
    switch (cells.lever.op) {
      case 'set':
        value = `(${value})*(1-${strength})+${strength}*${cells.value}`
        break
      case 'add':
        value = `${value}+${strength}*${cells.value}`
        break
      case 'multiply':
        value = `(${value})*(1+${strength}*(${cells.value}-1))`
        break
    }
  }
  return value
}

/** How far a lever is in force in a month: 0 to 1. A change of the customer count happens once, at its start. */
function strengthOf({ from, to, ramp }: LeverCells, driver: DriverName, month: string): string {
  if (driver === 'customers') return `(${month}=${from})`
  return `(${month}>=${from})*(${month}<=${to})*IF(${ramp}=0,1,MIN(1,(${month}-${from}+1)/MAX(1,${ramp})))`
}
