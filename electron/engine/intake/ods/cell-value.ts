import type { CellValue } from '#shared/domain/cell.ts'
import { parseIsoDate } from '../serial-date.ts'

const durationPattern = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/
const secondsPerDay = 86_400

/**
 * The value of a cell of an OpenDocument table from its attributes and the text it shows. A time of day or duration
 * is a number of days, as in the other formats; undefined where the cell is blank.
 */
export function odsCellValue(
  attributes: Readonly<Record<string, string>>,
  shown: string,
): CellValue | undefined {
  // `calcext` repeats the type and alone tells errors apart; it stands under its full name.
  if (attributes['calcext:value-type'] === 'error') return { kind: 'error', value: shown }
  switch (attributes['office:value-type']) {
    case 'float':
    case 'percentage':
    case 'currency':
      return numberOr(attributes['office:value'], shown)
    case 'boolean':
      return { kind: 'boolean', value: attributes['office:boolean-value'] === 'true' }
    case 'date':
      return dateOr(attributes['office:date-value'] ?? '', shown)
    case 'time':
      return durationOr(attributes['office:time-value'] ?? '', shown)
    case 'string':
      return { kind: 'text', value: attributes['office:string-value'] ?? shown }
    default:
      return shown === '' ? undefined : { kind: 'text', value: shown }
  }
}

function numberOr(value: string | undefined, shown: string): CellValue {
  const number = value === undefined || value.trim() === '' ? Number.NaN : Number(value)
  return Number.isFinite(number) ? { kind: 'number', value: number } : { kind: 'text', value: shown }
}

function dateOr(value: string, shown: string): CellValue {
  const date = parseIsoDate(value)
  return date === undefined ? { kind: 'text', value: shown } : { kind: 'date', value: date }
}

function durationOr(value: string, shown: string): CellValue {
  const match = durationPattern.exec(value)
  if (match === null) return { kind: 'text', value: shown }
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = match
  const inSeconds = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds.replace(',', '.'))
  const number = Number(days) + inSeconds / secondsPerDay
  return { kind: 'number', value: sign === undefined ? number : -number }
}

const referencePattern = /\[(\$?'(?:[^']|'')+'|\$?[^.\]:']*)?\.([$A-Z0-9]+)(?::(?:[^.\]]*)\.([$A-Z0-9]+))?\]/g

/** `of:=SUM([.A1:.B2];1)` -> `SUM(A1:B2,1)`; separators inside texts stay. */
export function odsFormula(formula: string): string {
  const body = formula.replace(/^[a-z]+:/i, '').replace(/^=/, '')
  return body
    .split(/("(?:[^"]|"")*")/)
    .map((piece) => (piece.startsWith('"') ? piece : plainFormula(piece)))
    .join('')
}

function plainFormula(piece: string): string {
  return piece
    .replace(referencePattern, (_, sheet: string | undefined, first: string, last: string | undefined) => {
      const prefix = sheet === undefined || sheet === '' ? '' : `${sheet.replace(/^\$/, '')}!`
      return `${prefix}${first}${last === undefined ? '' : `:${last}`}`
    })
    .replaceAll(';', ',')
}
