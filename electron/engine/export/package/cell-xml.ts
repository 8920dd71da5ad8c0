/** One cell as sheet XML. Text is written inline: no other part has to change, and every reader knows it. */
import { cellAddress } from '#shared/domain/address.ts'
import type { CellValue } from '#shared/domain/cell.ts'
import { excelSerial } from './excel-serial.ts'
import { escapeCellText } from './xml-escape.ts'

export interface CellContent {
  readonly value: CellValue
  /** Without the leading `=`; `value` is then what is shown until the formula is recalculated. */
  readonly formula?: string
}

/** How the sheet around the cell is written. */
export interface CellContext {
  /** The prefix of the sheet's elements with its colon, or "". */
  readonly prefix: string
  readonly date1904: boolean
}

/** A cell cannot hold more characters than this; Excel repairs a file that has one. */
export const longestCellText = 32_767

export function cellXml(
  row: number,
  column: number,
  style: number,
  content: CellContent,
  { prefix, date1904 }: CellContext,
): string {
  const tag: Tag = (name, body, attributes = '') =>
    `<${prefix}${name}${attributes}>${body}</${prefix}${name}>`
  const formula = content.formula === undefined ? '' : tag('f', escapeCellText(content.formula))
  const { type, body } = valueXml(content.value, date1904, tag, formula !== '')
  const styleAttribute = style === 0 ? '' : ` s="${style}"`
  const typeAttribute = type === '' ? '' : ` t="${type}"`
  const open = `<${prefix}c r="${cellAddress(row, column)}"${styleAttribute}${typeAttribute}`
  return formula === '' && body === '' ? `${open}/>` : `${open}>${formula}${body}</${prefix}c>`
}

type Tag = (name: string, body: string, attributes?: string) => string

/** Without it a reader drops blanks at the ends of a text. */
const keepBlanks = ' xml:space="preserve"'

function valueXml(
  value: CellValue,
  date1904: boolean,
  tag: Tag,
  isCached: boolean,
): { type: string; body: string } {
  switch (value.kind) {
    case 'blank':
      return { type: '', body: '' }
    case 'number':
      return Number.isFinite(value.value)
        ? { type: '', body: tag('v', String(value.value)) }
        : { type: 'e', body: tag('v', '#NUM!') }
    case 'boolean':
      return { type: 'b', body: tag('v', value.value ? '1' : '0') }
    case 'date':
      return {
        type: '',
        body: tag('v', String(excelSerial(value.value, date1904))),
      }
    case 'error':
      return { type: 'e', body: tag('v', escapeCellText(value.value)) }
    case 'text': {
      const text = escapeCellText(value.value.slice(0, longestCellText))
      if (isCached) return { type: 'str', body: tag('v', text) }
      return { type: 'inlineStr', body: tag('is', tag('t', text, keepBlanks)) }
    }
  }
}
