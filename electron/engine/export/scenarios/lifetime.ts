/** One customer's lifetime month by month, as `lifetimeValue` of shared/models/projection has it. */
import type { Worksheet } from 'exceljs'
import { columnLetters } from '#shared/domain/address.ts'
import { sheetReference } from '../data/data-places.ts'
import { bodyFont, exactMoney, headerRow, sectionFont } from '../report/styles.ts'
import type { WrittenAges } from './age-block.ts'
import { monthsLate } from './case-cells.ts'
import type { WrittenBlock } from './projection-block.ts'

export type LifetimeColumn =
  | 'churn'
  | 'arpa'
  | 'margin'
  | 'monthFactor'
  | 'discounting'
  | 'presentValue'
  | 'survival'
  | 'profit'
  | 'cumulativeProfit'

export interface Lifetime {
  /** Months that are written out; what the last says holds ever after. */
  readonly length: number
  readonly range: (column: LifetimeColumn) => string
  readonly last: (column: LifetimeColumn) => string
}

/** With one churn for all tenures the months of the projection are those of the lifetime. */
export const lifetimeOfBlock = (block: WrittenBlock, months: number): Lifetime => ({
  length: months,
  range: block.range,
  last: (column) => block.cell(column, months),
})

const columns: readonly (readonly [LifetimeColumn | 'index' | 'month', string, string])[] = [
  ['index', 'Month of the customer', '0'],
  ['month', 'Month of the projection', '0'],
  ['churn', 'Churn', '0.00%'],
  ['arpa', 'ARPA', exactMoney],
  ['margin', 'Gross margin', '0.0%'],
  ['monthFactor', 'A month’s discount factor', '0.000000'],
  ['discounting', 'Discount factor at the end', '0.000000'],
  ['presentValue', 'Discount factor when due', '0.000000'],
  ['survival', 'A customer still there', '0.0000'],
  ['profit', 'A customer’s gross profit', exactMoney],
  ['cumulativeProfit', 'A customer’s profit so far', exactMoney],
]
const letters = new Map(columns.map(([id], index) => [id, columnLetters(index + 1)]))

export interface LifetimeRequest {
  readonly sheet: Worksheet
  readonly name: string
  readonly firstRow: number
  readonly months: number
  readonly block: WrittenBlock
  readonly ages: WrittenAges
  readonly billingCell: string
}

/** Rows that a lifetime takes, with a blank one below. */
export const lifetimeHeight = (months: number, curveLength: number): number =>
  Math.max(months, curveLength) + 3

/** With a churn by tenure the lifetime lasts as long as the curve, and has a table of its own. */
export function writeLifetime(request: LifetimeRequest): Lifetime {
  const { sheet, name, firstRow, months, ages } = request
  const length = Math.max(months, ages.curve.length)
  sheet.getCell(firstRow, 1).value = name
  sheet.getCell(firstRow, 1).font = sectionFont
  headerRow(
    sheet,
    firstRow + 1,
    columns.map(([, title]) => title),
    (column) => column > 1,
  )
  const firstMonth = firstRow + 2
  for (let index = 1; index <= length; index += 1) {
    const row = firstMonth + index - 1
    columns.forEach(([id, , format], place) => {
      const cell = sheet.getCell(row, place + 1)
      cell.value = id === 'index' ? index : { formula: formulaOf(id, row, index, request) }
      cell.numFmt = format
      cell.font = bodyFont
    })
  }
  const prefix = `${sheetReference(sheet.name)}!`
  const letter = (column: LifetimeColumn) => letters.get(column) ?? 'A'
  const last = firstMonth + length - 1
  return {
    length,
    range: (column) => `${prefix}$${letter(column)}$${firstMonth}:$${letter(column)}$${last}`,
    last: (column) => `${prefix}$${letter(column)}$${last}`,
  }
}

function formulaOf(
  id: LifetimeColumn | 'month',
  row: number,
  index: number,
  { months, block, ages, billingCell: billing }: LifetimeRequest,
): string {
  const isFirst = index === 1
  const at = (column: LifetimeColumn | 'index' | 'month') => `$${letters.get(column) ?? 'A'}${row}`
  const before = (column: LifetimeColumn) => `$${letters.get(column) ?? 'A'}${row - 1}`
  const ofMonth = (range: string) => `INDEX(${range},${at('month')})`
  switch (id) {
    case 'month':
      return `MIN(${at('index')},${months})`
    case 'churn': {
      const known = ages.curve.churnAt(Math.min(index, ages.curve.length) - 1)
      return `MIN(1,MAX(0,${known}*${ofMonth(ages.factors)}+${ofMonth(ages.shifts)}))`
    }
    case 'arpa':
    case 'margin':
    case 'monthFactor':
      return ofMonth(block.range(id))
    case 'discounting':
      return `${isFirst ? '' : `${before('discounting')}*`}${at('monthFactor')}`
    case 'presentValue':
      return `${isFirst ? '' : `${before('discounting')}*`}${at('monthFactor')}^${monthsLate(billing)}`
    case 'survival':
      return isFirst ? '1' : `${before('survival')}*(1-${before('churn')})`
    case 'profit':
      return `${at('survival')}*${at('arpa')}*${at('margin')}`
    case 'cumulativeProfit':
      return isFirst ? at('profit') : `${before('cumulativeProfit')}+${at('profit')}`
  }
}
