/**
 * A streaming scanner over the UTF-8 bytes of an XML part: it finds tags and text without making strings or objects,
 * which is what lets a sheet of hundreds of megabytes be read in seconds. It does not validate; it refuses document
 * type declarations (the door of entity expansion) and documents that stop in the middle.
 */
export interface XmlHandler {
  /** Text is reported only while this is true. */
  wantsText: boolean
  /**
   * A start tag. `name` packs its local name (see `nameCode`); attributes stand in [nameEnd, tagEnd).
   * Returning true skips to the end tag of the same name, reporting what is passed to `skipped`.
   */
  open(
    name: number,
    bytes: Buffer,
    nameStart: number,
    nameEnd: number,
    tagEnd: number,
    empty: boolean,
  ): boolean
  close(name: number, bytes: Buffer, nameStart: number, nameEnd: number): void
  /** A piece of text; the tag that follows it is reported before `bytes` changes. Entities are not expanded. */
  text(bytes: Buffer, start: number, end: number, isCharacterData: boolean): void
  /**
   * Takes a whole element of its most usual form at once: `tag` is the place of a `<` before a `c`. Returns the place
   * after the element, or -1 where it has another form or is not complete yet, which is then reported tag by tag.
   */
  takeElement?(bytes: Buffer, tag: number): number
  /** A run of skipped bytes that begins and ends at a tag. */
  skipped?(bytes: Buffer, start: number, end: number): void
}

export interface XmlScanner {
  push(piece: Buffer): void
  end(): void
}

/** What makes a part unreadable; the caller knows which part it is. */
export class XmlFault extends Error {
  readonly kind: 'truncated' | 'malformed' | 'doctype' | 'exhausting'

  constructor(kind: XmlFault['kind'], message: string) {
    super(message)
    this.name = 'XmlFault'
    this.kind = kind
  }
}

/** A local name as one number: the bytes themselves up to five, of a longer name a hash of all of them. */
export function nameCode(name: string): number {
  const bytes = Buffer.from(name)
  return packName(bytes, 0, bytes.length)
}

const longestPacked = 5

function packName(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  let code = length
  if (length <= longestPacked) {
    for (let at = start; at < end; at++) code = code * 128 + ((bytes[at] as number) & 127)
    return code
  }
  // FNV-1a; the sign keeps it apart from the packed names.
  code = 0x811c9dc5
  for (let at = start; at < end; at++) code = Math.imul(code ^ (bytes[at] as number), 0x01000193)
  return -1 - (code >>> 0)
}

const lessThan = 60
const greaterThan = 62
const slash = 47
const colon = 58
const quote = 34
const apostrophe = 39
const exclamation = 33
const question = 63
const leftBracket = 91
const letterC = 99
const longestToken = 8 * 2 ** 20
/** Bytes of a piece that are looked at together with the end of the piece before. */
const seamBytes = 4096

