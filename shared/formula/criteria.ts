import type { ComparisonOperator, Criterion, FormulaNode, Span } from './tree.ts'

/**
 * Takes the criterion of an ...IFS function apart as Excel reads it: an operator at the front of the text, and what
 * follows read as a number, an ISO date, TRUE or FALSE, or else a text whose * ? ~ are wildcards.
 *
 *   ">="&period_start  ->  >= period_start        "<>"  ->  <> ""        5  ->  = 5        "*open*"  ->  = "*open*"
 */
export function takeCriterionApart(node: FormulaNode): Omit<Criterion, 'field'> {
  const [first, ...rest] = concatenated(node)
  if (first?.kind !== 'text') return { operator: '=', operand: node }
  const { operator, remainder } = splitOperator(first.value)
  if (rest.every((part) => part.kind === 'text')) {
    const text = remainder + rest.map((part) => (part.kind === 'text' ? part.value : '')).join('')
    const isBareEquals = operator === '=' && text === ''
    const operand = readLiteral(text, node.span)
    const read = { operator: operator ?? '=', operand } as const
    if (isBareEquals) return { ...read, blankOnly: true }
    return operand.kind === 'text' ? read : { ...read, literal: text }
  }
  const parts = remainder === '' ? rest : [{ ...first, value: remainder }, ...rest]
  return { operator: operator ?? '=', operand: parts.length === 0 ? node : parts.reduce(concatenate) }
}

/** The parts of a chain of "&", in order. */
function concatenated(node: FormulaNode): FormulaNode[] {
  if (node.kind !== 'binary' || node.operator !== '&') return [node]
  return [...concatenated(node.left), ...concatenated(node.right)]
}

const concatenate = (left: FormulaNode, right: FormulaNode): FormulaNode => ({
  kind: 'binary',
  operator: '&',
  left,
  right,
  span: { start: left.span.start, length: right.span.start + right.span.length - left.span.start },
})

/** Longest first, so that ">=" is not read as ">". */
const operatorsByLength: readonly ComparisonOperator[] = ['>=', '<=', '<>', '>', '<', '=']

function splitOperator(text: string): { operator: ComparisonOperator | undefined; remainder: string } {
  const operator = operatorsByLength.find((each) => text.startsWith(each))
  return { operator, remainder: text.slice(operator?.length ?? 0) }
}

const numberPattern = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*(%?)\s*$/i
const datePattern = /^\s*(\d{4})-(\d{2})-(\d{2})\s*$/

/** A criterion's text as the value that Excel compares with. */
export function readLiteral(text: string, span: Span): FormulaNode {
  const number = numberPattern.exec(text)
  if (number !== null) {
    const value = Number.parseFloat(text)
    return { kind: 'number', value: number[1] === '%' ? value / 100 : value, span }
  }
  const date = datePattern.exec(text)
  if (date !== null) {
    const operands = date.slice(1).map((part) => ({ kind: 'number', value: Number(part), span }) as const)
    return { kind: 'call', name: 'DATE', operands, span }
  }
  if (/^(true|false)$/i.test(text)) return { kind: 'boolean', value: text.toLowerCase() === 'true', span }
  return { kind: 'text', value: text, span }
}

/** One element of a wildcard pattern. */
export type PatternPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }

/** A text criterion's pattern: * any text, ? one character, ~ before * ? ~ takes away their meaning. */
export function readPattern(text: string): PatternPart[] {
  const parts: PatternPart[] = []
  let literal = ''
  const flush = (): void => {
    if (literal !== '') parts.push({ kind: 'literal', text: literal })
    literal = ''
  }
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    const next = text.charAt(index + 1)
    if (character === '~' && (next === '*' || next === '?' || next === '~')) {
      literal += next
      index++
    } else if (character === '*' || character === '?') {
      flush()
      parts.push({ kind: character === '*' ? 'any' : 'one' })
    } else literal += character
  }
  flush()
  return parts
}
