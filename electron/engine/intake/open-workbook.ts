import { open } from 'node:fs/promises'
import { notAWorkbook } from '#shared/issues/not-a-workbook.ts'
import { unsupportedFile } from '#shared/issues/unsupported-file.ts'
import { describePackage, type FileKind, packageFormat } from './detect-format.ts'
import type { ImportLimits } from './import-limits.ts'
import { refuse } from './import-refusal.ts'
import { readOds } from './ods/read-ods.ts'
import { readInThread } from './reader-thread/read-in-thread.ts'
import { readWholeFile } from './whole-file/read-whole-file.ts'
import type { WorkbookReader } from './workbook-reader.ts'
import { readXlsx } from './xlsx/read-xlsx.ts'
import { openZip, type ZipArchive } from './xlsx/zip-archive.ts'

export interface OpenRequest {
  readonly path: string
  /** The file's name as the user knows it, for messages. */
  readonly file: string
  readonly limits: ImportLimits
  readonly signal?: AbortSignal
}

const largestManifestBytes = 4 * 2 ** 20

/** Opens a workbook of any format that has sheets of cells. */
export async function openWorkbook(detected: FileKind, request: OpenRequest): Promise<WorkbookReader> {
  switch (detected.kind) {
    case 'zip':
      return openPackage(request)
    case 'compound':
    case 'markup':
      return readWholeFile(request, 'xls')
    case 'oldExcel':
      return refuse(unsupportedFile(request.file, 'it is in the format of Excel 4.0 or older'))
    default:
      return refuse(notAWorkbook(request.file, detected.kind === 'other' ? detected.name : undefined))
  }
}

/** Opens a zip package: Office Open XML and OpenDocument are streamed, .xlsb goes to the whole-file reader. */
async function openPackage(request: OpenRequest): Promise<WorkbookReader> {
  const { path, file, limits, signal } = request
  const handle = await open(path)
  try {
    const zip = await openZip(handle, file, limits)
    const names = zip.entries.map(({ name }) => name)
    const format = packageFormat(names, await contentTypesOf(zip))
    if (format === undefined) refuse(notAWorkbook(file, describePackage(names)))
    if (format === 'ods') return await readOds(zip, handle, limits, signal)
    if (format !== 'xlsb' && !isWorthThread(zip)) return await readXlsx(zip, handle, format, limits, signal)
    await handle.close()
    if (format === 'xlsb') return await readWholeFile(request, format)
    const options = signal === undefined ? {} : { signal }
    return await readInThread('read-xlsx', { path, file, format, limits }, options)
  } catch (error) {
    await handle.close().catch(() => {})
    throw error
  }
}

/** Unpacked bytes of a workbook's parts from which starting a thread for them costs less time than it saves. */
const bytesWorthThread = 8 * 2 ** 20

/** Unpacking and scanning a large workbook goes on in a thread of its own while this one stores what was read. */
const isWorthThread = ({ entries }: ZipArchive): boolean =>
  entries.some(({ name, bytes }) => bytes >= bytesWorthThread && name.toLowerCase().endsWith('.xml'))

/** The texts that name the main part's type: [Content_Types].xml, or the mimetype of OpenDocument. */
async function contentTypesOf(zip: ZipArchive): Promise<string> {
  const entry = zip.find('[Content_Types].xml') ?? zip.find('mimetype')
  if (entry === undefined) return ''
  const bytes = await zip.read(entry, largestManifestBytes)
  const isUtf16 = bytes[0] === 0xff || bytes[0] === 0xfe || bytes[1] === 0
  return isUtf16
    ? new TextDecoder(bytes[0] === 0xfe ? 'utf-16be' : 'utf-16le').decode(bytes)
    : bytes.toString('utf8')
}
