import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import type { SourceFormat } from '#shared/domain/sheet.ts'

/** What the first bytes of a file are; how a zip is told apart needs its directory, see `packageFormat`. */
export type FileKind =
  | { readonly kind: 'zip' }
  | { readonly kind: 'compound' }
  | { readonly kind: 'gzip' }
  | { readonly kind: 'parquet' }
  | { readonly kind: 'json' }
  | { readonly kind: 'markup' }
  | { readonly kind: 'oldExcel' }
  | { readonly kind: 'text' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'other'; readonly name?: string }

const headBytes = 4096

const signatures: readonly { readonly bytes: readonly number[]; readonly kind: FileKind }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], kind: { kind: 'zip' } },
  { bytes: [0x50, 0x4b, 0x05, 0x06], kind: { kind: 'zip' } },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], kind: { kind: 'compound' } },
  { bytes: [0x1f, 0x8b], kind: { kind: 'gzip' } },
  { bytes: [0x50, 0x41, 0x52, 0x31], kind: { kind: 'parquet' } },
  { bytes: [0x25, 0x50, 0x44, 0x46], kind: { kind: 'other', name: 'a PDF document' } },
  { bytes: [0x89, 0x50, 0x4e, 0x47], kind: { kind: 'other', name: 'a picture' } },
  { bytes: [0xff, 0xd8, 0xff], kind: { kind: 'other', name: 'a picture' } },
  { bytes: [0x47, 0x49, 0x46, 0x38], kind: { kind: 'other', name: 'a picture' } },
  { bytes: [0x52, 0x61, 0x72, 0x21], kind: { kind: 'other', name: 'a RAR archive' } },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], kind: { kind: 'other', name: 'a 7-Zip archive' } },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], kind: { kind: 'other', name: 'a program' } },
  { bytes: [0x4d, 0x5a, 0x90], kind: { kind: 'other', name: 'a program' } },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], kind: { kind: 'other', name: 'an SQLite database' } },
  // BIFF2 to BIFF4 worksheets begin with a BOF record of their own, outside any container.
  { bytes: [0x09, 0x00, 0x04, 0x00], kind: { kind: 'oldExcel' } },
  { bytes: [0x09, 0x02, 0x06, 0x00], kind: { kind: 'oldExcel' } },
  { bytes: [0x09, 0x04, 0x06, 0x00], kind: { kind: 'oldExcel' } },
]

/** Looks at the first bytes of the file; the name decides only between text and JSON. */
export async function detectFileKind(path: string, name: string): Promise<FileKind> {
  const handle = await open(path)
  try {
    const buffer = Buffer.alloc(headBytes)
    const { bytesRead } = await handle.read(buffer, 0, headBytes, 0)
    return kindOfBytes(buffer.subarray(0, bytesRead), name)
  } finally {
    await handle.close()
  }
}

export function kindOfBytes(head: Buffer, name: string): FileKind {
  if (head.length === 0) return { kind: 'empty' }
  const found = signatures.find(({ bytes }) => bytes.every((byte, at) => head[at] === byte))
  if (found !== undefined) return found.kind
  if (!isText(head)) return { kind: 'other' }
  const start = head
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
  const extension = extname(name).toLowerCase()
  if (/^\.(json|jsonl|ndjson)$/.test(extension) && /^[[{]/.test(start)) return { kind: 'json' }
  if (/^<(\?xml|!doctype|html|table|workbook)/i.test(start)) return { kind: 'markup' }
  return { kind: 'text' }
}

/** True for bytes that are text in some encoding: no zero bytes but those of UTF-16, few control characters. */
function isText(head: Buffer): boolean {
  const hasUtf16Mark = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  if (hasUtf16Mark) return true
  const zeros = [0, 0]
  let controls = 0
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
    else if (byte < 32 && ![9, 10, 12, 13, 26, 27].includes(byte)) controls += 1
  })
  const [even = 0, odd = 0] = zeros
  // UTF-16 without a mark: every other byte of plain letters is zero.
  const isUtf16 = even + odd > head.length / 4 && Math.min(even, odd) * 20 < Math.max(even, odd)
  return controls * 50 <= head.length && (even + odd === 0 || isUtf16)
}

/** Tells packages apart by the names of their parts and the content type of the workbook. */
export function packageFormat(partNames: readonly string[], contentTypes: string): SourceFormat | undefined {
  const names = partNames.map((name) => name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase())
  // Some libraries give the extension .bin this type in every workbook they write; only a part's own type tells.
  const ownTypes = contentTypes.replace(/<(?:\w+:)?Default\b[^>]*>/g, '')
  if (/sheet\.binary\.macroenabled\.main/i.test(ownTypes) || names.includes('xl/workbook.bin')) return 'xlsb'
  if (/opendocument\.spreadsheet/i.test(contentTypes)) return 'ods'
  if (/spreadsheetml\.template\.main|excel\.template\.macroenabled\.main/i.test(contentTypes)) return 'xltx'
  if (/excel\.sheet\.macroenabled\.main|excel\.addin\.macroenabled\.main/i.test(contentTypes)) return 'xlsm'
  if (/spreadsheetml\.sheet\.main/i.test(contentTypes) || names.some((name) => name.startsWith('xl/')))
    return 'xlsx'
  if (names.includes('content.xml') && names.includes('meta-inf/manifest.xml')) return 'ods'
  return undefined
}

/** What a package that is no workbook is, for the message. */
export function describePackage(partNames: readonly string[]): string | undefined {
  const has = (prefix: string) => partNames.some((name) => name.toLowerCase().startsWith(prefix))
  if (has('word/')) return 'a Word document'
  if (has('ppt/')) return 'a PowerPoint presentation'
  if (has('index/')) return 'an Apple Numbers document (export it as Excel or CSV)'
  return partNames.length > 0 ? 'a zip archive without a workbook in it' : undefined
}
