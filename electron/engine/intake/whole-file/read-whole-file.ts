import { readFile, stat } from 'node:fs/promises'
import type { SourceFormat } from '#shared/domain/sheet.ts'
import { damagedFile } from '#shared/issues/damaged-file.ts'
import { encryptedFile } from '#shared/issues/encrypted-file.ts'
import { notAWorkbook } from '#shared/issues/not-a-workbook.ts'
import { tooLargeFile } from '#shared/issues/too-large-file.ts'
import { refuse } from '../import-refusal.ts'
import type { OpenRequest } from '../open-workbook.ts'
import type { WorkbookReader } from '../workbook-reader.ts'
import { convertWorkbook } from './convert-workbook.ts'

/** Reads a .xls, .xlsb or .ods file (or the HTML and XML tables that some programs call .xls), whole, in memory. */
export async function readWholeFile(request: OpenRequest, format: SourceFormat): Promise<WorkbookReader> {
  const { path, file, limits } = request
  if ((await stat(path)).size > limits.wholeFileBytes) {
    refuse(
      tooLargeFile(
        file,
        `.${format} files are read whole, up to ${Math.round(limits.wholeFileBytes / 2 ** 20)} MB`,
      ),
    )
  }
  const bytes = await readFile(path)
  refuseOtherContainers(bytes, file)
  return convertWorkbook(bytes, file, format)
}

const compoundSignature = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])
const streamName = (name: string): Buffer => Buffer.from(`${name}\0`, 'utf16le')

/** A compound file may be an encrypted package or another program's document; its stream names tell. */
function refuseOtherContainers(bytes: Buffer, file: string): void {
  if (!bytes.subarray(0, 4).equals(compoundSignature)) return
  if (bytes.includes(streamName('EncryptedPackage'))) refuse(encryptedFile(file))
  if (bytes.includes(streamName('Workbook')) || bytes.includes(streamName('Book'))) return
  if (bytes.includes(streamName('WordDocument'))) refuse(notAWorkbook(file, 'a Word document'))
  if (bytes.includes(streamName('PowerPoint Document')))
    refuse(notAWorkbook(file, 'a PowerPoint presentation'))
  if (/BOOK|WORKBOOK/.test(bytes.toString('utf16le', 0, Math.min(bytes.length, 2 ** 20)))) return
  refuse(damagedFile(file, 'it has no workbook in it'))
}
