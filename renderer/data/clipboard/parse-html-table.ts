import { maximumColumn } from '#shared/domain/address.ts'
/**
 * The cells of the first table of an HTML fragment, as browsers, Excel, LibreOffice and Google Sheets put it on the
 * clipboard; undefined where there is none. A merged cell stands in its first place, the places it covers are empty.
 * Reads the text as a scanner does: nothing in it is run, fetched or shown.
 */
export function parseHtmlTable(html: string): string[][] | undefined {
  const reader = createReader()
  for (const match of html.matchAll(piece)) {
    const [text, closing, tag, attributes] = match
    if (tag === undefined) reader.text(text)
    else reader.tag(tag.toLowerCase(), closing === '/', attributes ?? '')
    if (reader.isDone()) break
  }
  return reader.rows()
}

/** A comment (dropped), a style or script with its content (dropped), a tag, or text up to the next tag. */
const piece =
  /<!--[\s\S]*?(?:-->|$)|<(?:style|script)\b[\s\S]*?(?:<\/(?:style|script)\s*>|$)|<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|[^<]+|</g

function createReader() {
  const grid: (string | undefined)[][] = []
  let depth = 0
  let finished = false
  let row = -1
  let cell: { text: string; rows: number; columns: number } | undefined

  const closeCell = () => {
    if (cell === undefined || row < 0) return
    const text = tidy(cell.text)
    const line = lineOf(grid, row)
    let column = 0
    while (line[column] !== undefined) column += 1
    for (let down = 0; down < cell.rows; down += 1)
      for (let across = 0; across < cell.columns; across += 1)
        lineOf(grid, row + down)[column + across] = down === 0 && across === 0 ? text : ''
    cell = undefined
  }

  return {
    text: (raw: string) => {
      if (raw.startsWith('<!--') || /^<(style|script)/i.test(raw)) return
      if (cell !== undefined) cell.text += decodeEntities(raw.replace(/\s+/g, ' '))
    },
    tag: (name: string, isClosing: boolean, attributes: string) => {
      if (name === 'table') {
        depth += isClosing ? -1 : 1
        if (isClosing && depth === 0) {
          closeCell()
          finished = true
        }
        return
      }
      // A table inside a cell is part of the cell's text.
      if (depth !== 1) return
      if (name === 'tr') {
        closeCell()
        if (!isClosing) row += 1
      } else if (name === 'td' || name === 'th') {
        closeCell()
        if (!isClosing)
          cell = { text: '', rows: span(attributes, 'rowspan'), columns: span(attributes, 'colspan') }
      } else if (cell !== undefined && (name === 'br' || (name === 'p' && isClosing))) cell.text += '\n'
    },
    isDone: () => finished,
    rows: (): string[][] | undefined => {
      closeCell()
      if (grid.length === 0) return undefined
      const width = grid.reduce((widest, line) => Math.max(widest, line.length), 0)
      return grid.map((line) => Array.from({ length: width }, (_, column) => line[column] ?? ''))
    },
  }
}

function span(attributes: string, name: string): number {
  const value = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d+)`, 'i').exec(attributes)?.[1]
  // A page may claim any span.
  return Math.min(maximumColumn, Math.max(1, Number(value ?? 1)))
}

function lineOf(grid: (string | undefined)[][], row: number): (string | undefined)[] {
  while (grid.length <= row) grid.push([])
  return grid[row] ?? []
}

/** Spaces of the markup are not the cell's; a lone non-breaking space is how an empty cell is drawn. */
function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/^ +| +$/g, ''))
  const tidied = lines.join('\n').replace(/\n+$/, '')
  return /^[\u00a0\s]*$/.test(tidied) ? '' : tidied
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  euro: '€',
  pound: '£',
  copy: '©',
  reg: '®',
  ndash: '–',
  mdash: '—',
  hellip: '…',
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
