import type { CellValue } from '#shared/domain/cell.ts'
import { type FormatCode, parseFormatCode } from './format-code.ts'
import { dateOfSerial, formatDate, formatIsoDate } from './format-date.ts'
import { formatGeneral, formatNumber } from './format-number.ts'

/** What a cell shows: its value under the column's number format, as the workbook's own program would show it. */
export function formatCell(value: CellValue, numberFormat: string | undefined): string {
  switch (value.kind) {
    case 'blank':
      return ''
    case 'text':
      return formatText(value.value, numberFormat)
    case 'error':
      return value.value
    case 'boolean':
      return value.value ? 'TRUE' : 'FALSE'
    case 'number':
      return formatNumberCell(value.value, numberFormat)
    case 'date':
      return formatDateCell(value.value, numberFormat)
  }
}

const isGeneral = (numberFormat: string | undefined): numberFormat is undefined =>
  numberFormat === undefined || numberFormat === '' || /^general$/i.test(numberFormat)

function formatText(text: string, numberFormat: string | undefined): string {
  if (isGeneral(numberFormat) || numberFormat === '@') return text
  const section = parseFormatCode(numberFormat)[3]
  if (section === undefined) return text
  return section.tokens
    .map((token) => (token.type === 'literal' ? token.text : token.type === 'text' ? text : ''))
    .join('')
}

/** A number in a column of dates is a plain number; only a duration such as [h]:mm is shown as time. */
function formatNumberCell(value: number, numberFormat: string | undefined): string {
  if (isGeneral(numberFormat)) return formatGeneral(value)
  const code = parseFormatCode(numberFormat)
  const dates = dateSection(code)
  if (dates === undefined) return formatNumber(value, code)
  return dates.isElapsed && value >= 0 ? formatDate(dateOfSerial(value), dates) : formatGeneral(value)
}

function formatDateCell(milliseconds: number, numberFormat: string | undefined): string {
  const section = isGeneral(numberFormat) ? undefined : dateSection(parseFormatCode(numberFormat))
  return section === undefined ? formatIsoDate(milliseconds) : formatDate(milliseconds, section)
}

const dateSection = (code: FormatCode) => code.find((section) => section.isDate)