export function createXmlScanner(handler: XmlHandler): XmlScanner {
  let rest: Buffer | undefined
  let depth = 0
  let sawRoot = false
  let skipEnd: Buffer | undefined

  /** Scans what is complete and returns where the incomplete rest begins. */
  const scan = (bytes: Buffer): number => {
    const length = bytes.length
    let at = 0
    while (at < length) {
      if (skipEnd !== undefined) {
        const found = bytes.indexOf(skipEnd, at)
        const stop = found >= 0 ? found : Math.max(at, bytes.lastIndexOf(lessThan))
        handler.skipped?.(bytes, at, stop)
        at = stop
        if (found < 0) return at
        skipEnd = undefined
      }
      let tag = at
      while (tag < length && bytes[tag] !== lessThan) tag++
      // Text that nobody asked for need not wait for its end.
      if (tag >= length) return handler.wantsText ? at : length
      const next = bytes[tag + 1]
      if (next === exclamation) {
        const end = endOfDeclaration(bytes, tag)
        if (end < 0) return at
        if (handler.wantsText) {
          if (tag > at) handler.text(bytes, at, tag, false)
          if (bytes[tag + 2] === leftBracket) handler.text(bytes, tag + 9, end - 3, true)
        }
        at = end
        continue
      }
      if (next === question) {
        const end = bytes.indexOf('?>', tag)
        if (end < 0) return at
        at = end + 2
        continue
      }
      if (next === letterC && handler.takeElement !== undefined) {
        const end = handler.takeElement(bytes, tag)
        if (end > 0) {
          at = end
          continue
        }
      }
      const tagEnd = next === slash ? endOfEndTag(bytes, tag + 2, length) : endOfTag(bytes, tag + 1, length)
      if (tagEnd < 0) return at
      if (handler.wantsText && tag > at) handler.text(bytes, at, tag, false)
      at = tagEnd + 1
      if (next === slash) {
        closeTag(bytes, tag + 2, tagEnd)
      } else {
        openTag(bytes, tag + 1, tagEnd)
      }
    }
    return at
  }

  const closeTag = (bytes: Buffer, start: number, tagEnd: number): void => {
    depth -= 1
    if (tagEnd === start + 1) {
      // Most tags of a sheet are `</c>` and `</v>`.
      handler.close(128 + (bytes[start] as number), bytes, start, tagEnd)
      return
    }
    let nameStart = start
    let nameEnd = start
    for (; nameEnd < tagEnd; nameEnd++) {
      const byte = bytes[nameEnd] as number
      if (byte === colon) nameStart = nameEnd + 1
      else if (byte <= 32) break
    }
    handler.close(packName(bytes, nameStart, nameEnd), bytes, nameStart, nameEnd)
  }

  const openTag = (bytes: Buffer, start: number, tagEnd: number): void => {
    sawRoot = true
    const empty = bytes[tagEnd - 1] === slash
    const end = empty ? tagEnd - 1 : tagEnd
    let nameStart = start
    let nameEnd = start
    for (; nameEnd < end; nameEnd++) {
      const byte = bytes[nameEnd] as number
      if (byte === colon) nameStart = nameEnd + 1
      else if (byte <= 32) break
    }
    const skip = handler.open(packName(bytes, nameStart, nameEnd), bytes, nameStart, nameEnd, end, empty)
    if (empty) return
    depth += 1
    if (skip) skipEnd = Buffer.from(`</${bytes.toString('latin1', start, nameEnd)}`)
  }

  /**
   * Scans over the place where two pieces meet and returns what is left of the second one. Only a tag or text that is
   * longer than the seam makes it a copy.
   */
  const passSeam = (before: Buffer, piece: Buffer): Buffer => {
    const seam = Buffer.concat([before, piece.subarray(0, seamBytes)])
    const stop = scan(seam)
    return stop < before.length
      ? Buffer.concat([before.subarray(stop), piece])
      : piece.subarray(stop - before.length)
  }

  return {
    push(piece) {
      const bytes = rest === undefined ? piece : passSeam(rest, piece)
      const stop = scan(bytes)
      if (bytes.length - stop > longestToken) throw new XmlFault('malformed', 'a tag or text without an end')
      rest = stop < bytes.length ? bytes.subarray(stop) : undefined
    },
    end() {
      const isBlank = rest === undefined || rest.every((byte) => byte <= 32)
      if (depth > 0 || !isBlank || skipEnd !== undefined)
        throw new XmlFault('truncated', 'the part stops in the middle')
      if (!sawRoot) throw new XmlFault('malformed', 'the part has no element')
      if (depth < 0) throw new XmlFault('malformed', 'more end tags than start tags')
    },
  }
}

function endOfEndTag(bytes: Buffer, from: number, length: number): number {
  for (let at = from; at < length; at++) if (bytes[at] === greaterThan) return at
  return -1
}

/** Index of the `>` that ends the tag, passing quoted attribute values; -1 where it is not in `bytes` yet. */
function endOfTag(bytes: Buffer, from: number, length: number): number {
  for (let at = from; at < length; at++) {
    const byte = bytes[at] as number
    if (byte === greaterThan) return at
    if (byte === quote || byte === apostrophe) {
      at++
      while (at < length && bytes[at] !== byte) at++
    }
  }
  return -1
}

/** End (exclusive) of a comment or CDATA section that starts at `tag`; -1 where it is not in `bytes` yet. */
function endOfDeclaration(bytes: Buffer, tag: number): number {
  if (bytes.length < tag + 9) return -1
  if (bytes[tag + 2] === leftBracket) {
    const end = bytes.indexOf(']]>', tag + 9)
    return end < 0 ? -1 : end + 3
  }
  if (bytes.toString('latin1', tag + 2, tag + 4) === '--') {
    const end = bytes.indexOf('-->', tag + 4)
    return end < 0 ? -1 : end + 3
  }
  throw new XmlFault('doctype', 'the part has a document type declaration')
}
