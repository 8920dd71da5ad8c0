/** One piece of a number format section, in order. */
export type FormatToken =
  | { readonly type: 'literal'; readonly text: string }
  /** 0, # or ? */
  | { readonly type: 'digit'; readonly text: string }
  | { readonly type: 'point' }
  | { readonly type: 'percent' }
  /** E+ or E- */
  | { readonly type: 'exponent'; readonly text: string }
  | { readonly type: 'fraction' }
  /** A run of y, m, d, h or s, [h] and its like, .000 of seconds, AM/PM. */
  | { readonly type: 'date'; readonly text: string }
  | { readonly type: 'text' }
  | { readonly type: 'general' }

export interface FormatSection {
  readonly tokens: readonly FormatToken[]
  readonly isDate: boolean
  readonly isElapsed: boolean
  readonly hasAmPm: boolean
  /** A comma between digits: thousands are grouped. */
  readonly isGrouped: boolean
  /** Each comma behind the last digit divides by a thousand. */
  readonly thousandths: number
  readonly condition?: { readonly operator: string; readonly operand: number }
}

export type FormatCode = readonly FormatSection[]

const known = new Map<string, FormatCode>()

/** Reads an Excel number format code (ECMA-376 part 1, 18.8.31): up to four sections parted by semicolons. */
export function parseFormatCode(code: string): FormatCode {
  const parsed = known.get(code) ?? splitSections(code).map(parseSection)
  known.set(code, parsed)
  return parsed
}

function splitSections(code: string): string[] {
  const sections = ['']
  const append = (text: string) => sections.push(`${sections.pop() ?? ''}${text}`)
  for (const [part] of code.matchAll(/"[^"]*"?|\\.?|[_*].?|\[[^\]]*\]?|./gsu)) {
    if (part === ';') sections.push('')
    else append(part)
  }
  return sections
}

const tokenPattern =
  /"([^"]*)"?|\\(.)|_.|\*.|\[([^\]]*)\]|General|AM\/PM|A\/P|E[+-]|y+|m+|d+|h+|s+(?:\.0+)?|b+|e+|[0#?]|./giu

interface Draft {
  tokens: FormatToken[]
  commas: number
  grouped: boolean
  elapsed: boolean
  condition?: { operator: string; operand: number }
}

function parseSection(section: string): FormatSection {
  const draft: Draft = { tokens: [], commas: 0, grouped: false, elapsed: false }
  for (const match of section.matchAll(tokenPattern)) addToken(draft, match)
  const isDate = draft.tokens.some((token) => token.type === 'date')
  const tokens = isDate ? draft.tokens.map(dateToken) : draft.tokens
  return {
    tokens,
    isDate,
    isElapsed: draft.elapsed,
    hasAmPm: tokens.some((token) => token.type === 'date' && /^a/i.test(token.text)),
    isGrouped: draft.grouped,
    thousandths: draft.commas,
    ...(draft.condition === undefined ? {} : { condition: draft.condition }),
  }
}

function addToken(draft: Draft, [text, quoted, escaped, bracketed]: RegExpMatchArray): void {
  const { tokens } = draft
  const literal = (shown: string) => tokens.push({ type: 'literal', text: shown })
  if (quoted !== undefined) literal(quoted)
  else if (escaped !== undefined) literal(escaped)
  else if (bracketed !== undefined) addBracketed(draft, bracketed)
  else if (text.startsWith('_')) literal(' ')
  else if (text.startsWith('*')) return
  else if (/^general$/i.test(text)) tokens.push({ type: 'general' })
  else if (/^(am\/pm|a\/p|[ymdhs])/i.test(text)) tokens.push({ type: 'date', text })
  else if (/^e[+-]$/i.test(text)) tokens.push({ type: 'exponent', text })
  else if (/^[0#?]$/.test(text)) {
    if (draft.commas > 0 && tokens.some((token) => token.type === 'digit')) draft.grouped = true
    draft.commas = 0
    tokens.push({ type: 'digit', text })
  } else if (text === '.') tokens.push({ type: 'point' })
  else if (text === ',') addComma(draft)
  else if (text === '%') tokens.push({ type: 'percent' })
  else if (text === '@') tokens.push({ type: 'text' })
  else if (text === '/' && tokens.some((token) => token.type === 'digit')) tokens.push({ type: 'fraction' })
  else literal(text)
}

/** A comma means something behind a digit only: grouping where digits follow, else a division by a thousand. */
function addComma(draft: Draft): void {
  if (draft.tokens.some((token) => token.type === 'digit')) draft.commas += 1
  else draft.tokens.push({ type: 'literal', text: ',' })
}

function addBracketed(draft: Draft, inner: string): void {
  const condition = /^(<>|<=|>=|<|>|=)(-?[\d.]+)$/.exec(inner)
  if (condition?.[1] !== undefined) {
    draft.condition = { operator: condition[1], operand: Number(condition[2]) }
    return
  }
  if (/^(h+|m+|s+)$/i.test(inner)) {
    draft.elapsed = true
    draft.tokens.push({ type: 'date', text: `[${inner.toLowerCase()}]` })
    return
  }
  const currency = /^\$([^-]*)/.exec(inner)
  if (currency?.[1] !== undefined && currency[1] !== '')
    draft.tokens.push({ type: 'literal', text: currency[1] })
}

/** Among dates, points and slashes are only signs, and digits stand for themselves. */
function dateToken(token: FormatToken): FormatToken {
  switch (token.type) {
    case 'point':
      return { type: 'literal', text: '.' }
    case 'fraction':
      return { type: 'literal', text: '/' }
    case 'digit':
      return { type: 'literal', text: token.text }
    case 'percent':
      return { type: 'literal', text: '%' }
    default:
      return token
  }
}
