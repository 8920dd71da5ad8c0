/**
 * Reads a zip package by its central directory, so that parts nobody touches can be copied as their stored bytes.
 * Copes with what real files have: bytes before the first entry, data descriptors, zip64, stored entries, names with
 * backslashes, no entries for folders. Source: PKWARE APPNOTE 6.3.10.
 */
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import { refuse } from './package-fault.ts'

const localSignature = 0x04034b50
const centralSignature = 0x02014b50
const endSignature = 0x06054b50
const zip64EndSignature = 0x06064b50
const zip64LocatorSignature = 0x07064b50
const endLength = 22
const longestComment = 0xffff
const compoundSignature = 0xd0cf11e0
const encryptedFlag = 0x1
const utf8Flag = 0x800
const max32 = 0xffffffff
const max16 = 0xffff

/** A part larger than this once unpacked is refused: no workbook has one, a zip bomb has. */
const largestPart = 4 * 1024 ** 3

/** One entry as the central directory describes it; `data` are its stored, usually deflated, bytes. */
export interface ZipEntry {
  readonly name: string
  readonly rawName: Uint8Array
  readonly flags: number
  readonly method: number
  readonly time: number
  readonly date: number
  readonly crc: number
  /** Bytes once unpacked. */
  readonly size: number
  readonly versionMadeBy: number
  readonly externalAttributes: number
  readonly data: Uint8Array
}

interface Directory {
  readonly start: number
  readonly count: number
  /** Bytes in front of the zip, which its own offsets do not count. */
  readonly prefix: number
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const damaged = (cause: string): never =>
  refuse(
    'damaged',
    'The workbook is damaged: its zip package cannot be read. Open it in Excel, save it again and retry.',
    { cause },
  )

/** The entries in the order of the central directory. */
export function readZip(bytes: Uint8Array): ZipEntry[] {
  const view = viewOf(bytes)
  const directory = findDirectory(bytes, view)
  const entries: ZipEntry[] = []
  let at = directory.start
  for (let index = 0; index < directory.count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== centralSignature) {
      return damaged(`central directory entry ${index} at ${at}`)
    }
    const { entry, next } = readEntry(bytes, view, at, directory.prefix)
    entries.push(entry)
    at = next
  }
  return entries
}

function findDirectory(bytes: Uint8Array, view: DataView): Directory {
  if (view.byteLength > 8 && view.getUint32(0, false) === compoundSignature) return refuseCompound(bytes)
  const last = view.byteLength - endLength
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (view.getUint32(at, true) !== endSignature) continue
    const directory = readEnd(view, at)
    if (directory !== undefined) return directory
  }
  if (view.byteLength > 4 && view.getUint32(0, true) === localSignature) {
    return refuse('truncated', 'The workbook is cut off: its end is missing. Get a complete copy and retry.')
  }
  return refuse('not_a_workbook', 'The file is not an Excel workbook package. Choose an .xlsx or .xlsm file.')
}

/** A compound file is either a workbook from before Excel 2007 or an encrypted one; a zip within it is not the workbook. */
function refuseCompound(bytes: Uint8Array): never {
  const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )
  if (isEncrypted) {
    return refuse('encrypted', 'The workbook is protected with a password. Save it without one and retry.')
  }
  return refuse(
    'unsupported',
    'An Excel 97-2003 workbook (.xls) cannot be annotated in place. Export it as a new .xlsx workbook.',
  )
}

function readEnd(view: DataView, end: number): Directory | undefined {
  let count = view.getUint16(end + 10, true)
  let size = view.getUint32(end + 12, true)
  let offset = view.getUint32(end + 16, true)
  let directoryEnd = end
  const locator = end - 20
  if (
    locator >= 0 &&
    view.getUint32(locator, true) === zip64LocatorSignature &&
    (count === max16 || size === max32 || offset === max32)
  ) {
    directoryEnd = lastSignature(view, zip64EndSignature, locator - 56)
    if (directoryEnd < 0) return undefined
    count = Number(view.getBigUint64(directoryEnd + 32, true))
    size = Number(view.getBigUint64(directoryEnd + 40, true))
    offset = Number(view.getBigUint64(directoryEnd + 48, true))
  }
  for (const start of [directoryEnd - size, offset]) {
    const fits = start >= 0 && start + 4 <= view.byteLength
    const isEmpty = count === 0
    if (fits && (isEmpty || view.getUint32(start, true) === centralSignature)) {
      return { start, count, prefix: start - offset }
    }
  }
  return undefined
}

