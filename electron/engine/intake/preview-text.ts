import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { fail, type Result, succeed } from '#shared/domain/result.ts'
import type { ColumnType } from '#shared/domain/sheet.ts'
import { notAWorkbook } from '#shared/issues/not-a-workbook.ts'
import { columnTypes, readTextHead, sampleOfHead } from './csv/import-text.ts'
import { createUtf8Check } from './csv/text-encoding.ts'
import { detectFileKind } from './detect-format.ts'
import { problemOfError } from './error-problem.ts'
import { refuse } from './import-refusal.ts'
import type { CsvDialect } from './imported.ts'

/** The beginning of a text file as it would be read. */
export interface TextPreview {
  readonly dialect: CsvDialect
  /** The first records, the header's and what stands above it included. */
  readonly records: readonly (readonly string[])[]
  /** The type of each column, as far as the beginning shows it. */
  readonly types: readonly ColumnType[]
}

const previewRecords = 100

/**
 * Shows how a text file, packed by gzip or not, would be read, with the parts of the dialect that the user has chosen;
 * the rest is guessed. It looks at the beginning only, so it takes no longer for a large file.
 */
export async function previewText(
  path: string,
  chosen: Partial<CsvDialect> = {},
): Promise<Result<TextPreview>> {
  const file = basename(path)
  try {
    const { kind } = await detectFileKind(path, file)
    if (kind !== 'text' && kind !== 'gzip') refuse(notAWorkbook(file, 'not a plain text file'))
    const { head, isWhole } = kind === 'gzip' ? await unpackedHead(path) : await readTextHead(path)
    const sample = sampleOfHead(head, isWhole, isUtf8(head), chosen)
    return succeed({
      dialect: sample.dialect,
      records: sample.records.slice(0, previewRecords),
      types: columnTypes(sample).map((type) => type ?? 'text'),
    })
  } catch (error) {
    return fail(problemOfError(error, file))
  }
}

/** True where the bytes are UTF-8 but for a last character that may be cut off. */
function isUtf8(head: Buffer): boolean {
  return [0, 1, 2, 3].some((cut) => {
    const part = createUtf8Check()
    part.push(head.subarray(0, head.length - cut))
    return part.end()
  })
}

const unpackedBytes = 2 ** 20

async function unpackedHead(path: string): Promise<{ head: Buffer; isWhole: boolean }> {
  const stream = pipeline(createReadStream(path), createGunzip(), () => {})
  const pieces: Buffer[] = []
  let length = 0
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      pieces.push(piece)
      length += piece.length
      if (length >= unpackedBytes) break
    }
  } finally {
    stream.destroy()
  }
  return { head: Buffer.concat(pieces), isWhole: length < unpackedBytes }
}
