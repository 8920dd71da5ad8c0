/** A cell as it goes to the clipboard. */
export interface CopiedCell {
  readonly text: string
  /** It holds a text, also where that looks like a number, a date or a formula. */
  readonly isText: boolean
}

type Rows = readonly (readonly CopiedCell[])[]

/** Rows on lines, cells parted by tabs. A line break at the end belongs to the last row, so a blank one needs its own. */
export function tabSeparated(rows: Rows): string {
  const lines = rows.map((row) => row.map(({ text }) => quotedWhereNeeded(text)).join('\t'))
  return lines.join('\r\n') + (lines.length > 1 && lines.at(-1) === '' ? '\r\n' : '')
}

/** As Excel writes it: only a text with a tab, a line break or a leading quote is put into quotes. */
const quotedWhereNeeded = (text: string): string =>
  /[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

export const htmlTable = (rows: Rows): string =>
  `<table>${rows.map((row) => `<tr>${row.map(tableCell).join('')}</tr>`).join('')}</table>`

/** What Excel would take for something else, `007` or `=1+1`, is said to be a text. */
const tableCell = ({ text, isText }: CopiedCell): string => {
  const style = isText && looksLikeAnother.test(text) ? ` style="mso-number-format:'\\@'"` : ''
  return `<td${style}>${escaped(text)}</td>`
}

const looksLikeAnother = /^\s*(?:[-+=@.($€£¥\d]|true$|false$)/i

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(/\r?\n/g, '<br>')
