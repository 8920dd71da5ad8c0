import type { FormatCode, FormatSection, FormatToken } from './format-code.ts'

/** Excel shows no more than eleven characters of a number without a format of its own. */
const generalDigits = 10

/** A number under no format: as many digits as it has, and exponents only where it is very large or very small. */
export function formatGeneral(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  const size = Math.abs(value)
  if (size >= 1e15 || size < 1e-9) return Number(value.toPrecision(6)).toExponential().replace('e', 'E')
  return String(Number(value.toPrecision(generalDigits)))
}

/** A number as its format code shows it. */
export function formatNumber(value: number, code: FormatCode): string {
  const { section, magnitude, minus } = chooseSection(value, code)
  if (section === undefined) return formatGeneral(value)
  const shown = renderSection(magnitude, section)
  // What rounds to nothing has no sign.
  return minus && /[1-9]/.test(shown) ? `-${shown}` : shown
}

/** The section that a number falls under; a section for negatives brings its own sign. */
function chooseSection(value: number, code: FormatCode) {
  const numeric = code.slice(0, 3)
  if (numeric.some((section) => section.condition !== undefined)) {
    const section = numeric.find((candidate) => holds(candidate, value))
    return { section, magnitude: Math.abs(value), minus: value < 0 }
  }
  const [positive, negative, zero] = numeric
  if (value < 0 && negative !== undefined && negative.tokens.length > 0)
    return { section: negative, magnitude: -value, minus: false }
  if (value === 0 && zero !== undefined) return { section: zero, magnitude: 0, minus: false }
  return { section: positive, magnitude: Math.abs(value), minus: value < 0 }
}

function holds({ condition }: FormatSection, value: number): boolean {
  if (condition === undefined) return true
  const { operator, operand } = condition
  switch (operator) {
    case '<':
      return value < operand
    case '<=':
      return value <= operand
    case '>':
      return value > operand
    case '>=':
      return value >= operand
    case '<>':
      return value !== operand
    default:
      return value === operand
  }
}

function renderSection(magnitude: number, section: FormatSection): string {
  const { tokens } = section
  if (tokens.some((token) => token.type === 'general' || token.type === 'text'))
    return joined(tokens, () => formatGeneral(magnitude))
  if (!tokens.some((token) => token.type === 'digit')) return joined(tokens, () => '')
  if (tokens.some((token) => token.type === 'exponent')) return renderExponent(magnitude, section)
  if (tokens.some((token) => token.type === 'fraction')) return renderFraction(magnitude, section)
  const percents = tokens.filter((token) => token.type === 'percent').length
  const scaled = (Number(`${magnitude.toPrecision(15)}`) * 100 ** percents) / 1000 ** section.thousandths
  return renderDecimal(scaled, section)
}

const joined = (tokens: readonly FormatToken[], general: () => string): string =>
  tokens
    .map((token) => {
      if (token.type === 'literal') return token.text
      if (token.type === 'percent') return '%'
      return token.type === 'general' || token.type === 'text' ? general() : ''
    })
    .join('')

