import { columnNumber, parseAddress } from '#shared/domain/address.ts'

/** Rows and columns by number from 1; a side that is missing reaches to the sheet's edge. */
export interface DestinationArea {
  readonly firstRow?: number
  readonly lastRow?: number
  readonly firstColumn?: number
  readonly lastColumn?: number
}

export interface Destination {
  /** The sheet that stands before an exclamation mark. */
  readonly sheet?: string
  /** Undefined where the text is no address, and so a name. */
  readonly area?: DestinationArea
  readonly text: string
}

/** What was typed into the name box: `B7`, `A1:C9`, `C:D`, `4:6` or a name, each also as `Sheet1!B7`. */
export function parseDestination(typed: string): Destination {
  const [, quoted, plain, text = ''] = /^(?:'((?:[^']|'')+)'!|([^!']+)!)?(.*)$/s.exec(typed.trim()) ?? []
  const sheet = quoted?.replaceAll("''", "'") ?? plain
  const area = parseArea(text)
  return {
    text,
    ...(sheet === undefined ? {} : { sheet }),
    ...(area === undefined ? {} : { area }),
  }
}

function parseArea(text: string): DestinationArea | undefined {
  const [from = '', to = from, ...others] = text.split(':').map((part) => part.trim())
  if (others.length > 0) return undefined
  const [first, last] = [parseAddress(from), parseAddress(to)]
  if (first !== undefined && last !== undefined)
    return { ...ordered('Row', first.row, last.row), ...ordered('Column', first.column, last.column) }
  if (!text.includes(':')) return undefined
  const letters = /^\$?([a-z]{1,3})$/i
  const [left, right] = [letters.exec(from)?.[1], letters.exec(to)?.[1]]
  if (left !== undefined && right !== undefined)
    return ordered('Column', columnNumber(left), columnNumber(right))
  const digits = /^\$?([1-9]\d{0,6})$/
  const [top, bottom] = [digits.exec(from)?.[1], digits.exec(to)?.[1]]
  return top === undefined || bottom === undefined ? undefined : ordered('Row', Number(top), Number(bottom))
}

const ordered = (side: 'Row' | 'Column', one: number, other: number): DestinationArea => ({
  [`first${side}`]: Math.min(one, other),
  [`last${side}`]: Math.max(one, other),
})
