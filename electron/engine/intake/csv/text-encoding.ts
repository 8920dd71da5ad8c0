import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'

/** Encodings that are told apart, under the names that `TextDecoder` knows. */
export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'shift_jis' | 'gb18030'

export interface EncodingGuess {
  readonly encoding: TextEncodingName
  /** Bytes of the byte-order mark. */
  readonly markBytes: number
}

/** Of the characters outside ASCII, how many may be broken for the text to be taken for UTF-8 all the same. */
const toleratedBreakage = 0.1

/**
 * Guesses the encoding from the first bytes. `isWholeUtf8` says whether every byte of the file is valid UTF-8, which
 * no text in another encoding is by chance; only then the East Asian encodings and Windows-1252 are looked at.
 */
export function guessEncoding(head: Buffer, isWholeUtf8: boolean): EncodingGuess {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', markBytes: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', markBytes: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', markBytes: 2 }
  const wide = guessUtf16(head)
  if (wide !== undefined) return { encoding: wide, markBytes: 0 }
  if (isWholeUtf8 || isMostlyUtf8(head)) return { encoding: 'utf-8', markBytes: 0 }
  return { encoding: guessEightBit(head), markBytes: 0 }
}

/** UTF-16 without a mark: every other byte of Western text is zero. */
function guessUtf16(head: Buffer): TextEncodingName | undefined {
  let even = 0
  let odd = 0
  for (let at = 0; at < head.length; at++) {
    if (head[at] !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  if (even + odd < head.length / 5) return undefined
  return odd > even ? 'utf-16le' : 'utf-16be'
}

function isMostlyUtf8(head: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(head)
  const broken = text.split('\uFFFD').length - 1
  const foreign = [...text].filter((character) => character > '\x7f').length
  return foreign > 0 && broken <= foreign * toleratedBreakage
}

/**
 * In Western text a byte above 127 stands alone among letters; in Shift-JIS and GB18030 such bytes come in pairs of
 * known ranges, of which the frequent characters fill a small part.
 */
function guessEightBit(head: Buffer): TextEncodingName {
  const japanese = shareOfFrequent(head, isShiftJisPair)
  const chinese = shareOfFrequent(head, isGb2312Pair)
  const likeliest = japanese >= chinese ? 'shift_jis' : 'gb18030'
  if (Math.max(japanese, chinese) < 0.8 || !decodes(head, likeliest)) return 'windows-1252'
  return likeliest
}

/** Of the bytes above 127, the share that a pair of the kind (with a byte of any value after it) accounts for. */
function shareOfFrequent(head: Buffer, isPair: (lead: number, trail: number) => boolean): number {
  let high = 0
  let explained = 0
  for (let at = 0; at < head.length - 1; at++) {
    const lead = head[at] as number
    if (lead < 0x80) continue
    const trail = head[at + 1] as number
    const isTrailHigh = trail >= 0x80
    high += isTrailHigh ? 2 : 1
    if (isPair(lead, trail)) {
      explained += isTrailHigh ? 2 : 1
      at++
    } else if (isTrailHigh) high -= 1
  }
  return high === 0 ? 0 : explained / high
}

/** Kana, full-width forms and the kanji of the first level. */
const isShiftJisPair = (lead: number, trail: number): boolean =>
  trail >= 0x40 &&
  trail !== 0x7f &&
  trail <= 0xfc &&
  ((lead >= 0x81 && lead <= 0x83) || (lead >= 0x88 && lead <= 0x98))

/** Punctuation, full-width forms and the characters of the first level. */
const isGb2312Pair = (lead: number, trail: number): boolean =>
  trail >= 0xa1 && trail <= 0xfe && ((lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xd7))

function decodes(head: Buffer, encoding: TextEncodingName): boolean {
  // The head may end within a character.
  for (const cut of [0, 1, 2, 3]) {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(head.subarray(0, head.length - cut))
      return true
    } catch {}
  }
  return false
}

/** Checks a stream of bytes for valid UTF-8, piece by piece. */
export function createUtf8Check(): { push(piece: Buffer): void; end(): boolean } {
  let isValid = true
  let rest: Buffer = Buffer.alloc(0)
  return {
    push(piece) {
      if (!isValid) return
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
      const cut = startOfLastCharacter(bytes)
      isValid = isUtf8(bytes.subarray(0, cut))
      rest = Buffer.from(bytes.subarray(cut))
    },
    end: () => isValid && isUtf8(rest),
  }
}

/** Index where the last character begins, if it may be incomplete; else the length. */
function startOfLastCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number
    if (byte >= 0xc0) return bytes.length - back
    if (byte < 0x80) return bytes.length
  }
  return bytes.length
}
