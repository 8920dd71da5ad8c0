import { tooLargeFile } from '#shared/issues/too-large-file.ts'
import type { ImportLimits } from '../import-limits.ts'
import { refuse } from '../import-refusal.ts'
import { scanPart } from './part-reader.ts'
import { nameCode, type XmlHandler } from './xml-scanner.ts'
import { decodeEscapes, decodeXmlText } from './xml-text.ts'
import type { ZipArchive, ZipEntry } from './zip-archive.ts'

const names = { si: nameCode('si'), t: nameCode('t'), rPh: nameCode('rPh') }

/** The texts that cells refer to by number: runs of rich text joined, phonetic readings left out. */
export async function readSharedStrings(
  zip: ZipArchive,
  entry: ZipEntry,
  limits: ImportLimits,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const strings: string[] = []
  let text = ''
  let inPhonetic = false
  const handler: XmlHandler = {
    wantsText: false,
    open(name, _bytes, _nameStart, _nameEnd, _tagEnd, empty) {
      if (name === names.si) {
        text = ''
        if (empty) strings.push('')
      } else if (name === names.t) handler.wantsText = !empty && !inPhonetic
      else if (name === names.rPh) inPhonetic = !empty
      return false
    },
    text(bytes, start, end, isCharacterData) {
      const piece = decodeXmlText(bytes, start, end, isCharacterData)
      text = text === '' ? piece : text + piece
    },
    close(name) {
      if (name === names.t) handler.wantsText = false
      else if (name === names.rPh) inPhonetic = false
      else if (name === names.si) strings.push(decodeEscapes(text))
    },
  }
  for await (const _ of scanPart(zip, entry, limits.sharedStringBytes, handler, signal)) {
    if (strings.length > limits.sharedStrings) {
      const limit = limits.sharedStrings.toLocaleString('en-US')
      refuse(tooLargeFile(zip.file, `it holds more than ${limit} different texts`))
    }
  }
  return strings
}
