import { open } from 'node:fs/promises'
import { parse } from 'node:path'
import { TextDecoder } from 'node:util'
import { blankCell, type CellValue } from '#shared/domain/cell.ts'
import { columnId } from '#shared/domain/ids.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { ColumnInfo, PreambleCell } from '#shared/domain/sheet.ts'
import { emptyFile } from '#shared/issues/empty-file.ts'
import { raggedRows } from '#shared/issues/ragged-rows.ts'
import { renamedColumns } from '#shared/issues/renamed-columns.ts'
import { replacedCharacters } from '#shared/issues/replaced-characters.ts'
import { nameColumns } from '../column-names.ts'
import { refuse } from '../import-refusal.ts'
import type { SheetImport } from '../import-sheet.ts'
import type { CsvDialect, ImportedSheet } from '../imported.ts'
import { noDetails } from '../workbook-reader.ts'
import { type ColumnGuess, IrregularText, type LoadableText, loadText } from './load-text.ts'
import { localDateType, readLocalDates } from './local-dates.ts'
import { modalWidth, normalizeText } from './normalize-text.ts'
import { usualDecimals } from './plain-spelling.ts'
import { sniffDialect, type TextSample } from './sniff-dialect.ts'
import type { StagingArea } from './staged-file.ts'
import { guessEncoding } from './text-encoding.ts'
import { narrowestType, type TextType, textToCell } from './text-value.ts'
import { transcodeText } from './transcode-text.ts'

const sampleBytes = 2 ** 20

/** Reads the beginning of a text file and works out how the rest is to be read. */
export async function sampleText(
  path: string,
  isWholeUtf8: boolean,
  given: Partial<CsvDialect>,
): Promise<TextSample> {
  const { head, isWhole } = await readTextHead(path)
  return sampleOfHead(head, isWhole, isWholeUtf8, given)
}

/** The first bytes of a text file; `isWhole` where there are no more. */
export async function readTextHead(path: string): Promise<{ head: Buffer; isWhole: boolean }> {
  const handle = await open(path)
  try {
    const buffer = Buffer.alloc(sampleBytes)
    const { bytesRead } = await handle.read(buffer, 0, sampleBytes, 0)
    return { head: buffer.subarray(0, bytesRead), isWhole: bytesRead < sampleBytes }
  } finally {
    await handle.close()
  }
}

export function sampleOfHead(
  head: Buffer,
  isWhole: boolean,
  isWholeUtf8: boolean,
  given: Partial<CsvDialect>,
): TextSample {
  const encoding = given.encoding ?? guessEncoding(head, isWholeUtf8).encoding
  return sniffDialect(new TextDecoder(encoding).decode(head), isWhole, encoding, given)
}

/** The types that the columns of a sample would have, as far as it shows; undefined for what is blank in it. */
export function columnTypes(sample: TextSample): (TextType | undefined)[] {
  const { decimalMark, headerRow, dateOrder = 'year' } = sample.dialect
  const data = sample.records.slice(headerRow)
  return Array.from({ length: sample.width }, (_, at) => {
    const texts = data.map((record) => record[at] ?? '')
    const type = narrowestType(texts, decimalMark)
    return type === 'text' ? (localDateType(texts, dateOrder) ?? type) : type
  })
}

/** A text file whose beginning has been looked at. */
export interface TextSource {
  readonly path: string
  /** Its name as the user knows it. */
  readonly file: string
  readonly sample: TextSample
  readonly isUtf8: boolean
  /** Where `isUtf8` is a hope so far: comes to an end when it is known to be true, and throws where it is not. */
  readonly confirmUtf8?: () => Promise<void>
}

/** Loads a text file into a table; the database's own reader does it where the file keeps to the rules. */
export async function importText(
  source: TextSource,
  staging: StagingArea,
  request: SheetImport,
): Promise<ImportedSheet> {
  const { file, sample } = source
  const { connection, table, signal, onProgress } = request
  const name = parse(file.replace(/\.gz$/i, '')).name
  if (sample.records.length === 0) refuse(emptyFile(file))
  onProgress?.({ sheet: name, rows: 0 })
  const problems: Problem[] = []
  const path = await asUtf8(source, staging, name, problems, signal)
  const stop = (): void => connection.interrupt()
  signal?.addEventListener('abort', stop)
  let types: readonly TextType[]
  try {
    const loaded = await load({ ...source, path }, staging, name, problems, request)
    types = await readLocalDates(connection, table, loaded, sample.dialect.dateOrder ?? 'year')
  } finally {
    signal?.removeEventListener('abort', stop)
  }
  signal?.throwIfAborted()
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)
  const rowCount = Number(counted.getRows()[0]?.[0] ?? 0)
  onProgress?.({ sheet: name, rows: rowCount, fraction: 1 })
  return { ...describeText(name, table, sample, types, problems), rowCount }
}

