import { damagedFile } from '#shared/issues/damaged-file.ts'
import { encryptedFile } from '#shared/issues/encrypted-file.ts'
import { notAWorkbook } from '#shared/issues/not-a-workbook.ts'
import { refuse } from '../import-refusal.ts'

const compoundSignature = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])
const streamName = (name: string): Buffer => Buffer.from(`${name}\0`, 'utf16le')

/** A compound file may be an encrypted package or another program's document; the names of its streams tell. */
export function checkContainer(bytes: Buffer, file: string): void {
  if (!bytes.subarray(0, 4).equals(compoundSignature)) return
  const has = (name: string): boolean => bytes.includes(streamName(name))
  if (has('EncryptedPackage')) refuse(encryptedFile(file))
  if (['Workbook', 'WORKBOOK', 'Book', 'BOOK'].some(has)) return
  if (has('WordDocument')) refuse(notAWorkbook(file, 'a Word document'))
  if (has('PowerPoint Document')) refuse(notAWorkbook(file, 'a PowerPoint presentation'))
  refuse(damagedFile(file, 'it has no workbook in it'))
}
