import type { ColumnFilter, SheetView } from '#shared/contract/sheet.ts'
import { type CellValue, cellKindCode } from '#shared/domain/cell.ts'
import type { ColumnId } from '#shared/domain/ids.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { fullTextSql, kindSql, numberSql } from '../store/cell-sql.ts'
import type { SqlValue } from '../store/connection.ts'
import { parseInput } from './parse-input.ts'

/** A piece of SQL with the values that are bound to its question marks, in order. */
export interface SqlPart {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

type Columns = ReadonlyMap<ColumnId, ColumnInfo>

/** The condition that all filters of a view and its hidden rows make, over the sheet's table under the alias `row`. */
export function filterSql(view: SheetView, columns: Columns, row: string): SqlPart {
  const parts = [
    ...view.filters.map((filter) => oneFilterSql(filter, columns, row)),
    { sql: shownSql(view, row), values: [] },
  ]
  return {
    sql: parts.map((part) => `(${part.sql})`).join(' AND '),
    values: parts.flatMap((part) => part.values),
  }
}

/** The condition that a row is not hidden by itself. */
export const shownSql = ({ hidden = [] }: SheetView, row: string): string =>
  hidden.length === 0 ? 'TRUE' : `${row}.row_id NOT IN (${hidden.join(', ')})`

function oneFilterSql(filter: ColumnFilter, columns: Columns, row: string): SqlPart {
  const column = columns.get(filter.column)
  if (column === undefined) return { sql: 'TRUE', values: [] }
  if (filter.type === 'condition') return conditionSql(filter, column, row)
  const places = filter.texts.map(() => '?').join(', ')
  const alternatives = [
    ...(filter.texts.length > 0 ? [`${fullTextSql(column, row)} IN (${places})`] : []),
    ...(filter.blanks ? [blankSql(column, row)] : []),
  ]
  return {
    sql: alternatives.length === 0 ? 'FALSE' : `coalesce(${alternatives.join(' OR ')}, FALSE)`,
    values: filter.texts,
  }
}

/** Blank as a filter means it: without a value, or with empty text. */
export const blankSql = (column: ColumnInfo, row: string): string =>
  `coalesce(${fullTextSql(column, row)}, '') = ''`

type Condition = Extract<ColumnFilter, { type: 'condition' }>

/** As in Excel's filters: text ignores case, and a comparison only holds between values of one kind. */
function conditionSql(filter: Condition, column: ColumnInfo, row: string): SqlPart {
  const text = `lower(${fullTextSql(column, row)})`
  const operand = filter.operand.toLowerCase()
  switch (filter.operator) {
    case 'blank':
      return { sql: blankSql(column, row), values: [] }
    case 'notBlank':
      return { sql: `NOT (${blankSql(column, row)})`, values: [] }
    case 'contains':
      return { sql: `coalesce(contains(${text}, ?), FALSE)`, values: [operand] }
    case 'beginsWith':
      return { sql: `coalesce(starts_with(${text}, ?), FALSE)`, values: [operand] }
    case 'endsWith':
      return { sql: `coalesce(ends_with(${text}, ?), FALSE)`, values: [operand] }
    case '<>': {
      const equal = comparisonSql('=', column, row, filter.operand)
      return { sql: `NOT coalesce(${equal.sql}, FALSE)`, values: equal.values }
    }
    default: {
      const compared = comparisonSql(filter.operator, column, row, filter.operand)
      return { sql: `coalesce(${compared.sql}, FALSE)`, values: compared.values }
    }
  }
}

function comparisonSql(operator: string, column: ColumnInfo, row: string, operand: string): SqlPart {
  const cell = parsedOperand(operand, column)
  if (cell.kind === 'blank') return { sql: blankSql(column, row), values: [] }
  if (cell.kind === 'text' || cell.kind === 'error')
    return {
      sql: `${kindSql(column, row)} = ${cellKindCode[cell.kind]} AND lower(${fullTextSql(column, row)}) ${operator} ?`,
      values: [cell.value.toLowerCase()],
    }
  const kinds =
    cell.kind === 'boolean'
      ? `= ${cellKindCode.boolean}`
      : `IN (${cellKindCode.number}, ${cellKindCode.date})`
  const number = `${kindSql(column, row)} ${kinds} AND ${numberSql(column, row)} ${operator} ?`
  // A text column may hold what looks like a number or a date to the user: the same text counts as equal.
  if (operator !== '=' || column.type !== 'text') return { sql: number, values: [Number(cell.value)] }
  return {
    sql: `((${number}) OR lower(${fullTextSql(column, row)}) = ?)`,
    values: [Number(cell.value), operand.toLowerCase()],
  }
}

function parsedOperand(operand: string, column: ColumnInfo): CellValue {
  const parsed = parseInput(operand, column)
  return parsed.ok ? parsed.value : { kind: 'text', value: operand }
}

/**
 * The order of a view. As in Excel: numbers and dates, then text without regard to case, then booleans, then errors,
 * the other way round when descending; blanks last either way; equal rows in the sheet's own order.
 */
export function orderSql(view: SheetView, columns: Columns, row: string): string {
  const keys = view.sort.flatMap(({ column: id, descending }) => {
    const column = columns.get(id)
    return column === undefined ? [] : sortKeys(column, row, descending ? 'DESC' : 'ASC')
  })
  return [...keys, `${row}.position`].join(', ')
}

function sortKeys(column: ColumnInfo, row: string, direction: 'ASC' | 'DESC'): string[] {
  const textKey = `lower(strip_accents(${fullTextSql(column, row)}))`
  if (column.type !== 'text') return [`${numberSql(column, row)} ${direction} NULLS LAST`]
  if (!column.mixed) return [`${textKey} ${direction} NULLS LAST`]
  const rank = `CASE ${kindSql(column, row)} WHEN ${cellKindCode.number} THEN 0 WHEN ${cellKindCode.date} THEN 0
    WHEN ${cellKindCode.text} THEN 1 WHEN ${cellKindCode.boolean} THEN 2 WHEN ${cellKindCode.error} THEN 3 END`
  return [
    `${rank} ${direction} NULLS LAST`,
    `${numberSql(column, row)} ${direction} NULLS LAST`,
    `${textKey} ${direction} NULLS LAST`,
  ]
}
