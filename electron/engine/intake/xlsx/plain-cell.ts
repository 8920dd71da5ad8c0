import { maximumColumn } from '#shared/domain/address.ts'
import { parseDecimal } from './decimal.ts'

/** The `t` attribute of a cell. */
export const cellType = {
  number: 0,
  shared: 1,
  inline: 2,
  formulaText: 3,
  boolean: 4,
  error: 5,
  date: 6,
} as const

/** What the tag of a cell says; `column` is 0 where it gives no address. */
export interface CellTag {
  column: number
  style: number
  type: number
}

/** A whole cell that holds a number, or the number of a shared string. */
export interface PlainCell extends CellTag {
  value: number
}

const letterR = 114
const letterS = 115
const letterT = 116
const letterV = 118
const letterC = 99
const slash = 47
const lessThan = 60
const equals = 61
const greaterThan = 62
const space = 32
const quote = 34
const apostrophe = 39
/** Bytes of a cell beyond which it is read tag by tag. */
const longestPlainCell = 128
const longestPlainValue = longestPlainCell - 16

/**
 * Reads a cell of the most usual form, `<c r="A1" s="1" t="s"><v>5</v></c>` with or without style and type, whose
 * `<` stands at `tag`. Returns the place after it, or -1 where the cell has another form.
 */
export function readPlainCell(bytes: Buffer, tag: number, cell: PlainCell): number {
  if (bytes.length - tag < longestPlainCell || bytes[tag + 2] !== space) return -1
  let at = tag + 3
  cell.column = 0
  cell.style = 0
  cell.type = cellType.number
  for (;;) {
    const name = bytes[at] as number
    if (bytes[at + 1] !== equals || bytes[at + 2] !== quote) return -1
    const start = at + 3
    at = start
    while (bytes[at] !== quote) if (at++ - tag > longestPlainValue) return -1
    if (!takeAttribute(cell, name, bytes, start, at)) return -1
    at++
    if (bytes[at] !== space) break
    at++
  }
  const isPlain = cell.type === cellType.number || cell.type === cellType.shared
  if (!isPlain || cell.column < 1 || cell.column > maximumColumn || !opensValue(bytes, at)) return -1
  const start = at + 4
  at = start
  while (bytes[at] !== lessThan) if (at++ - tag > longestPlainValue) return -1
  if (at === start || !endsPlainCell(bytes, at)) return -1
  cell.value = cell.type === cellType.number ? parseDecimal(bytes, start, at) : integerOf(bytes, start, at)
  return Number.isNaN(cell.value) ? -1 : at + 8
}

/** Reads the attributes of a cell's tag, in any order and form. */
export function readCellTag(bytes: Buffer, start: number, end: number, cell: CellTag): void {
  cell.column = 0
  cell.style = 0
  cell.type = cellType.number
  let at = start
  while (at < end) {
    const name = bytes[at] as number
    if (name <= space) {
      at++
      continue
    }
    const next = bytes[at + 1] as number
    const isSingle = next === equals || next <= space
    while (at < end && bytes[at] !== equals) at++
    at++
    while (at < end && bytes[at] !== quote && bytes[at] !== apostrophe) at++
    const mark = bytes[at]
    const valueStart = ++at
    while (at < end && bytes[at] !== mark) at++
    if (isSingle) takeAttribute(cell, name, bytes, valueStart, at)
    at++
  }
}

function takeAttribute(cell: CellTag, name: number, bytes: Buffer, start: number, end: number): boolean {
  if (name === letterR) cell.column = columnOf(bytes, start, end)
  else if (name === letterS) cell.style = integerOf(bytes, start, end)
  else if (name === letterT) cell.type = typeOf(bytes, start, end)
  else return false
  return true
}

/** True for `><v>`. */
const opensValue = (bytes: Buffer, at: number): boolean =>
  bytes[at] === greaterThan &&
  bytes[at + 1] === lessThan &&
  bytes[at + 2] === letterV &&
  bytes[at + 3] === greaterThan

/** True for `</v></c>`. */
const endsPlainCell = (bytes: Buffer, at: number): boolean =>
  bytes[at + 1] === slash &&
  bytes[at + 2] === letterV &&
  bytes[at + 3] === greaterThan &&
  bytes[at + 4] === lessThan &&
  bytes[at + 5] === slash &&
  bytes[at + 6] === letterC &&
  bytes[at + 7] === greaterThan

/** The column number in an address such as `AB12`; 0 where there are no letters. */
function columnOf(bytes: Buffer, start: number, end: number): number {
  let column = 0
  for (let at = start; at < end; at++) {
    const letter = ((bytes[at] as number) & 0xdf) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column
}

export function integerOf(bytes: Buffer, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] as number) - 48
    if (digit >= 0 && digit <= 9) value = value * 10 + digit
    else if ((bytes[at] as number) > 32) return -1
  }
  return end > start ? value : -1
}

function typeOf(bytes: Buffer, start: number, end: number): number {
  switch (bytes[start]) {
    case letterS:
      return end - start === 1 ? cellType.shared : cellType.formulaText
    case 105: // i
      return cellType.inline
    case 98:
      return cellType.boolean
    case 101:
      return cellType.error
    case 100:
      return cellType.date
    default:
      return cellType.number
  }
}
