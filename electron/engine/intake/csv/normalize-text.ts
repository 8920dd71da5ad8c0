import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { TextDecoder } from 'node:util'
import { createCsvRecords, isBlankRecord } from './csv-records.ts'
import type { TextSample } from './sniff-dialect.ts'

const pieceBytes = 2 ** 20

/** What the lenient reader met on its way through the whole file. */
export interface NormalizedText {
  /** Cells of the widest record, empty ones at its end left out. */
  readonly width: number
  readonly raggedRows: number
  /** 1-based record number of the first ragged one; 0 where there is none. */
  readonly firstRaggedRow: number
  readonly records: number
  /** All lines that were written have as many cells, and none is longer than the database takes of itself. */
  readonly isEven: boolean
}

/** Characters of a line that the database certainly takes: it takes two million bytes. */
const longestPlainLine = 600_000

/** Decoded text of a file, piece by piece; what means nothing in the encoding becomes U+FFFD. */
export async function* decodedText(
  path: string,
  encoding: string,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) {
    signal?.throwIfAborted()
    yield decoder.decode(piece, { stream: true })
  }
  yield decoder.decode()
}

/** All records of a text file, whatever their form; blank lines are left out. */
export async function* textRecords(
  path: string,
  sample: TextSample,
  signal?: AbortSignal,
): AsyncGenerator<string[][]> {
  const { encoding, delimiter, quote } = sample.dialect
  const reader = createCsvRecords({ delimiter, quote })
  let isFirst = true
  const withoutBlank = (records: string[][]): string[][] => {
    const kept = records.filter((record) => !isBlankRecord(record))
    const first = kept[0]?.[0]
    if (isFirst && kept.length > 0) {
      isFirst = false
      if (/^sep=$|^sep=.$/i.test(first ?? '')) kept.shift()
    }
    return kept
  }
  for await (const text of decodedText(path, encoding, signal)) yield withoutBlank(reader.push(text))
  yield withoutBlank(reader.end())
}

/**
 * Writes the data records of a file as strict UTF-8 CSV without a header, the short ones filled with blanks up to the
 * usual width, and reports what was irregular.
 */
export async function normalizeText(
  path: string,
  target: string,
  sample: TextSample,
  signal?: AbortSignal,
): Promise<NormalizedText> {
  const { headerRow } = sample.dialect
  const expected = headerRow > 0 ? (sample.records[headerRow - 1]?.length ?? 0) : modalWidth(sample.records)
  let width = 0
  let number = 0
  let raggedRows = 0
  let firstRaggedRow = 0
  let longestLine = 0
  const handle = await open(target, 'w')
  try {
    for await (const records of textRecords(path, sample, signal)) {
      let lines = ''
      for (const record of records) {
        number += 1
        if (number <= headerRow) continue
        const cells = filledCells(record)
        width = Math.max(width, cells)
        if (record.length < expected || cells > expected) {
          raggedRows += 1
          if (firstRaggedRow === 0) firstRaggedRow = number
        }
        const line = lineOf(record, Math.max(1, expected, cells))
        longestLine = Math.max(longestLine, line.length)
        lines += line
      }
      await handle.write(lines)
    }
  } finally {
    await handle.close()
  }
  // A blank cell alone in its line is a blank line, which a strict reader passes over.
  const isEven = expected > 1 && width <= expected && longestLine <= longestPlainLine
  return { width: Math.max(width, expected), raggedRows, firstRaggedRow, records: number, isEven }
}

function lineOf(record: readonly string[], cells: number): string {
  let line = quoted(record[0] ?? '')
  for (let at = 1; at < cells; at++) line += `,${quoted(record[at] ?? '')}`
  return `${line}\n`
}

const needsQuotes = /[",\r\n]/

const quoted = (cell: string): string => (needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

function filledCells(record: readonly string[]): number {
  let cells = record.length
  while (cells > 0 && record[cells - 1] === '') cells--
  return cells
}

/** The number of cells that most records have. */
export function modalWidth(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1)
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), [0, 0])[0]
}
