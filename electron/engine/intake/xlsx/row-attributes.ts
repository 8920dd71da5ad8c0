import { integerOf } from './plain-cell.ts'
import { attributesOf, isTrue } from './xml-text.ts'

const letterR = 114

/** The number and hidden mark of a row; nearly every row has its number first and no hidden mark. */
export function readRowAttributes(
  bytes: Buffer,
  start: number,
  end: number,
): { row?: number; isHidden: boolean } {
  const isPlain = bytes[start + 1] === letterR && bytes[start + 2] === 61 && bytes[start + 3] === 34
  if (isPlain && !mayBeHidden(bytes, start, end)) {
    let valueEnd = start + 4
    while (valueEnd < end && bytes[valueEnd] !== 34) valueEnd++
    return { row: integerOf(bytes, start + 4, valueEnd), isHidden: false }
  }
  const attributes = attributesOf(bytes, start, end)
  return {
    isHidden: isTrue(attributes.hidden),
    ...(attributes.r === undefined ? {} : { row: Number(attributes.r) }),
  }
}

/** Looks for ` hi`, which no other attribute of a row begins with. */
function mayBeHidden(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end - 2; at++) {
    if (bytes[at] === 32 && bytes[at + 1] === 104 && bytes[at + 2] === 105) return true
  }
  return false
}

/** The row in the address of the cell whose attributes stand in [start, end); undefined where it has no address. */
export function rowNumberOf(bytes: Buffer, start: number, end: number): number | undefined {
  const digits = /\d+$/.exec(attributesOf(bytes, start, end).r ?? '')
  return digits === null ? undefined : Number(digits[0])
}
