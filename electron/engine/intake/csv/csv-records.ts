/** How the cells of a text file are told apart. */
export interface CsvSyntax {
  readonly delimiter: string
  /** Empty where the file does not quote. */
  readonly quote: string
}

/**
 * A streaming reader of delimited text that never refuses: a quote inside an unquoted cell is a character, text after
 * a closing quote belongs to the cell, and an unclosed quote ends with the file.
 */
export interface CsvRecords {
  /** Takes the next piece of text and gives the records that are complete. */
  push(text: string): string[][]
  end(): string[][]
  /** Lines read so far, which a record with line breaks in a cell counts as several. */
  readonly lines: number
  /** True where the text kept breaking the rules of quoting. */
  readonly isIrregular: boolean
}

export function createCsvRecords({ delimiter, quote }: CsvSyntax): CsvRecords {
  let record: string[] = []
  let cell = ''
  let inQuotes = false
  let wasQuoted = false
  let afterReturn = false
  let held = ''
  let lines = 0
  let isIrregular = false
  let hasContent = false

  const endCell = (): void => {
    record.push(cell)
    cell = ''
    wasQuoted = false
  }

  const scan = (text: string, isLast: boolean): string[][] => {
    const records: string[][] = []
    const endRecord = (): void => {
      endCell()
      records.push(record)
      record = []
      hasContent = false
    }
    let from = 0
    let at = 0
    const flush = (): void => {
      if (at > from) cell += text.slice(from, at)
    }
    for (; at < text.length; at++) {
      const character = text[at] as string
      if (inQuotes) {
        if (character === '\n') lines += 1
        if (character !== quote) continue
        // A quote at the very end of a piece may be the first half of a doubled one.
        if (at + 1 === text.length && !isLast) break
        flush()
        if (text[at + 1] === quote) {
          cell += quote
          at += 1
        } else inQuotes = false
        from = at + 1
        continue
      }
      if (character === '\n' && afterReturn) {
        afterReturn = false
        from = at + 1
        continue
      }
      afterReturn = false
      if (character === delimiter) {
        flush()
        from = at + 1
        endCell()
        hasContent = true
      } else if (character === '\n' || character === '\r') {
        flush()
        from = at + 1
        lines += 1
        afterReturn = character === '\r'
        endRecord()
      } else if (character === quote && quote !== '' && at === from && cell === '' && !wasQuoted) {
        inQuotes = true
        wasQuoted = true
        hasContent = true
        from = at + 1
      } else {
        hasContent = true
        if (wasQuoted || character === quote) isIrregular = true
      }
    }
    flush()
    held = at < text.length ? text.slice(at) : ''
    return records
  }

  return {
    get lines() {
      return lines
    },
    get isIrregular() {
      return isIrregular
    },
    push: (text) => scan(held + text, false),
    end() {
      const records = scan(held, true)
      if (hasContent || cell !== '' || record.length > 0) {
        endCell()
        records.push(record)
        lines += 1
      }
      if (inQuotes) isIrregular = true
      return records
    },
  }
}

/** True for what a blank line gives: one empty cell. */
export const isBlankRecord = (record: readonly string[]): boolean => record.length === 1 && record[0] === ''
