import type { DuckDBConnection } from '@duckdb/node-api'
import { type PlainSpelling, plainSpelling } from './plain-spelling.ts'
import { blankSql, fitsSql, misfitSql, type TextType, valueSql } from './text-value.ts'

/** A UTF-8 text file that the database reads by itself, strictly. */
export interface LoadableText {
  readonly path: string
  readonly delimiter: string
  readonly quote: string
  readonly decimalMark: '.' | ','
  readonly linesToSkip: number
  /** Rows shorter than the columns are filled with blanks; otherwise they are an error. */
  readonly padsRows: boolean
}

/** The file has lines that break the rules of CSV; the lenient reader puts them in order. */
export class IrregularText extends Error {}

/**
 * The longest line that the database is asked to hold where the lenient reader wrote the file. It is not asked so of
 * the files as they come: it makes its buffers, and each thread's share of the file, in proportion to this, and would
 * read all but the largest files in one thread while the other waits in a loop.
 */
const longestLineBytes = 32 * 2 ** 20

/**
 * Of the database's buffers of text. It is what its documentation says they are anyway, but said outright it saves an
 * eighth of the time for large files and nearly half for those of some ten megabytes.
 */
const bufferBytes = 32_000_000

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** What the beginning of a file says of a column. */
export interface ColumnGuess {
  /** Undefined where all is blank. */
  readonly type: TextType | undefined
  /** Of numbers, see `usualDecimals`. */
  readonly decimals: number | undefined
}

/**
 * Makes the table `row_id, position, c1, c2, ...` from a text file in one pass, with the types guessed; a column in
 * which some text does not fit turns back to text, for which the file is read once more. The rows are not numbered yet.
 * Returns the types that held.
 */
export async function loadText(
  connection: DuckDBConnection,
  table: string,
  text: LoadableText,
  guesses: readonly ColumnGuess[],
): Promise<TextType[]> {
  // What is blank in the sample, or has no value that could stand for a misfit, is looked at again after the load.
  const types = guesses.map(
    ({ type }): TextType => (type === undefined || misfitSql[type] === undefined ? 'text' : type),
  )
  const spellings = guesses.map(({ type, decimals }) =>
    type === undefined ? undefined : plainSpelling(type, text.decimalMark, decimals),
  )
  await createTable(connection, table, text, types, spellings)
  const misfits = await findMisfits(connection, table, types)
  if (misfits.length > 0) {
    for (const index of misfits) types[index] = 'text'
    await connection.run(`DROP TABLE ${table}`)
    await createTable(connection, table, text, types, spellings)
  }
  for (const [index, { type }] of guesses.entries()) {
    if (types[index] === 'text' && type !== 'text' && !misfits.includes(index)) {
      types[index] = await narrow(connection, table, `c${index + 1}`, text.decimalMark)
    }
  }
  return types
}

async function createTable(
  connection: DuckDBConnection,
  table: string,
  text: LoadableText,
  types: readonly TextType[],
  spellings: readonly (PlainSpelling | undefined)[],
): Promise<void> {
  const { decimalMark } = text
  const read: string[] = []
  const selected = types.map((type, index) => {
    const name = `c${index + 1}`
    const spelling = spellings[index]
    if (misfitSql[type] === undefined || spelling === undefined) return name
    if (types.length >= wideColumns) {
      const value = typedSql('cell', spelling.read('cell'), type, decimalMark, spelling)
      return `list_transform([${name}], lambda cell: ${value})[1] AS ${name}`
    }
    read.push(`${spelling.read(name)} AS r${index + 1}`)
    return `${typedSql(name, `r${index + 1}`, type, decimalMark, spelling)} AS ${name}`
  })
  await connection.run(
    `CREATE TABLE ${table} AS SELECT CAST(0 AS BIGINT) AS row_id, CAST(0 AS BIGINT) AS position, ${selected.join(', ')} ` +
      `FROM (SELECT ${['*', ...read].join(', ')} FROM ${readerSql(text, types.length)})`,
  )
  if (!text.padsRows) await refuseRejects(connection)
}

