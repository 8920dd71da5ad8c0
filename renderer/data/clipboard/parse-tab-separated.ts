/**
 * Text as spreadsheets put it on the clipboard: rows on lines, cells parted by tabs. A cell that holds a tab, a line
 * break or a quote at its start stands in quotes, its own quotes doubled. A quote that opens no such cell (`"` in
 * `5" pipe`, or one that is never closed) is itself. One line break at the end belongs to the last row.
 */
export function parseTabSeparated(text: string): string[][] {
  const rows: string[][] = [[]]
  let at = 0
  while (at <= text.length) {
    const cell = quotedCell(text, at) ?? plainCell(text, at)
    rows.at(-1)?.push(cell.text)
    at = cell.end
    if (at >= text.length) break
    if (text[at] === '\t') {
      at += 1
      continue
    }
    at += text.startsWith('\r\n', at) ? 2 : 1
    if (at >= text.length) break
    rows.push([])
  }
  return rows
}

interface ParsedCell {
  readonly text: string
  /** Where the tab, the line break or the end behind it stands. */
  readonly end: number
}

function plainCell(text: string, start: number): ParsedCell {
  const separator = /[\t\r\n]/g
  separator.lastIndex = start
  const end = separator.exec(text)?.index ?? text.length
  return { text: text.slice(start, end), end }
}

/** A cell in quotes; undefined where what follows the closing quote is not a cell's end. */
function quotedCell(text: string, start: number): ParsedCell | undefined {
  if (text[start] !== '"') return undefined
  let cell = ''
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return undefined
    cell += text.slice(at, quote)
    if (text[quote + 1] !== '"') {
      const next = text[quote + 1]
      const isEnd = next === undefined || next === '\t' || next === '\r' || next === '\n'
      // Line breaks inside a cell are single on the clipboard of every program but Windows'.
      return isEnd ? { text: cell.replaceAll('\r\n', '\n'), end: quote + 1 } : undefined
    }
    cell += '"'
    at = quote + 2
  }
}
