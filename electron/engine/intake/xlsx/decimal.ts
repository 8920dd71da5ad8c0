const zero = 48
const minus = 45
const point = 46
/** Powers of ten that a double holds exactly, so that one division rounds correctly. */
const exactPowers = Array.from({ length: 23 }, (_, power) => 10 ** power)
const largestExactMantissa = 2 ** 53

/**
 * The number written in `bytes[start, end)`, rounded as `Number` rounds; NaN where it is no decimal number, or one beyond a double.
 * Plain decimals of up to 15 digits, nearly all there are, are read without making a string.
 */
export function parseDecimal(bytes: Buffer, start: number, end: number): number {
  let at = start
  const isNegative = bytes[at] === minus
  if (isNegative) at++
  let mantissa = 0
  let scale = -1
  const first = at
  for (; at < end; at++) {
    const byte = bytes[at] as number
    if (byte === point && scale < 0) {
      scale = 0
      continue
    }
    const digit = byte - zero
    if (digit < 0 || digit > 9) return parseSlowly(bytes, start, end)
    mantissa = mantissa * 10 + digit
    if (scale >= 0) scale++
  }
  if (at === first || mantissa >= largestExactMantissa || scale > 22) return parseSlowly(bytes, start, end)
  const magnitude = scale > 0 ? mantissa / (exactPowers[scale] as number) : mantissa
  return isNegative ? -magnitude : magnitude
}

const decimalPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

function parseSlowly(bytes: Buffer, start: number, end: number): number {
  const text = bytes.toString('latin1', start, end).trim()
  const value = decimalPattern.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : Number.NaN
}