function readerSql(text: LoadableText, width: number): string {
  const columns = Array.from({ length: width }, (_, index) => `'c${index + 1}': 'VARCHAR'`).join(', ')
  return (
    `read_csv(${literal(text.path)}, auto_detect = false, header = false, columns = {${columns}}, ` +
    `delim = ${literal(text.delimiter)}, quote = ${literal(text.quote)}, escape = ${literal(text.quote)}, ` +
    `skip = ${text.linesToSkip}, null_padding = ${text.padsRows}, parallel = ${!text.padsRows}, ` +
    `strict_mode = true, ${text.padsRows ? `max_line_size = ${longestLineBytes}` : `buffer_size = ${bufferBytes}, ${keepRejects}`})`
  )
}

/**
 * Columns from which on each is named once: at every mention the database looks through all of them, which for ten
 * mentions of each of 16,384 columns takes minutes. Within a lambda the value has a name of its own; it is a little
 * slower for many rows, and so not used for usual files.
 */
const wideColumns = 500

/** The value of a text column as the type, or the stand-in where the text does not fit. */
function typedSql(
  text: string,
  read: string,
  type: TextType,
  mark: '.' | ',',
  spelling: PlainSpelling,
): string {
  return (
    `CASE WHEN ${spelling.fits(text, read)} THEN ${spelling.value(read)} WHEN ${text} IS NULL THEN NULL ` +
    `WHEN ${fitsSql(text, type, mark)} THEN ${valueSql(text, type, mark)} ` +
    `WHEN ${blankSql(text)} THEN NULL ELSE ${misfitSql[type]} END`
  )
}

const rejectTables = ['csv_rejects', 'csv_reject_scans'] as const

/**
 * A line that breaks the rules is set aside instead of failing the statement: a failed statement would end the
 * transaction that the import is part of, and with it the way to the lenient reader.
 */
const keepRejects = `store_rejects = true, rejects_limit = 1, rejects_table = '${rejectTables[0]}', rejects_scan = '${rejectTables[1]}'`

async function refuseRejects(connection: DuckDBConnection): Promise<void> {
  const reader = await connection.runAndReadAll(`SELECT count(*) FROM ${rejectTables[0]}`)
  for (const table of rejectTables) await connection.run(`DROP TABLE IF EXISTS ${table}`)
  if (Number(reader.getRows()[0]?.[0] ?? 0) > 0) throw new IrregularText()
}

/** Indices of the columns that hold the stand-in for a text that did not fit. */
async function findMisfits(
  connection: DuckDBConnection,
  table: string,
  types: readonly TextType[],
): Promise<number[]> {
  const typed = types.flatMap((type, index) => (misfitSql[type] === undefined ? [] : [index]))
  if (typed.length === 0) return []
  // The stand-ins are greater than every other value of their type.
  const greatest = typed.map((index) => {
    const name = `c${index + 1}`
    return types[index] === 'number' ? `isnan(max(${name}))` : `isinf(max(${name}))`
  })
  const reader = await connection.runAndReadAll(`SELECT ${greatest.join(', ')} FROM ${table}`)
  const row = reader.getRows()[0] ?? []
  return typed.filter((_, at) => row[at] === true)
}

/** Gives a text column the narrowest type that all of its texts fit. */
async function narrow(
  connection: DuckDBConnection,
  table: string,
  column: string,
  mark: '.' | ',',
): Promise<TextType> {
  const candidates = ['number', 'boolean', 'date', 'datetime'] as const
  const checks = candidates.map((type) => `bool_and(${fitsSql(column, type, mark)})`)
  const reader = await connection.runAndReadAll(
    `SELECT ${checks.join(', ')} FROM ${table} WHERE NOT ${blankSql(column)}`,
  )
  const row = reader.getRows()[0] ?? []
  const type = candidates.find((_, at) => row[at] === true)
  if (type === undefined) return 'text'
  const sqlType = { number: 'DOUBLE', boolean: 'BOOLEAN', date: 'DATE', datetime: 'TIMESTAMP' }[type]
  await connection.run(
    `ALTER TABLE ${table} ALTER COLUMN ${column} SET DATA TYPE ${sqlType} USING CASE WHEN NOT ${blankSql(column)} THEN ${valueSql(column, type, mark)} END`,
  )
  return type
}
