/** Marks a text as UTF-8 for Excel, which else reads CSV by the system's own code page. */
export const byteOrderMark = '\uFEFF'

/** One line of a CSV file (RFC 4180), with its end. */
export const csvLine = (texts: readonly string[]): string => `${texts.map(csvField).join(',')}\r\n`

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A table as the clipboard has it, tabs between cells, as a CSV file. */
export const csvOfTabbed = (text: string): string =>
  byteOrderMark +
  text
    .split('\n')
    .map((line) => csvLine(line.split('\t')))
    .join('')
