/** Characters in XML: the five entities, what XML cannot hold, and Excel's own escapes. */

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, body: string) => {
    if (!body.startsWith('#')) return entities[body] ?? whole
    const code =
      body.charAt(1).toLowerCase() === 'x'
        ? Number.parseInt(body.slice(2), 16)
        : Number.parseInt(body.slice(1), 10)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML cannot hold
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Half a surrogate pair, which no encoding can hold. */
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Text as it may stand in an attribute or an element: what XML cannot hold at all is left out. */
export const escapeXml = (text: string): string =>
  text
    .replace(loneSurrogate, '\ufffd')
    .replace(notXml, '')
    .replace(/[&<>"\n\r\t]/g, (character) => escapes[character] ?? character)

/**
 * Text of a cell, comment or column name: line breaks stay as they are, and characters that XML cannot hold are
 * written `_xHHHH_`, as Excel writes them (ECMA-376 part 1, 22.9.2.19 ST_Xstring).
 */
export const escapeCellText = (text: string): string =>
  text
    .replace(loneSurrogate, '\ufffd')
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replace(/\r\n/g, '\n')
    .replace(notXml, excelEscape)
    .replace(/\r/g, excelEscape)
    .replace(/[&<>"]/g, (character) => escapes[character] ?? character)

const excelEscape = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`

/** The inverse of Excel's `_xHHHH_` escapes. */
export const unescapeCellText = (text: string): string =>
  text.replace(/_x([\da-f]{4})_/gi, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
