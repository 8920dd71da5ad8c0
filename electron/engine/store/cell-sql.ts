import { cellKindCode } from '#shared/domain/cell.ts'
import type { ColumnInfo, ColumnType } from '#shared/domain/sheet.ts'
import { kindColumn, valueColumn } from './sheet-table.ts'

/** SQL for the cells of one column of a sheet's table, whatever its type. `row` is the table's alias. */

type StoredType = Pick<ColumnInfo, 'id' | 'type' | 'mixed'>

/** The kind of every cell that is not blank, in a column that is not mixed. */
export const kindOfType: Readonly<Record<ColumnType, number>> = {
  number: cellKindCode.number,
  boolean: cellKindCode.boolean,
  date: cellKindCode.date,
  datetime: cellKindCode.date,
  text: cellKindCode.text,
}

/** A cell's `cellKindCode`, UTINYINT, 0 where it is blank. */
export function kindSql(column: StoredType, row: string): string {
  if (column.mixed) return `coalesce(${row}.${kindColumn(column.id)}, 0)::UTINYINT`
  return `CASE WHEN ${row}.${valueColumn(column.id)} IS NULL THEN 0 ELSE ${kindOfType[column.type]} END::UTINYINT`
}

/** A number, a boolean as 0 or 1, a date as milliseconds; NULL for anything else. */
export function numberSql(column: StoredType, row: string): string {
  const value = `${row}.${valueColumn(column.id)}`
  switch (column.type) {
    case 'number':
      return value
    case 'boolean':
      return `${value}::INTEGER::DOUBLE`
    case 'date':
    case 'datetime':
      return `epoch_us(${value}::TIMESTAMP) / 1000.0`
    case 'text':
      return column.mixed ? mixedNumberSql(value, `${row}.${kindColumn(column.id)}`) : 'NULL::DOUBLE'
  }
}

const mixedNumberSql = (value: string, kind: string): string =>
  `CASE ${kind} WHEN ${cellKindCode.number} THEN TRY_CAST(${value} AS DOUBLE)
   WHEN ${cellKindCode.boolean} THEN (${value} = 'TRUE')::INTEGER::DOUBLE
   WHEN ${cellKindCode.date} THEN epoch_us(TRY_CAST(${value} AS TIMESTAMP)) / 1000.0 END`

/** The text that a text column holds, whatever the cell's kind; NULL in columns of other types. */
export const storedTextSql = (column: StoredType, row: string): string =>
  column.type === 'text' ? `${row}.${valueColumn(column.id)}` : 'NULL::VARCHAR'

/** A cell's text in full, as the formula bar shows it; NULL where it is blank. */
export const fullTextSql = (column: StoredType, row: string): string =>
  textOfSql[column.type](`${row}.${valueColumn(column.id)}`)

/** The exact text of a value of each type: what a mixed column keeps of it. */
export const textOfSql: Readonly<Record<ColumnType, (value: string) => string>> = {
  number: (value) => `regexp_replace(${value}::VARCHAR, '\\.0$', '')`,
  boolean: (value) => `CASE WHEN ${value} THEN 'TRUE' WHEN NOT ${value} THEN 'FALSE' END`,
  date: (value) => `${value}::VARCHAR`,
  datetime: (value) =>
    `CASE WHEN ${value} = date_trunc('day', ${value}) THEN ${value}::DATE::VARCHAR
     ELSE replace(${value}::VARCHAR, ' ', 'T') END`,
  text: (value) => value,
}

/** The value of each type that a text made by `textOfSql` stands for. */
export const valueOfTextSql: Readonly<Record<ColumnType, (text: string) => string>> = {
  number: (text) => `TRY_CAST(${text} AS DOUBLE)`,
  boolean: (text) => `CASE ${text} WHEN 'TRUE' THEN TRUE WHEN 'FALSE' THEN FALSE END`,
  date: (text) => `TRY_CAST(${text} AS DATE)`,
  datetime: (text) => `TRY_CAST(${text} AS TIMESTAMP)`,
  text: (text) => text,
}

const timestampSql = (milliseconds: string): string => `make_timestamp(round(${milliseconds} * 1000)::BIGINT)`

/** What a column stores of a cell that is given as kind, number and text; see the store's schema. */
export function storeSql(column: StoredType, kind: string, number: string, text: string): string {
  switch (column.type) {
    case 'number':
      return number
    case 'boolean':
      return `${number} <> 0`
    case 'date':
      return `${timestampSql(number)}::DATE`
    case 'datetime':
      return timestampSql(number)
    case 'text':
      return `coalesce(${text}, ${partsTextSql(kind, number, text)})`
  }
}

/** The text in full of a cell that is given as kind, number and text. */
export const partsTextSql = (kind: string, number: string, text: string): string =>
  `CASE ${kind} WHEN ${cellKindCode.number} THEN coalesce(${text}, ${textOfSql.number(number)})
   WHEN ${cellKindCode.boolean} THEN CASE ${number} WHEN 1 THEN 'TRUE' ELSE 'FALSE' END
   WHEN ${cellKindCode.date} THEN coalesce(${text}, ${textOfSql.datetime(timestampSql(number))})
   ELSE ${text} END`
