import type { CellErrorCode } from '#shared/domain/cell.ts'
import { dateOfDay, dayNumber, type IsoDate } from '#shared/domain/period.ts'
import type { Span } from './tree.ts'

/** A value of the language. A date is Excel's serial number: days since 1899-12-30, the time of day as fraction. */
export type Value =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'date'; readonly value: number }
  | { readonly kind: 'blank' }

/** No value: Excel's code, why in plain words, and the part of the formula where it arose. */
export interface ErrorValue {
  readonly kind: 'error'
  readonly code: CellErrorCode
  readonly reason: string
  readonly span?: Span
}

export type Evaluated = Value | ErrorValue

export const blank: Value = { kind: 'blank' }
export const booleanValue = (value: boolean): Value => ({ kind: 'boolean', value })
export const textValue = (value: string): Value => ({ kind: 'text', value })

export function errorValue(code: CellErrorCode, reason: string, span?: Span): ErrorValue {
  return span === undefined ? { kind: 'error', code, reason } : { kind: 'error', code, reason, span }
}

/** A number, or #NUM! where arithmetic left the range of numbers. */
export const numberValue = (value: number, span?: Span): Evaluated =>
  Number.isFinite(value)
    ? { kind: 'number', value }
    : errorValue('#NUM!', 'The result is too large a number.', span)

const epochSerial = 25_569
/** 9999-12-31. */
export const lastSerial = 2_958_465

export const serialOfDate = (date: IsoDate): number => dayNumber(date) + epochSerial

/** The calendar date of a serial number, its time of day cut off. */
export const dateOfSerial = (serial: number): IsoDate => dateOfDay(Math.floor(serial) - epochSerial)

export const dateValue = (date: IsoDate): Value => ({ kind: 'date', value: serialOfDate(date) })

/** A serial number as a date, or #NUM! outside Excel's calendar. */
export const serialValue = (serial: number, span?: Span): Evaluated =>
  serial >= 0 && serial < lastSerial + 1
    ? { kind: 'date', value: serial }
    : errorValue('#NUM!', 'The date lies outside the years 1900 to 9999.', span)

const numberPattern = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i

/** A value as arithmetic takes it: TRUE is 1, a text that reads as a number is that number, any other is #VALUE!. */
export function toNumber(value: Value, span?: Span): Evaluated {
  switch (value.kind) {
    case 'number':
    case 'blank':
      return value
    case 'date':
      return { kind: 'number', value: value.value }
    case 'boolean':
      return { kind: 'number', value: value.value ? 1 : 0 }
    case 'text':
      if (value.value === '') return blank
      if (numberPattern.test(value.value)) return { kind: 'number', value: Number.parseFloat(value.value) }
      return errorValue('#VALUE!', `"${value.value}" is text where a number is needed.`, span)
  }
}

/** A value as a condition: a number is TRUE unless it is 0, a blank is FALSE. */
export function toCondition(value: Value, span?: Span): Evaluated {
  if (value.kind === 'boolean') return value
  if (value.kind === 'blank') return booleanValue(false)
  const number = toNumber(value, span)
  return number.kind === 'number' ? booleanValue(number.value !== 0) : number
}

/** A value as "&" joins it. */
export function toText(value: Value): string {
  if (value.kind === 'blank') return ''
  if (value.kind === 'boolean') return value.value ? 'TRUE' : 'FALSE'
  return String(value.value)
}

/** Whether a value is blank or an empty text. */
export const isBlank = (value: Evaluated): boolean =>
  value.kind === 'blank' || (value.kind === 'text' && value.value === '')

/** A value's number, where it has one without conversion. */
export const numericOf = (value: Value): number | undefined =>
  value.kind === 'number' || value.kind === 'date' ? value.value : undefined