/** Decimal digits rounded half away from zero on what a person sees, the fifteen digits that are exact. */
export function roundedDigits(magnitude: number, decimals: number): string {
  const exact = magnitude.toPrecision(15)
  const shifted = Math.round(Number(exact.includes('e') ? exact : `${exact}e${decimals}`))
  if (exact.includes('e') || !Number.isSafeInteger(shifted)) return magnitude.toFixed(Math.min(decimals, 100))
  const digits = String(shifted).padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

function renderDecimal(value: number, { tokens, isGrouped }: FormatSection): string {
  const point = tokens.findIndex((token) => token.type === 'point')
  const before = point < 0 ? tokens : tokens.slice(0, point)
  const after = point < 0 ? [] : tokens.slice(point + 1)
  const decimals = after.filter((token) => token.type === 'digit').length
  const [whole = '0', fraction = ''] = roundedDigits(value, decimals).split('.')
  return `${renderWhole(whole, before, isGrouped)}${point < 0 ? '' : '.'}${renderDecimals(fraction, after)}`
}

const padding = { '0': '0', '#': '', '?': ' ' }
const paddingOf = (digit: string): string =>
  digit === '0' ? padding['0'] : digit === '?' ? padding['?'] : ''

/** Digits go into their places from the right; the first place takes all that are left. */
function renderWhole(whole: string, tokens: readonly FormatToken[], isGrouped: boolean): string {
  let digits = whole === '0' ? '' : whole
  let placesLeft = tokens.filter((token) => token.type === 'digit').length
  let shown = ''
  let count = 0
  const put = (digit: string) => {
    if (isGrouped && count > 0 && count % 3 === 0 && digit !== ' ') shown = `,${shown}`
    shown = `${digit}${shown}`
    count += 1
  }
  for (const token of tokens.toReversed()) {
    if (token.type === 'literal') shown = `${token.text}${shown}`
    else if (token.type === 'percent') shown = `%${shown}`
    else if (token.type === 'digit') {
      placesLeft -= 1
      const take = placesLeft === 0 ? Math.max(1, digits.length) : 1
      for (let index = 0; index < take; index += 1) {
        const digit = digits.slice(-1)
        digits = digits.slice(0, -1)
        const filled = digit === '' ? paddingOf(token.text) : digit
        if (filled !== '') put(filled)
      }
    }
  }
  return shown
}

/** Zeros at the end go where the place is # and stay where it is 0. */
function renderDecimals(fraction: string, tokens: readonly FormatToken[]): string {
  const significant = fraction.replace(/0+$/, '').length
  let place = 0
  return tokens
    .map((token) => {
      if (token.type === 'literal') return token.text
      if (token.type === 'percent') return '%'
      if (token.type !== 'digit') return ''
      const digit = fraction[place] ?? '0'
      place += 1
      return place <= significant ? digit : paddingOf(token.text)
    })
    .join('')
}

function renderExponent(magnitude: number, section: FormatSection): string {
  const at = section.tokens.findIndex((token) => token.type === 'exponent')
  const mantissa = { ...section, tokens: section.tokens.slice(0, at) }
  const places = section.tokens.slice(at + 1)
  const point = mantissa.tokens.findIndex((token) => token.type === 'point')
  const wholes = (point < 0 ? mantissa.tokens : mantissa.tokens.slice(0, point)).filter(
    (token) => token.type === 'digit',
  ).length
  const decimals = mantissa.tokens.filter((token) => token.type === 'digit').length - wholes
  const step = Math.max(1, wholes)
  const raw = magnitude === 0 ? 0 : Math.floor(Math.log10(magnitude) + 1e-12)
  let exponent = Math.floor(raw / step) * step
  // Rounding may carry the mantissa into one more digit than it has places.
  if (Number(roundedDigits(magnitude / 10 ** exponent, decimals)) >= 10 ** step) exponent += step
  const sign = exponent < 0 ? '-' : section.tokens[at]?.type === 'exponent' && isPlus(section, at) ? '+' : ''
  const digits = String(Math.abs(exponent)).padStart(
    places.filter((token) => token.type === 'digit').length,
    '0',
  )
  const rest = places.map((token) => (token.type === 'literal' ? token.text : '')).join('')
  return `${renderDecimal(magnitude / 10 ** exponent, mantissa)}E${sign}${digits}${rest}`
}

function isPlus(section: FormatSection, at: number): boolean {
  const token = section.tokens[at]
  return token?.type === 'exponent' && token.text.endsWith('+')
}

/** A mixed number such as 2 3/8: the nearest fraction whose denominator has the code's digits. */
function renderFraction(magnitude: number, { tokens }: FormatSection): string {
  const at = tokens.findIndex((token) => token.type === 'fraction')
  const denominatorPlaces = tokens.slice(at + 1).filter((token) => token.type === 'digit').length
  const hasWhole = tokens.slice(0, at).some((token, index) => {
    const next = tokens[index + 1]
    return token.type === 'digit' && next?.type === 'literal'
  })
  const whole = hasWhole ? Math.floor(magnitude) : 0
  const [numerator, denominator] = nearestFraction(
    magnitude - whole,
    10 ** Math.max(1, denominatorPlaces) - 1,
  )
  if (numerator === denominator && hasWhole) return String(whole + 1)
  if (numerator === 0 && hasWhole) return String(whole)
  return `${hasWhole && whole > 0 ? `${whole} ` : ''}${numerator}/${denominator}`
}

function nearestFraction(value: number, largest: number): [numerator: number, denominator: number] {
  let best: [number, number] = [Math.round(value), 1]
  for (let denominator = 2; denominator <= largest; denominator += 1) {
    const numerator = Math.round(value * denominator)
    if (Math.abs(value - numerator / denominator) < Math.abs(value - best[0] / best[1]) - 1e-12)
      best = [numerator, denominator]
  }
  return best
}
