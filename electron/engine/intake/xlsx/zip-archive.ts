import type { FileHandle } from 'node:fs/promises'
import { pipeline, Readable, type TransformOptions } from 'node:stream'
import { createInflateRaw, type InflateRaw, type ZlibOptions } from 'node:zlib'
import { damagedFile } from '#shared/issues/damaged-file.ts'
import { encryptedFile } from '#shared/issues/encrypted-file.ts'
import { tooLargeFile } from '#shared/issues/too-large-file.ts'
import { truncatedFile } from '#shared/issues/truncated-file.ts'
import { unsafeFile } from '#shared/issues/unsafe-file.ts'
import { unsupportedFile } from '#shared/issues/unsupported-file.ts'
import type { ImportLimits } from '../import-limits.ts'
import { refuse } from '../import-refusal.ts'

export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  readonly compressedBytes: number
  readonly bytes: number
  readonly headerOffset: number
}

/** A zip file opened for random access through its central directory; nothing is held but the directory. */
export interface ZipArchive {
  readonly file: string
  readonly entries: readonly ZipEntry[]
  /** By name, whatever its letter case, slashes of either kind, with or without a leading slash. */
  find(name: string): ZipEntry | undefined
  /** The inflated bytes, in pieces; refuses past `limitBytes` and where the compression ratio is absurd. */
  inflate(entry: ZipEntry, limitBytes: number, signal?: AbortSignal): AsyncGenerator<Buffer>
  /** The inflated bytes, whole. */
  read(entry: ZipEntry, limitBytes: number): Promise<Buffer>
}

const endRecordSignature = 0x06054b50
const zip64LocatorSignature = 0x07064b50
const zip64EndRecordSignature = 0x06064b50
const directorySignature = 0x02014b50
const localSignature = 0x04034b50
const endRecordBytes = 22
const longestComment = 0xffff
const pieceBytes = 256 * 1024
/** Inflated pieces that wait while earlier ones are scanned, so that inflating, in its own thread, need not. */
const readAheadPieces = 4
/** Each piece is a step between two threads, so fewer and larger ones suit a busy machine. */
const inflatedPieceBytes = 2 ** 20
const largestDirectoryBytes = 64 * 2 ** 20

const normalName = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()

/** Opens the archive; the caller keeps the handle open as long as it reads. */
export async function openZip(handle: FileHandle, file: string, limits: ImportLimits): Promise<ZipArchive> {
  const fileBytes = (await handle.stat()).size
  const entries = await readDirectory(handle, fileBytes, file)
  const byName = new Map<string, ZipEntry>()
  for (const entry of entries) {
    const name = normalName(entry.name)
    if (!byName.has(name)) byName.set(name, entry)
  }
  const inflate: ZipArchive['inflate'] = (entry, limitBytes, signal) =>
    inflateEntry(handle, file, entry, limitBytes, limits, signal)
  return {
    file,
    entries,
    find: (name) => byName.get(normalName(name)),
    inflate,
    async read(entry, limitBytes) {
      const pieces: Buffer[] = []
      for await (const piece of inflate(entry, limitBytes)) pieces.push(piece)
      return Buffer.concat(pieces)
    },
  }
}

async function readAt(handle: FileHandle, offset: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes)
  const { bytesRead } = await handle.read(buffer, 0, bytes, offset)
  return buffer.subarray(0, bytesRead)
}

async function readDirectory(handle: FileHandle, fileBytes: number, file: string): Promise<ZipEntry[]> {
  const tailBytes = Math.min(fileBytes, endRecordBytes + longestComment)
  const tail = await readAt(handle, fileBytes - tailBytes, tailBytes)
  const end = findEndRecord(tail)
  if (end === undefined) refuse(truncatedFile(file, 'no end-of-directory record'))
  let count = tail.readUInt16LE(end + 10)
  let directoryBytes = tail.readUInt32LE(end + 12)
  let directoryOffset = tail.readUInt32LE(end + 16)
  const isWide = count === 0xffff || directoryBytes === 0xffffffff || directoryOffset === 0xffffffff
  if (isWide) {
    const record = await readZip64Record(handle, tail, end)
    if (record !== undefined) {
      count = Number(record.readBigUInt64LE(32))
      directoryBytes = Number(record.readBigUInt64LE(40))
      directoryOffset = Number(record.readBigUInt64LE(48))
    }
  }
  // Bytes before the archive, such as a program that unpacks itself, move everything behind them.
  const endOffset = fileBytes - tailBytes + end
  const shift = isWide ? 0 : endOffset - directoryBytes - directoryOffset
  if (shift < 0 || directoryOffset + directoryBytes > fileBytes || directoryBytes > largestDirectoryBytes) {
    refuse(truncatedFile(file, 'the directory lies outside the file'))
  }
  const directory = await readAt(handle, directoryOffset + shift, directoryBytes)
  return parseDirectory(directory, count, shift, file)
}

function findEndRecord(tail: Buffer): number | undefined {
  for (let at = tail.length - endRecordBytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) === endRecordSignature) return at
  }
  return undefined
}

