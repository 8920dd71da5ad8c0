/** Text and attributes out of the bytes that `createXmlScanner` reports. */

const ampersand = 38
const carriageReturn = 13
const namedEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const entityPattern = /&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|amp|lt|gt|quot|apos);/gi
const highestCodePoint = 0x10ffff

/** Decodes UTF-8, expands entities (not in character data) and makes line ends one line feed, as XML asks. */
export function decodeXmlText(bytes: Buffer, start: number, end: number, isCharacterData = false): string {
  let hasEntity = false
  let hasReturn = false
  for (let at = start; at < end; at++) {
    const byte = bytes[at]
    if (byte === ampersand) hasEntity = true
    else if (byte === carriageReturn) hasReturn = true
  }
  let text = bytes.toString('utf8', start, end)
  if (hasReturn) text = text.replace(/\r\n?/g, '\n')
  return hasEntity && !isCharacterData ? expandEntities(text) : text
}

function expandEntities(text: string): string {
  return text.replace(entityPattern, (whole, body: string) => {
    if (!body.startsWith('#')) return namedEntities[body.toLowerCase()] ?? whole
    const isHex = body[1] === 'x' || body[1] === 'X'
    const code = Number.parseInt(body.slice(isHex ? 2 : 1), isHex ? 16 : 10)
    return code > highestCodePoint ? '\uFFFD' : String.fromCodePoint(code)
  })
}

const escapePattern = /_x([0-9A-Fa-f]{4})_/g

/** OOXML writes characters that XML cannot hold as `_x000D_`, and an underscore that would read so as `_x005F_`. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(escapePattern, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

const attributePattern = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Attributes of a tag, by local name; a prefixed one is also there under its full name. */
export function attributesOf(bytes: Buffer, start: number, end: number): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = Object.create(null)
  for (const match of bytes.toString('utf8', start, end).matchAll(attributePattern)) {
    const [, name = '', double, single] = match
    const value = expandEntities(double ?? single ?? '')
    attributes[name] = value
    const local = name.slice(name.indexOf(':') + 1)
    if (!name.startsWith('xmlns') && !(local in attributes)) attributes[local] = value
  }
  return attributes
}

/** True for the spellings of true in an OOXML boolean attribute. */
export const isTrue = (value: string | undefined): boolean =>
  value === '1' || value === 'true' || value === 'on'
