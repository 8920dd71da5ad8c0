import { cellKindCode } from '#shared/domain/cell.ts'
import type { FieldDefinition } from '#shared/domain/kind.ts'
import type { ColumnReading, ValueMapping } from '#shared/domain/mapping.ts'
import type { ColumnType } from '#shared/domain/sheet.ts'
import { boundSql, identifier, joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import { dateTextSql, dateTimeTextSql } from '../../intake/date-text.ts'
import { numberTextSql } from '../../intake/number-text.ts'
import { timestampOfNumber, timestampOfText } from '../read/read-date.ts'
import { numberOfText, secondsOfClock } from '../read/read-number.ts'
import { periodOfNumber, periodOfText } from '../read/read-period.ts'
import { trimmedSql } from '../read/read-text.ts'

/** Where a field's cells stand: an SQL expression, its type, and the cells' kinds where the column is mixed. */
export interface CellSource {
  readonly value: string
  readonly type: ColumnType
  readonly kind?: string
}

/** How a field is read from a column. */
export interface FieldReading {
  readonly field: FieldDefinition
  readonly source: CellSource
  readonly reading: ColumnReading
  /** Texts that stand for something else; of a field of type `enum` or `boolean` every text that it understands. */
  readonly values: readonly Pick<ValueMapping, 'from' | 'to'>[]
}

/**
 * A field's value in two stages, so that what several readings look at is made once: `cells` are columns to select from
 * the sheet's rows, `value` and `text` speak of those columns.
 */
export interface FieldSql {
  readonly cells: readonly SqlFragment[]
  /** The typed value; NULL where blank or not understood. */
  readonly value: SqlFragment
  /** The cell's text; NULL where blank, and everywhere where nothing can be misunderstood. */
  readonly text: SqlFragment
}

const storedAs: Readonly<Record<FieldDefinition['type'], string>> = {
  text: 'VARCHAR',
  enum: 'VARCHAR',
  number: 'DOUBLE',
  money: 'DOUBLE',
  date: 'DATE',
  period: 'DATE',
  datetime: 'TIMESTAMP',
  boolean: 'BOOLEAN',
}

/** SQL type of a field's column. */
export const sqlTypeOfField = (type: FieldDefinition['type']): string => storedAs[type]

const nothing = rawSql('NULL::VARCHAR')

/**
 * Reads a field's value from a cell, by the column's type and the reading. A value mapping replaces a text whatever its
 * case; what it is replaced by is written plainly: `12.5`, `2024-01-31`.
 */
export function fieldSql(reading: FieldReading): FieldSql {
  const { field, source, values } = reading
  const staged = stage(field.id, source)
  const direct = values.length === 0 ? directSql(field, source) : undefined
  if (direct !== undefined)
    return { cells: [rawSql(`${direct} AS ${staged.cell}`)], value: rawSql(staged.cell), text: nothing }
  const { cells } = staged
  const text = rawSql(staged.text)
  if (field.type === 'boolean' || field.type === 'enum') return { cells, ...listedSql(field, values, text) }
  const value = rawSql(castSql(field, staged, reading.reading))
  if (values.length === 0) return { cells, value, text }
  const replaced = (ofText: (to: string) => SqlFragment, otherwise: SqlFragment) => {
    const cases = values.map(({ from, to }) => sql`WHEN lower(${boundSql(from.trim())}) THEN ${ofText(to)}`)
    return sql`CASE lower(${text}) ${joinSql(cases, ' ')} ELSE ${otherwise} END`
  }
  const type = rawSql(sqlTypeOfField(field.type))
  return {
    cells,
    value: replaced((to) => sql`TRY_CAST(${boundSql(to === '' ? null : to)} AS ${type})`, value),
    text: replaced((to) => sql`${boundSql(to === '' ? null : to)}::VARCHAR`, text),
  }
}

/** A field's cells after the first stage: names of the columns that hold the cell, its text and its kind. */
interface StagedSource {
  readonly type: ColumnType
  readonly cell: string
  readonly text: string
  readonly kind?: string
  readonly cells: readonly SqlFragment[]
}

function stage(field: string, source: CellSource): StagedSource {
  const name = (part: string) => identifier(`${field}__${part}`)
  const [cell, text, kind] = [name('cell'), name('text'), name('kind')]
  const cells = [
    ...(source.type === 'text' ? [] : [`${source.value} AS ${cell}`]),
    `${textSql(source)} AS ${text}`,
    ...(source.kind === undefined ? [] : [`${source.kind} AS ${kind}`]),
  ]
  return {
    type: source.type,
    cell,
    text,
    ...(source.kind === undefined ? {} : { kind }),
    cells: cells.map(rawSql),
  }
}

/** Where every value of the column's type is a value of the field; undefined where some may not be. */
function directSql({ type }: FieldDefinition, { value, type: stored, kind }: CellSource): string | undefined {
  switch (type) {
    case 'number':
    case 'money':
      return stored === 'number' ? value : undefined
    case 'date':
    case 'period':
      return stored === 'date' || stored === 'datetime' ? `CAST(${value} AS DATE)` : undefined
    case 'datetime':
      return stored === 'date' || stored === 'datetime' ? `CAST(${value} AS TIMESTAMP)` : undefined
    case 'boolean':
      return stored === 'boolean' ? value : undefined
    case 'text':
      // In a mixed column there may be errors, which are no texts.
      return kind === undefined ? textSql({ value, type: stored }) : undefined
    case 'enum':
      return undefined
  }
}

/** A cell's text without white space around it; NULL where it is blank. */
export function textSql({ value, type }: CellSource): string {
  switch (type) {
    case 'text':
      return trimmedSql(value)
    case 'number':
      return numberTextSql(value)
    case 'boolean':
      return `CASE WHEN ${value} THEN 'TRUE' WHEN NOT ${value} THEN 'FALSE' END`
    case 'date':
      return dateTextSql(value)
    case 'datetime':
      return dateTimeTextSql(value)
  }
}

/** A value of a list: a text that the list does not have is not understood. */
function listedSql(
  field: FieldDefinition,
  values: FieldReading['values'],
  text: SqlFragment,
): Pick<FieldSql, 'value' | 'text'> {
  const blank = values.filter(({ to }) => to === '')
  const known = values.filter(({ to }) => to !== '')
  const understood = known.map(({ from, to }) =>
    field.type === 'boolean'
      ? sql`WHEN ${boundSql(from)} THEN ${rawSql(to === 'true' ? 'TRUE' : 'FALSE')}`
      : sql`WHEN ${boundSql(from)} THEN ${boundSql(to)}`,
  )
  const emptied = blank.map(({ from }) => sql`WHEN ${boundSql(from)} THEN NULL::VARCHAR`)
  const type = rawSql(sqlTypeOfField(field.type))
  const cases = (branches: readonly SqlFragment[], otherwise: SqlFragment) =>
    branches.length === 0 ? otherwise : sql`CASE ${text} ${joinSql(branches, ' ')} ELSE ${otherwise} END`
  return { value: cases(understood, sql`NULL::${type}`), text: cases(emptied, text) }
}

/** A cell of a mixed column says itself what it is; any other is read by the column's type. */
function castSql(field: FieldDefinition, source: StagedSource, reading: ColumnReading): string {
  const { type, cell, text, kind } = source
  if (type === 'number') return fromNumber(field, cell)
  if (type === 'date' || type === 'datetime') return fromMoment(field, cell)
  if (type === 'boolean') return `NULL::${sqlTypeOfField(field.type)}`
  const read = fromText(field, text, reading)
  if (kind === undefined) return read
  // The text that a mixed column keeps of a number or a date is the one that a text field wants.
  if (field.type === 'text') return `CASE WHEN ${kind} <> ${cellKindCode.error} THEN ${text} END`
  return `CASE ${kind}
    WHEN ${cellKindCode.number} THEN ${fromNumber(field, `TRY_CAST(${text} AS DOUBLE)`)}
    WHEN ${cellKindCode.date} THEN ${fromMoment(field, `TRY_CAST(${text} AS TIMESTAMP)`)}
    WHEN ${cellKindCode.error} THEN NULL ELSE ${read} END`
}

function fromText(field: FieldDefinition, text: string, { decimalMark, dateOrder }: ColumnReading): string {
  switch (field.type) {
    case 'number':
    case 'money': {
      const number = numberOfText(text, decimalMark ?? '.')
      return isDuration(field) ? `coalesce(${number}, ${durationOfClock(field, text)})` : number
    }
    case 'date':
      return `CAST(${timestampOfText(text, dateOrder)} AS DATE)`
    case 'datetime':
      return timestampOfText(text, dateOrder)
    case 'period':
      return periodOfText(text, dateOrder)
    case 'text':
    case 'enum':
    case 'boolean':
      return text
  }
}

function fromNumber(field: FieldDefinition, number: string): string {
  switch (field.type) {
    case 'number':
    case 'money':
      return number
    case 'date':
      return `CAST(${timestampOfNumber(number)} AS DATE)`
    case 'datetime':
      return timestampOfNumber(number)
    case 'period':
      return periodOfNumber(number)
    case 'text':
    case 'enum':
    case 'boolean':
      return numberTextSql(number)
  }
}

function fromMoment(field: FieldDefinition, moment: string): string {
  switch (field.type) {
    case 'number':
    case 'money':
      return isDuration(field) ? durationOfMoment(field, moment) : 'NULL::DOUBLE'
    case 'date':
    case 'period':
      return `CAST(${moment} AS DATE)`
    case 'datetime':
      return `CAST(${moment} AS TIMESTAMP)`
    case 'text':
    case 'enum':
    case 'boolean':
      return dateTimeTextSql(`CAST(${moment} AS TIMESTAMP)`)
  }
}

const isDuration = ({ unit }: FieldDefinition): boolean => unit === 'hours' || unit === 'seconds'

const secondsPer = ({ unit }: FieldDefinition): number => (unit === 'hours' ? 3600 : 1)

const durationOfClock = (field: FieldDefinition, text: string): string =>
  `(${secondsOfClock(text, field.unit)} / ${secondsPer(field)})`

/** Excel keeps a duration as a time counted from its day 0. */
const durationOfMoment = (field: FieldDefinition, moment: string): string =>
  `CASE WHEN year(${moment}) < 1904 THEN epoch(CAST(${moment} AS TIMESTAMP) - TIMESTAMP '1899-12-30') / ${secondsPer(field)} END`