async function readZip64Record(handle: FileHandle, tail: Buffer, end: number): Promise<Buffer | undefined> {
  const locator = end - 20
  if (locator < 0 || tail.readUInt32LE(locator) !== zip64LocatorSignature) return undefined
  const record = await readAt(handle, Number(tail.readBigUInt64LE(locator + 8)), 56)
  return record.length === 56 && record.readUInt32LE(0) === zip64EndRecordSignature ? record : undefined
}

function parseDirectory(directory: Buffer, count: number, shift: number, file: string): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  while (entries.length < count) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== directorySignature) {
      refuse(damagedFile(file, 'its list of parts is broken', `directory entry ${entries.length}`))
    }
    const flags = directory.readUInt16LE(at + 8)
    const nameBytes = directory.readUInt16LE(at + 28)
    const extraBytes = directory.readUInt16LE(at + 30)
    const commentBytes = directory.readUInt16LE(at + 32)
    const extra = directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
      method: directory.readUInt16LE(at + 10),
      encrypted: (flags & 1) === 1,
      ...readSizes(directory, at, shift, extra),
    })
    at += 46 + nameBytes + extraBytes + commentBytes
  }
  return entries
}

/** Sizes and offset of an entry; where 32 bits do not hold them they stand in the zip64 extra field, in this order. */
function readSizes(directory: Buffer, at: number, shift: number, extra: Buffer) {
  let bytes = directory.readUInt32LE(at + 24)
  let compressedBytes = directory.readUInt32LE(at + 20)
  let headerOffset = directory.readUInt32LE(at + 42)
  for (let field = 0; field + 4 <= extra.length; field += 4 + extra.readUInt16LE(field + 2)) {
    if (extra.readUInt16LE(field) !== 1) continue
    let value = field + 4
    const next = (): number => {
      const read = value + 8 <= extra.length ? Number(extra.readBigUInt64LE(value)) : 0
      value += 8
      return read
    }
    if (bytes === 0xffffffff) bytes = next()
    if (compressedBytes === 0xffffffff) compressedBytes = next()
    if (headerOffset === 0xffffffff) headerOffset = next()
  }
  return { bytes, compressedBytes, headerOffset: headerOffset + shift }
}

/**
 * Gives its pieces one by one; as a stream of bytes it would copy all that wait into one. The options are passed on to
 * the stream under it, although their type leaves that out.
 */
function createInflater(): InflateRaw {
  const options: ZlibOptions & TransformOptions = {
    chunkSize: inflatedPieceBytes,
    readableObjectMode: true,
    readableHighWaterMark: readAheadPieces,
  }
  return createInflateRaw(options)
}

async function* readPieces(handle: FileHandle, start: number, bytes: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < bytes; ) {
    const piece = await readAt(handle, start + done, Math.min(pieceBytes, bytes - done))
    if (piece.length === 0) return
    done += piece.length
    yield piece
  }
}

async function* inflateEntry(
  handle: FileHandle,
  file: string,
  entry: ZipEntry,
  limitBytes: number,
  limits: ImportLimits,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  if (entry.encrypted) refuse(encryptedFile(file))
  if (entry.method !== 0 && entry.method !== 8) {
    refuse(
      unsupportedFile(
        file,
        'it is compressed in a way that spreadsheet programs do not use',
        `method ${entry.method}`,
      ),
    )
  }
  const header = await readAt(handle, entry.headerOffset, 30)
  if (header.length < 30 || header.readUInt32LE(0) !== localSignature) {
    refuse(damagedFile(file, `its part ${entry.name} is not where it should be`))
  }
  const start = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (entry.compressedBytes === 0) return
  const source = Readable.from(readPieces(handle, start, entry.compressedBytes), { objectMode: false })
  const stream = entry.method === 0 ? source : pipeline(source, createInflater(), () => {})
  let inflated = 0
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      signal?.throwIfAborted()
      inflated += piece.length
      checkSize(file, entry, inflated, limitBytes, limits)
      yield piece
    }
  } catch (cause) {
    if (!isInflateError(cause)) throw cause
    refuse(damagedFile(file, `its part ${entry.name} cannot be unpacked`, String(cause)))
  } finally {
    source.destroy()
    stream.destroy()
  }
  if (inflated < entry.bytes) {
    refuse(
      damagedFile(
        file,
        `its part ${entry.name} is not of the size it should be`,
        `${inflated} of ${entry.bytes} bytes`,
      ),
    )
  }
}

function checkSize(
  file: string,
  entry: ZipEntry,
  inflated: number,
  limitBytes: number,
  limits: ImportLimits,
): void {
  if (inflated > limits.ratioFloorBytes && inflated > entry.compressedBytes * limits.compressionRatio) {
    refuse(
      unsafeFile(
        file,
        `its part ${entry.name} unpacks to more than ${limits.compressionRatio} times its size`,
      ),
    )
  }
  if (inflated > limitBytes) {
    refuse(
      tooLargeFile(
        file,
        `its part ${entry.name} is larger than ${Math.round(limitBytes / 2 ** 20)} MB unpacked`,
      ),
    )
  }
}

const isInflateError = (cause: unknown): boolean =>
  cause instanceof Error &&
  'code' in cause &&
  /^(Z_|ERR_STREAM_PREMATURE_CLOSE|ERR_ZLIB)/.test(String(cause.code))
