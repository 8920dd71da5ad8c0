import { parseHtmlTable } from './parse-html-table.ts'
import { parseTabSeparated } from './parse-tab-separated.ts'

/** What other programs put on the clipboard: the same content in two flavours, either of which may be missing. */
export interface ClipboardContent {
  readonly text: string
  readonly html: string
}

/**
 * The cells on the clipboard. The text flavour is preferred, since it holds values as they are; the HTML one is for
 * tables of web pages, whose text often loses its columns.
 */
export function parseClipboard({ text, html }: ClipboardContent): string[][] {
  const lines = parseTabSeparated(text)
  const isPlain = lines.every((line) => line.length === 1)
  const table = isPlain && /<table\b/i.test(html) ? parseHtmlTable(html) : undefined
  if (table === undefined) return lines
  const tableColumns = table[0]?.length ?? 0
  return text === '' || tableColumns > 1 ? table : lines
}

/** The most columns that any row has; shorter rows end in blanks. */
export const widthOf = (texts: readonly (readonly string[])[]): number =>
  texts.reduce((width, line) => Math.max(width, line.length), 0)