function lastSignature(view: DataView, signature: number, from: number): number {
  for (let at = from; at >= Math.max(0, from - longestComment); at--) {
    if (view.getUint32(at, true) === signature) return at
  }
  return -1
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  prefix: number,
): { entry: ZipEntry; next: number } {
  const nameLength = view.getUint16(at + 28, true)
  const extraLength = view.getUint16(at + 30, true)
  const commentLength = view.getUint16(at + 32, true)
  const flags = view.getUint16(at + 8, true)
  const rawName = bytes.subarray(at + 46, at + 46 + nameLength)
  const sizes = readSizes(view, at, at + 46 + nameLength, extraLength)
  const header = sizes.offset + prefix
  if (header < 0 || header + 30 > bytes.length || view.getUint32(header, true) !== localSignature) {
    return damaged(`no local header at ${header}`)
  }
  const dataStart = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  if (dataStart + sizes.compressed > bytes.length) {
    return damaged(`entry at ${header} runs past the end`)
  }
  const entry: ZipEntry = {
    name: decodeName(rawName, flags),
    rawName,
    flags,
    method: view.getUint16(at + 10, true),
    time: view.getUint16(at + 12, true),
    date: view.getUint16(at + 14, true),
    crc: view.getUint32(at + 16, true),
    size: sizes.size,
    versionMadeBy: view.getUint16(at + 4, true),
    externalAttributes: view.getUint32(at + 38, true),
    data: bytes.subarray(dataStart, dataStart + sizes.compressed),
  }
  return { entry, next: at + 46 + nameLength + extraLength + commentLength }
}

function readSizes(
  view: DataView,
  at: number,
  extraStart: number,
  extraLength: number,
): { compressed: number; size: number; offset: number } {
  let compressed = view.getUint32(at + 20, true)
  let size = view.getUint32(at + 24, true)
  let offset = view.getUint32(at + 42, true)
  const end = Math.min(extraStart + extraLength, view.byteLength)
  for (let field = extraStart; field + 4 <= end; ) {
    const length = view.getUint16(field + 2, true)
    if (view.getUint16(field, true) === 1) {
      let value = field + 4
      const next = (): number => {
        const number = Number(view.getBigUint64(value, true))
        value += 8
        return number
      }
      if (size === max32) size = next()
      if (compressed === max32) compressed = next()
      if (offset === max32) offset = next()
    }
    field += 4 + length
  }
  return { compressed, size, offset }
}

function decodeName(rawName: Uint8Array, flags: number): string {
  if ((flags & utf8Flag) !== 0) return new TextDecoder().decode(rawName)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(rawName)
  } catch {
    return new TextDecoder('latin1').decode(rawName)
  }
}

function checkReadable(entry: ZipEntry): void {
  if ((entry.flags & encryptedFlag) !== 0) {
    refuse('encrypted', 'The workbook is protected with a password. Save it without one and retry.', {
      cause: entry.name,
    })
  }
  if (entry.method !== 0 && entry.method !== 8) {
    refuse(
      'unsupported',
      'The workbook is packed in a way that Tenure cannot read. Open it in Excel, save it again and retry.',
      { cause: `${entry.name}: method ${entry.method}` },
    )
  }
  if (entry.size > largestPart) {
    refuse('too_large', 'The workbook is too large once unpacked.', {
      cause: `${entry.name}: ${entry.size} bytes`,
    })
  }
}

/** The unpacked bytes of a small part, verified against its checksum. */
export function inflateEntry(entry: ZipEntry): Uint8Array {
  checkReadable(entry)
  if (entry.method === 0) return verified(entry, entry.data)
  try {
    const inflated = inflateRawSync(entry.data, {
      maxOutputLength: Math.max(1, entry.size),
    })
    return verified(entry, inflated)
  } catch (error) {
    return damaged(`${entry.name}: ${String(error)}`)
  }
}

function verified(entry: ZipEntry, data: Uint8Array): Uint8Array {
  if (data.length !== entry.size || crc32(data) !== entry.crc) {
    return damaged(`${entry.name}: checksum`)
  }
  return data
}

/** The unpacked bytes of a part in pieces, verified as they pass, so that no large part is held as a whole. */
export async function* inflatePieces(entry: ZipEntry): AsyncGenerator<Uint8Array> {
  checkReadable(entry)
  if (entry.method === 0) {
    yield verified(entry, entry.data)
    return
  }
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 })
  inflate.end(entry.data)
  let size = 0
  let crc = 0
  try {
    for await (const piece of inflate) {
      const bytes: Uint8Array = piece
      size += bytes.length
      crc = crc32(bytes, crc)
      if (size > entry.size) break
      yield bytes
    }
  } catch (error) {
    // Only what the unpacking itself throws stands here: a consumer's own fault passes through `return`.
    damaged(`${entry.name}: ${String(error)}`)
  }
  if (size !== entry.size || crc !== entry.crc) {
    damaged(`${entry.name}: checksum`)
  }
}
