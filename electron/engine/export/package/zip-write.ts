/**
 * Writes a zip package: stored bytes of untouched entries as they are, new entries deflated, always in the same
 * order and with the same bytes for the same input. Zip64 records are written only where sizes ask for them.
 */
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'
import type { ZipEntry } from './zip-read.ts'

const max32 = 0xffffffff
const max16 = 0xffff
const utf8Flag = 0x800
/** The only flag bits that still hold once sizes stand in the header: compression level and UTF-8 names. */
const keptFlags = 0x806
const deflateLevel = 6
/** For sheets, which can be large: a sixth of the time for a tenth more bytes. */
const streamDeflateLevel = 4

/** An entry to be written; its data may be in pieces. */
export interface ZipPart {
  readonly rawName: Uint8Array
  readonly flags: number
  readonly method: number
  readonly time: number
  readonly date: number
  readonly crc: number
  readonly size: number
  readonly versionMadeBy: number
  readonly externalAttributes: number
  readonly pieces: readonly Uint8Array[]
}

/** What a new entry's data become once packed. */
export interface PackedData {
  readonly method: number
  readonly crc: number
  readonly size: number
  readonly pieces: readonly Uint8Array[]
}

/** An entry that is copied as it is stored. */
export const copiedPart = (entry: ZipEntry): ZipPart => ({
  ...entry,
  pieces: [entry.data],
})

export function packBytes(data: Uint8Array): PackedData {
  const deflated = deflateRawSync(data, { level: deflateLevel })
  return {
    method: 8,
    crc: crc32(data),
    size: data.length,
    pieces: [deflated],
  }
}

/** Packs text that comes in pieces, so that a large sheet is never held unpacked. */
export async function packPieces(pieces: AsyncIterable<string>): Promise<PackedData> {
  const deflate = createDeflateRaw({
    level: streamDeflateLevel,
    chunkSize: 64 * 1024,
  })
  const packed: Uint8Array[] = []
  deflate.on('data', (piece: Buffer) => packed.push(piece))
  const ended = new Promise<void>((resolve, reject) => {
    deflate.on('end', resolve)
    deflate.on('error', reject)
  })
  let crc = 0
  let size = 0
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece, 'utf8')
    crc = crc32(bytes, crc)
    size += bytes.length
    if (!deflate.write(bytes)) {
      await new Promise<void>((resolve) => deflate.once('drain', resolve))
    }
  }
  deflate.end()
  await ended
  return { method: 8, crc, size, pieces: packed }
}

/** A new entry, or one that takes the place of `replaced` and then keeps its name as stored. */
export function newPart(name: string, data: PackedData, timestamp: Date, replaced?: ZipEntry): ZipPart {
  const rawName = replaced?.rawName ?? Buffer.from(name, 'utf8')
  const isAscii = rawName.every((byte) => byte < 0x80)
  return {
    rawName,
    flags: replaced?.flags ?? (isAscii ? 0 : utf8Flag),
    ...dosTime(timestamp),
    versionMadeBy: replaced?.versionMadeBy ?? 20,
    externalAttributes: replaced?.externalAttributes ?? 0,
    ...data,
  }
}

/** A zip's own clock: two-second steps since 1980, without a zone; UTC here, so that no machine's zone shows. */
function dosTime(timestamp: Date): { time: number; date: number } {
  const year = Math.min(Math.max(timestamp.getUTCFullYear(), 1980), 2107)
  return {
    time:
      (timestamp.getUTCHours() << 11) | (timestamp.getUTCMinutes() << 5) | (timestamp.getUTCSeconds() >> 1),
    date: ((year - 1980) << 9) | ((timestamp.getUTCMonth() + 1) << 5) | timestamp.getUTCDate(),
  }
}

/** The whole package as pieces; nothing of the untouched data is copied in memory. */
export function writeZip(parts: readonly ZipPart[]): Uint8Array[] {
  const pieces: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const part of parts) {
    const stored = lengthOf(part.pieces)
    const header = localHeader(part, stored)
    directory.push(centralHeader(part, stored, offset))
    pieces.push(header, ...part.pieces)
    offset += header.length + stored
  }
  const directorySize = lengthOf(directory)
  pieces.push(...directory)
  pieces.push(endRecords(parts.length, directorySize, offset))
  return pieces
}

const lengthOf = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((sum, piece) => sum + piece.length, 0)

const isLarge = (...sizes: number[]): boolean => sizes.some((size) => size >= max32)

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(8 * values.length, 2)
  values.forEach((value, index) => {
    extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index)
  })
  return extra
}

function localHeader(part: ZipPart, stored: number): Buffer {
  const large = isLarge(part.size, stored)
  const extra = large ? zip64Extra([part.size, stored]) : Buffer.alloc(0)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(large ? 45 : 20, 4)
  header.writeUInt16LE(part.flags & keptFlags, 6)
  header.writeUInt16LE(part.method, 8)
  header.writeUInt16LE(part.time, 10)
  header.writeUInt16LE(part.date, 12)
  header.writeUInt32LE(part.crc, 14)
  header.writeUInt32LE(large ? max32 : stored, 18)
  header.writeUInt32LE(large ? max32 : part.size, 22)
  header.writeUInt16LE(part.rawName.length, 26)
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, part.rawName, extra])
}

function centralHeader(part: ZipPart, stored: number, offset: number): Buffer {
  const large = isLarge(part.size, stored, offset)
  const extra = large ? zip64Extra([part.size, stored, offset]) : Buffer.alloc(0)
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(part.versionMadeBy, 4)
  header.writeUInt16LE(large ? 45 : 20, 6)
  header.writeUInt16LE(part.flags & keptFlags, 8)
  header.writeUInt16LE(part.method, 10)
  header.writeUInt16LE(part.time, 12)
  header.writeUInt16LE(part.date, 14)
  header.writeUInt32LE(part.crc, 16)
  header.writeUInt32LE(large ? max32 : stored, 20)
  header.writeUInt32LE(large ? max32 : part.size, 24)
  header.writeUInt16LE(part.rawName.length, 28)
  header.writeUInt16LE(extra.length, 30)
  header.writeUInt32LE(part.externalAttributes, 38)
  header.writeUInt32LE(large ? max32 : offset, 42)
  return Buffer.concat([header, part.rawName, extra])
}

function endRecords(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  const large = isLarge(size, offset) || count >= max16
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(large ? max16 : count, 8)
  end.writeUInt16LE(large ? max16 : count, 10)
  end.writeUInt32LE(large ? max32 : size, 12)
  end.writeUInt32LE(large ? max32 : offset, 16)
  if (!large) return end
  const zip64End = Buffer.alloc(56)
  zip64End.writeUInt32LE(0x06064b50, 0)
  zip64End.writeBigUInt64LE(44n, 4)
  zip64End.writeUInt16LE(45, 12)
  zip64End.writeUInt16LE(45, 14)
  zip64End.writeBigUInt64LE(BigInt(count), 24)
  zip64End.writeBigUInt64LE(BigInt(count), 32)
  zip64End.writeBigUInt64LE(BigInt(size), 40)
  zip64End.writeBigUInt64LE(BigInt(offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(offset + size), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([zip64End, locator, end])
}
