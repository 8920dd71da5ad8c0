/** The bytes of an XML part as text. Parts are UTF-8 in practice; UTF-16 and declared encodings are read as well. */
import { TextDecoder } from 'node:util'
import { refuse } from './package-fault.ts'

const declaration = /^(\ufeff?<\?xml[^>]*?encoding\s*=\s*)(["'])([\w.:-]+)\2/
/** Where a declaration ends at the latest. */
const declarationLength = 200

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  if (start[0] === 0x3c && start[1] === 0) return 'utf-16le'
  if (start[0] === 0 && start[1] === 0x3c) return 'utf-16be'
  const head = new TextDecoder('latin1').decode(start.subarray(0, declarationLength))
  // A byte-order mark of UTF-8 shows as three latin letters here.
  const label = declaration.exec(head.replace(/^\u00ef\u00bb\u00bf/, ''))?.[3]
  return label?.toLowerCase() ?? 'utf-8'
}

function decoderFor(start: Uint8Array): TextDecoder {
  const encoding = encodingOf(start)
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  } catch {
    return refuse(
      'unsupported',
      'The workbook is written in a character set that Tenure cannot read. Open it in Excel, save it again and retry.',
      { cause: encoding },
    )
  }
}

/** What is written again is UTF-8, so a declaration that says otherwise is corrected. */
const declaredAsUtf8 = (text: string): string =>
  text.replace(declaration, (whole, before: string, quote: string, label) =>
    /^utf-?8$/i.test(String(label)) ? whole : `${before}${quote}UTF-8${quote}`,
  )

const undecodable = (error: unknown): never =>
  refuse(
    'damaged',
    'The workbook is damaged: a part holds bytes that are no text. Open it in Excel, save it again and retry.',
    { cause: String(error) },
  )

export function decodeXml(bytes: Uint8Array): string {
  try {
    return declaredAsUtf8(decoderFor(bytes).decode(bytes))
  } catch (error) {
    if (error instanceof TypeError) return undecodable(error)
    throw error
  }
}

export async function* decodeXmlPieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  for await (const piece of pieces) {
    const isFirst = decoder === undefined
    decoder ??= decoderFor(piece)
    const text = decodePiece(decoder, piece)
    yield isFirst ? declaredAsUtf8(text) : text
  }
  if (decoder !== undefined) yield decodePiece(decoder, undefined)
}

function decodePiece(decoder: TextDecoder, piece: Uint8Array | undefined): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true })
  } catch (error) {
    return undecodable(error)
  }
}