async function asUtf8(
  { path, sample, isUtf8 }: TextSource,
  staging: StagingArea,
  sheet: string,
  problems: Problem[],
  signal: AbortSignal | undefined,
): Promise<string> {
  const { encoding } = sample.dialect
  if (encoding === 'utf-8' && isUtf8) return staging.admit(path, '.csv')
  const target = staging.reserve('.csv')
  const replaced = await transcodeText(path, target, encoding, signal)
  if (replaced > 0) problems.push(replacedCharacters(sheet, encoding, replaced))
  return target
}

/** First strictly; a file with ragged rows or odd quotes is put in order by the lenient reader, and loaded then. */
async function load(
  { path, sample, confirmUtf8 }: TextSource,
  staging: StagingArea,
  sheet: string,
  problems: Problem[],
  request: SheetImport,
): Promise<TextType[]> {
  const { connection, table, signal } = request
  const { delimiter, quote, decimalMark, headerRow } = sample.dialect
  const data = sample.records.slice(headerRow)
  const width = headerRow > 0 ? (sample.records[headerRow - 1]?.length ?? 1) : modalWidth(data)
  const guess = (columns: number) =>
    Array.from({ length: columns }, (_, at): ColumnGuess => {
      const texts = data.map((record) => record[at] ?? '')
      return { type: narrowestType(texts, decimalMark), decimals: usualDecimals(texts, decimalMark) }
    })
  const strictly = async (
    text: Omit<LoadableText, 'padsRows'>,
    columns: number,
  ): Promise<TextType[] | undefined> => {
    try {
      return await loadText(connection, table, { ...text, padsRows: false }, guess(columns))
    } catch (error) {
      signal?.throwIfAborted()
      await connection.run(`DROP TABLE IF EXISTS ${table}`)
      if (!(error instanceof IrregularText)) throw error
      return undefined
    }
  }
  const isRegular = !sample.isIrregular && data.every((record) => record.length === width) && data.length > 0
  const regular = isRegular
    ? await strictly({ path, delimiter, quote, decimalMark, linesToSkip: sample.linesToData }, width)
    : undefined
  if (regular !== undefined) return regular
  await confirmUtf8?.()
  const target = staging.reserve('.csv')
  const utf8Sample = { ...sample, dialect: { ...sample.dialect, encoding: 'utf-8' } }
  const found = await normalizeText(path, target, utf8Sample, signal)
  if (found.raggedRows > 0) problems.push(raggedRows(sheet, found.raggedRows, found.firstRaggedRow))
  const text = { path: target, delimiter: ',', quote: '"', decimalMark, linesToSkip: 0 }
  const even = found.isEven ? await strictly(text, found.width) : undefined
  return even ?? loadText(connection, table, { ...text, padsRows: true }, guess(found.width))
}

function describeText(
  name: string,
  table: string,
  sample: TextSample,
  types: readonly TextType[],
  problems: readonly Problem[],
): Omit<ImportedSheet, 'rowCount'> {
  const { headerRow, decimalMark } = sample.dialect
  const headerCells = sample.records[headerRow - 1] ?? []
  const header = (column: number): CellValue => {
    const text = headerRow > 0 ? (headerCells[column - 1] ?? '') : ''
    return text === '' ? blankCell : { kind: 'text', value: text }
  }
  const numbers = types.map((_, index) => index + 1)
  const { names, renamed } = nameColumns(numbers, header, headerRow > 0)
  const columns = numbers.map(
    (column, at): ColumnInfo => ({
      id: columnId(column),
      name: names[at] ?? '',
      type: types[at] ?? 'text',
      mixed: false,
      number: column,
      sourceColumn: column,
      hidden: false,
    }),
  )
  return {
    ...noDetails,
    name,
    table,
    state: 'visible',
    headerRow,
    columns,
    rowsToNumberFrom: headerRow + 1,
    preamble: preambleOf(sample, decimalMark),
    problems: renamed.length > 0 ? [...problems, renamedColumns(name, renamed)] : problems,
  }
}

function preambleOf(sample: TextSample, mark: '.' | ','): PreambleCell[] {
  return sample.records.slice(0, sample.dialect.headerRow).flatMap((record, index) =>
    record.flatMap((text, at): PreambleCell[] => {
      const value = textToCell(text, mark)
      return value.kind === 'blank' ? [] : [{ row: index + 1, column: at + 1, value }]
    }),
  )
}
