import { findHeaderRow, type HeadRow } from '../header-row.ts'
import type { CsvDialect } from '../imported.ts'
import { createCsvRecords, isBlankRecord } from './csv-records.ts'
import { textToCell, textToNumber } from './text-value.ts'

/** Delimiters in the order of preference where two divide the text equally well. */
const delimiters = ['\t', ';', '|', ',', '\u0001', '\u001f', '^', '~'] as const
const leastConsistency = 0.5
const sampleRecords = 2000

/** A text file as its beginning shows it. */
export interface TextSample {
  readonly dialect: CsvDialect
  /** The first records, blank lines left out. */
  readonly records: readonly (readonly string[])[]
  /** Lines before the first data record, to be skipped by a reader that counts lines. */
  readonly linesToData: number
  /** Cells of the widest record. */
  readonly width: number
  /** True where some record breaks the rules, so that only the lenient reader gets it right. */
  readonly isIrregular: boolean
}

/** Works out delimiter, quote, decimal mark and header row from the beginning of a text; `given` parts are kept. */
export function sniffDialect(
  text: string,
  isWhole: boolean,
  encoding: string,
  given: Partial<CsvDialect>,
): TextSample {
  const directive = /^sep=(.)\r?\n/i.exec(text)
  const delimiter = given.delimiter ?? directive?.[1] ?? guessDelimiter(text, given.quote ?? '"')
  const quote = given.quote ?? guessQuote(text, delimiter)
  const { records, lineEnds, isIrregular } = readSample(text, isWhole, delimiter, quote, directive !== null)
  const decimalMark = given.decimalMark ?? guessDecimalMark(records, delimiter)
  const headerRow = given.headerRow ?? findHeaderRow(headRows(records, decimalMark))
  const firstDataLine = headerRow === 0 ? (directive === null ? 0 : 1) : (lineEnds[headerRow - 1] ?? 0)
  return {
    dialect: {
      delimiter,
      quote,
      encoding,
      decimalMark,
      headerRow,
      ...(given.dateOrder === undefined ? {} : { dateOrder: given.dateOrder }),
    },
    records,
    linesToData: firstDataLine,
    width: records.reduce((width, record) => Math.max(width, record.length), 0),
    isIrregular,
  }
}

function readSample(text: string, isWhole: boolean, delimiter: string, quote: string, hasDirective: boolean) {
  const reader = createCsvRecords({ delimiter, quote })
  const records: string[][] = []
  const lineEnds: number[] = []
  // Line by line, so that the line on which each record ends is known.
  for (const line of linesOf(text, isWhole)) {
    for (const record of reader.push(line)) {
      if (isBlankRecord(record) || (hasDirective && reader.lines === 1)) continue
      records.push(record)
      lineEnds.push(reader.lines)
    }
    if (records.length >= sampleRecords) break
  }
  if (isWhole && records.length < sampleRecords) {
    for (const record of reader.end()) {
      if (isBlankRecord(record)) continue
      records.push(record)
      lineEnds.push(reader.lines)
    }
  }
  return { records, lineEnds, isIrregular: reader.isIrregular || hasMixedLineEnds(text) }
}

/** Some lines end as on Windows and others do not, which the strict reader refuses. */
const hasMixedLineEnds = (text: string): boolean => text.includes('\r\n') && /[^\r]\n/.test(text)

/** Lines with their ends; of a text that is cut off, the last one is left out, unless it is the only one. */
function* linesOf(text: string, isWhole: boolean): Generator<string> {
  let last: string | undefined
  for (const [line] of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g)) {
    if (last !== undefined) yield last
    last = line
  }
  if (last !== undefined && (isWhole || last.length === text.length)) yield last
}

function guessDelimiter(text: string, quote: string): string {
  let best = ','
  let bestScore = leastConsistency
  for (const delimiter of delimiters) {
    if (!text.includes(delimiter)) continue
    const { records } = readSample(text.slice(0, 2 ** 17), false, delimiter, quote, false)
    const score = consistencyOf(
      records.length > 0 ? records : readSample(text, true, delimiter, quote, false).records,
    )
    if (score <= bestScore) continue
    best = delimiter
    bestScore = score
  }
  return best
}

/** Share of the records that have as many cells as most have; 0 where most have one. */
function consistencyOf(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1)
  const [usual = 1, count = 0] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), [1, 0])
  return usual < 2 ? 0 : count / records.length
}

function guessQuote(text: string, delimiter: string): string {
  const count = (quote: string): number =>
    timesIn(text, `${delimiter}${quote}`) + timesIn(text, `${quote}${delimiter}`)
  const single = count("'")
  return single > 20 && single > count('"') * 4 ? "'" : '"'
}

function timesIn(text: string, wanted: string): number {
  let times = 0
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) times += 1
  return times
}

function guessDecimalMark(records: readonly (readonly string[])[], delimiter: string): '.' | ',' {
  if (delimiter === ',') return '.'
  let commas = 0
  let points = 0
  for (const cell of records.flat()) {
    if (textToNumber(cell, ',') !== undefined && cell.includes(',')) commas++
    else if (textToNumber(cell, '.') !== undefined && cell.includes('.')) points++
  }
  return commas > points ? ',' : '.'
}

function headRows(records: readonly (readonly string[])[], mark: '.' | ','): HeadRow[] {
  return records.slice(0, 200).map((record, index) => ({
    row: index + 1,
    cells: new Map(record.map((text, at) => [at + 1, textToCell(text, mark)] as const)),
  }))
}
