/**
 * One segment's projection as formulas, a month a row, by the conventions of shared/models/projection: every column says
 * what one line of `project` says.
 */
import type { Worksheet } from 'exceljs'
import { columnLetters } from '#shared/domain/address.ts'
import type { DriverName } from '#shared/domain/scenario.ts'
import { sheetReference } from '../data/data-places.ts'
import { bodyFont, exactMoney, headerRow, sectionFont, wholeMoney } from '../report/styles.ts'
import type { WrittenAges } from './age-block.ts'
import type { ResultAt } from './block-results.ts'
import { monthsLate, type SegmentCells, underLevers } from './case-cells.ts'

export interface BlockRequest {
  readonly sheet: Worksheet
  readonly name: string
  readonly months: number
  /** Row of the block's title. */
  readonly firstRow: number
  readonly cells: SegmentCells
  readonly billingCell: string
  /** Where churn depends on tenure: the customers by age. */
  readonly ages: WrittenAges | undefined
  /** What the app computed, as the cached results. */
  readonly resultAt: ResultAt | undefined
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

export const blockColumns: readonly (readonly [BlockColumn, string, string])[] = [
  ['month', 'Month', '0'],
  ['new', 'New customers', '#,##0.0'],
  ['churn', 'Churn', '0.00%'],
  ['arpa', 'ARPA', exactMoney],
  ['expansion', 'Expansion', '0.00%'],
  ['contraction', 'Contraction', '0.00%'],
  ['margin', 'Gross margin', '0.0%'],
  ['cac', 'CAC', exactMoney],
  ['retentionCost', 'Retention cost a customer', exactMoney],
  ['discount', 'Discount a year', '0.00%'],
  ['opening', 'Customers at the start', '#,##0.0'],
  ['lost', 'Lost', '#,##0.0'],
  ['customers', 'Customers at the end', '#,##0.0'],
  ['growth', 'ARPA growth so far', '0.0000'],
  ['mrr', 'MRR at the end', wholeMoney],
  ['revenue', 'Revenue', wholeMoney],
  ['grossProfit', 'Gross profit', wholeMoney],
  ['contribution', 'Contribution', wholeMoney],
  ['cumulativeGrossProfit', 'Gross profit so far', wholeMoney],
  ['cumulativeContribution', 'Contribution so far', wholeMoney],
  ['monthFactor', 'A month’s discount factor', '0.000000'],
  ['discounting', 'Discount factor at the end', '0.000000'],
  ['presentValue', 'Discount factor when due', '0.000000'],
  ['discountedGrossProfit', 'Gross profit, discounted', wholeMoney],
  ['discountedContribution', 'Contribution, discounted', wholeMoney],
  ['survival', 'A customer still there', '0.0000'],
  ['profit', 'A customer’s gross profit', exactMoney],
  ['cumulativeProfit', 'A customer’s profit so far', exactMoney],
]

/** Rows that a block takes, with a blank one below. */
export const blockHeight = (months: number): number => months + 3

export interface WrittenBlock {
  /** Address of a column's months. */
  readonly range: (column: BlockColumn) => string
  /** Address of a column's cell in a month, from 1. */
  readonly cell: (column: BlockColumn, month: number) => string
}

const letters = new Map(blockColumns.map(([id], index) => [id, columnLetters(index + 1)]))

/** Of a customer's lifetime; with a churn by tenure it has a table of its own. */
const lifetimeColumns: ReadonlySet<BlockColumn> = new Set(['survival', 'profit', 'cumulativeProfit'])

export function writeBlock(request: BlockRequest): WrittenBlock {
  const { ages } = request
  return writeRows(request, (id, row, month) =>
    ages !== undefined && lifetimeColumns.has(id) ? undefined : formulaOf(id, row, month, request),
  )
}

/** Figures that segments add up to. */
const summedColumns: ReadonlySet<BlockColumn> = new Set([
  'new',
  'opening',
  'lost',
  'customers',
  'mrr',
  'revenue',
  'grossProfit',
  'contribution',
  'cumulativeGrossProfit',
  'cumulativeContribution',
  'discountedGrossProfit',
  'discountedContribution',
])

/** All segments together: the sums of their blocks, and the churn that comes of them. */
export function writeTotalBlock(
  request: Omit<BlockRequest, 'cells' | 'billingCell' | 'ages'>,
  segments: readonly WrittenBlock[],
): WrittenBlock {
  return writeRows(request, (id, row, month) => {
    if (summedColumns.has(id)) return segments.map((block) => block.cell(id, month)).join('+')
    if (id !== 'churn') return undefined
    const at = (column: BlockColumn) => `$${letters.get(column) ?? 'A'}${row}`
    return `IF(${at('opening')}=0,0,${at('lost')}/${at('opening')})`
  })
}

type RowsRequest = Pick<BlockRequest, 'sheet' | 'name' | 'months' | 'firstRow' | 'resultAt'>

function writeRows(
  { sheet, name, months, firstRow, resultAt }: RowsRequest,
  formulaAt: (id: BlockColumn, row: number, month: number) => string | undefined,
): WrittenBlock {
  sheet.getCell(firstRow, 1).value = name
  sheet.getCell(firstRow, 1).font = sectionFont
  headerRow(
    sheet,
    firstRow + 1,
    blockColumns.map(([, title]) => title),
    (column) => column > 1,
  )
  sheet.getRow(firstRow + 1).height = 32
  const firstMonth = firstRow + 2
  for (let month = 1; month <= months; month += 1) {
    const row = firstMonth + month - 1
    blockColumns.forEach(([id, , format], index) => {
      const cell = sheet.getCell(row, index + 1)
      const formula = id === 'month' ? undefined : formulaAt(id, row, month)
      if (id === 'month') cell.value = month
      else if (formula !== undefined) {
        const result = resultAt?.(id, month)
        cell.value = { formula, ...(result === undefined ? {} : { result }) }
      }
      cell.numFmt = format
      cell.font = bodyFont
      if (id === 'month') cell.alignment = { horizontal: 'left' }
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

function formulaOf(id: BlockColumn, row: number, month: number, request: BlockRequest): string | undefined {
  const isFirst = month === 1
  const at = (column: BlockColumn) => `$${letters.get(column) ?? 'A'}${row}`
  const before = (column: BlockColumn) => `$${letters.get(column) ?? 'A'}${row - 1}`
  const { billingCell: billing, cells, ages } = request
  switch (id) {
    case 'month':
      return undefined
    case 'opening': {
      if (ages !== undefined) return ages.opening(month)
      const base = isFirst ? cells.drivers.customers : before('customers')
      return `MAX(0,${underLevers('customers', base, at('month'), cells)})`
    }
    case 'lost':
      return ages === undefined ? `${at('opening')}*${at('churn')}` : ages.lost(month)
    case 'churn':
      if (ages !== undefined) return `IF(${at('opening')}=0,0,${at('lost')}/${at('opening')})`
      return underLevers(id, cells.drivers[id], at('month'), cells)
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
      return underLevers(id, cells.drivers[id], at('month'), cells)
  }
  function soFar(of: BlockColumn, total: BlockColumn): string {
    return isFirst ? at(of) : `${before(total)}+${at(of)}`
  }
}
