import { damagedFile } from '#shared/issues/damaged-file.ts'
import { unsafeFile } from '#shared/issues/unsafe-file.ts'
import { refuse } from '../import-refusal.ts'
import { asUtf8 } from './xml-encoding.ts'
import { createXmlScanner, XmlFault, type XmlHandler } from './xml-scanner.ts'
import { attributesOf, decodeXmlText } from './xml-text.ts'
import type { ZipArchive, ZipEntry } from './zip-archive.ts'

/** Feeds a part of the package to a handler, piece by piece; `afterPiece` runs between the pieces. */
export async function* scanPart(
  zip: ZipArchive,
  entry: ZipEntry,
  limitBytes: number,
  handler: XmlHandler,
  signal?: AbortSignal,
): AsyncGenerator<number> {
  const scanner = createXmlScanner(handler)
  let inflated = 0
  try {
    for await (const piece of asUtf8(zip.inflate(entry, limitBytes, signal))) {
      inflated += piece.length
      scanner.push(piece)
      yield inflated
    }
    scanner.end()
  } catch (fault) {
    refuseFault(zip.file, entry.name, fault)
  }
}

function refuseFault(file: string, part: string, fault: unknown): never {
  if (!(fault instanceof XmlFault)) throw fault
  if (fault.kind === 'doctype') refuse(unsafeFile(file, `its part ${part} declares a document type`))
  if (fault.kind === 'exhausting') refuse(unsafeFile(file, `its part ${part} ${fault.message}`))
  const what = fault.kind === 'truncated' ? 'stops in the middle' : 'is not well-formed'
  return refuse(damagedFile(file, `its part ${part} ${what}`, fault.message))
}

/** One element of a small part as `readElements` reports it. */
export interface PartElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Local names of the elements around it, outermost first. */
  readonly path: readonly string[]
}

export interface PartVisitor {
  open?(element: PartElement): void
  /** `text` is what stands directly in the element, without its children. */
  close?(element: PartElement, text: string): void
}

/** Reads a small part with elements as objects: for everything but cells and shared strings. */
export async function readElements(
  zip: ZipArchive,
  entry: ZipEntry,
  limitBytes: number,
  visitor: PartVisitor,
): Promise<void> {
  const path: string[] = []
  const open: { element: PartElement; text: string }[] = []
  const handler: XmlHandler = {
    wantsText: visitor.close !== undefined,
    open(_, bytes, nameStart, nameEnd, tagEnd, empty) {
      const name = bytes.toString('latin1', nameStart, nameEnd)
      const element = { name, attributes: attributesOf(bytes, nameEnd, tagEnd), path: [...path] }
      visitor.open?.(element)
      if (empty) {
        visitor.close?.(element, '')
        return false
      }
      path.push(name)
      open.push({ element, text: '' })
      return false
    },
    text(bytes, start, end, isCharacterData) {
      const top = open.at(-1)
      if (top !== undefined) top.text += decodeXmlText(bytes, start, end, isCharacterData)
    },
    close() {
      path.pop()
      const top = open.pop()
      if (top !== undefined) visitor.close?.(top.element, top.text)
    },
  }
  for await (const _ of scanPart(zip, entry, limitBytes, handler));
}
