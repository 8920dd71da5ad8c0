import { type AstExpression, parseStructRef, parse as parseTokens, type Token, tokenize } from '@borgar/fx'
import { fail, type Result, succeed } from '#shared/domain/result.ts'
import { type FormulaProblem, problemAt } from './problem.ts'
import { type BinaryOperator, binaryOperators, type FormulaNode, type Span } from './tree.ts'
import { childrenOf } from './walk.ts'

/** Excel's limit for the text of a formula. */
export const longestFormula = 8192
/** Deeper trees exceed what the database's own parser takes. */
export const deepestFormula = 200

/**
 * Reads a formula's text; the leading "=" may be left out. Understands Excel's grammar with structured references
 * (`tickets[solved_at]`, `[@created_at]`, `[@[field name]]`). Whether names, fields and functions exist, and whether
 * types fit, is for `check`.
 */
export function parse(text: string): Result<FormulaNode, FormulaProblem> {
  const whole = { start: 0, length: text.length }
  if (text.length > longestFormula)
    return fail(
      problemAt(whole, `A formula has at most ${longestFormula} characters; this has ${text.length}.`),
    )
  if (text.replace(/^\s*=/, '').trim() === '') return fail(problemAt(whole, 'The formula is empty.'))
  try {
    const { formula, offset } = withoutLeadingSpace(text)
    const tokens = tokenize(formula, { withLocation: true, mergeRefs: true, negativeNumbers: false })
    const tokenProblem = findTokenProblem(tokens, offset)
    if (tokenProblem !== undefined) return fail(tokenProblem)
    const node = convert(readExpression(tokens, offset, text), { text, offset })
    if (depthOf(node) > deepestFormula)
      return fail(problemAt(whole, 'The formula is nested too deeply.', 'Split it into inputs with names.'))
    return succeed(node)
  } catch (cause) {
    if (cause instanceof Unreadable) return fail(cause.problem)
    if (cause instanceof RangeError)
      return fail(problemAt(whole, 'The formula is nested too deeply.', 'Split it into inputs with names.'))
    throw cause
  }
}

/** Carries a problem out of the recursive conversion; never leaves this file. */
class Unreadable extends Error {
  readonly problem: FormulaProblem
  constructor(problem: FormulaProblem) {
    super(problem.message)
    this.problem = problem
  }
}

const refuse = (span: Span, message: string, hint?: string): never => {
  throw new Unreadable(problemAt(span, message, hint))
}

function withoutLeadingSpace(text: string): { formula: string; offset: number } {
  const formula = text.trimStart()
  return { formula, offset: text.length - formula.length }
}

const spanOfToken = (token: Token, offset: number): Span => {
  const [start = 0, end = 0] = token.loc ?? []
  return { start: start + offset, length: end - start }
}

function findTokenProblem(tokens: readonly Token[], offset: number): FormulaProblem | undefined {
  const open: Token[] = []
  for (const token of tokens) {
    const span = spanOfToken(token, offset)
    if (token.unterminated === true && token.value.startsWith('"'))
      return problemAt(span, 'The text has no closing quotation mark.', 'Texts are written "like this".')
    if (token.type === 'unknown') return unknownTokenProblem(token, span)
    if (token.type !== 'operator') continue
    if (token.value === ';')
      return problemAt(span, 'A semicolon has no meaning here.', 'Operands are separated by commas.')
    if (token.value === '{' || token.value === '}')
      return problemAt(span, 'Lists in braces are not used here.')
    if (token.value === '(') open.push(token)
    if (token.value === ')' && open.pop() === undefined)
      return problemAt(span, 'This closing parenthesis has no opening one.')
  }
  const unclosed = open.pop()
  if (unclosed === undefined) return undefined
  return problemAt(spanOfToken(unclosed, offset), 'This parenthesis is not closed.', 'Add ")".')
}

function unknownTokenProblem(token: Token, span: Span): FormulaProblem {
  if (/^[rc]$/i.test(token.value))
    return problemAt(span, `"${token.value}" cannot be a name.`, 'Excel keeps R and C for itself.')
  if (token.value.includes('['))
    return problemAt(span, 'This field reference is not complete.', 'Write dataset[field] or [@field].')
  return problemAt(span, `"${token.value}" is not understood here.`)
}

function readExpression(tokens: Token[], offset: number, text: string): AstExpression {
  try {
    return parseTokens(tokens)
  } catch (cause) {
    if (cause instanceof RangeError) throw cause
    const before = cause instanceof Error && 'sourceOffset' in cause ? Number(cause.sourceOffset) : 0
    const at = Math.max(0, Math.min(before + offset, text.length) - 1)
    const last = tokens.findLast((token) => token.value.trim() !== '')
    const endsOpen = last?.type === 'operator' && last.value !== ')' && last.value !== '%'
    const atEnd = before + offset >= text.trimEnd().length
    if (atEnd && endsOpen)
      return refuse(
        { start: at, length: 1 },
        `The formula ends after "${last.value}", where a value belongs.`,
      )
    return refuse(
      { start: at, length: 1 },
      'Something is missing or too much here.',
      'Check operators, commas and parentheses.',
    )
  }
}

interface Source {
  readonly text: string
  readonly offset: number
}

function spanOf(node: { readonly loc?: readonly number[] }, source: Source): Span {
  const [start = 0, end = 0] = node.loc ?? []
  return { start: start + source.offset, length: end - start }
}

function convert(node: AstExpression, source: Source): FormulaNode {
  const span = spanOf(node, source)
  switch (node.type) {
    case 'Literal':
      return convertLiteral(node.value, span)
    case 'ErrorLiteral':
      return { kind: 'error', code: node.value, span }
    case 'ReferenceIdentifier':
      return convertReference(node.kind, node.value, span)
    case 'UnaryExpression':
      return convertUnary(node.operator, node.arguments, span, source)
    case 'BinaryExpression':
      return convertBinary(node.operator, node.arguments, span, source)
    case 'CallExpression':
      return convertCall(node, span, source)
    case 'ArrayExpression':
      return refuse(span, 'Lists in braces are not used here.')
    case 'LambdaExpression':
    case 'LetExpression':
      return refuse(span, 'LET and LAMBDA are not used here.', 'Give the part a name of its own as an input.')
  }
}

function convertLiteral(value: string | number | boolean, span: Span): FormulaNode {
  if (typeof value === 'string') return { kind: 'text', value, span }
  if (typeof value === 'boolean') return { kind: 'boolean', value, span }
  if (!Number.isFinite(value)) return refuse(span, 'The number is too large.')
  return { kind: 'number', value, span }
}

function convertReference(kind: string, value: string, span: Span): FormulaNode {
  if (kind === 'table') return convertStructured(value, span)
  if (kind === 'name' && !value.includes('!')) return { kind: 'name', name: value, span }
  return refuse(
    span,
    `"${value}" reads as a cell address.`,
    'Columns are written dataset[field]; other figures have names.',
  )
}

function convertStructured(text: string, span: Span): FormulaNode {
  const reference = parseStructRef(text)
  const [field, second] = reference?.columns ?? []
  const sections = reference?.sections ?? []
  if (
    field === undefined ||
    field.trim() === '' ||
    second !== undefined ||
    (reference?.context ?? []).length > 0
  )
    return refuse(span, 'A reference names one field.', 'Write dataset[field] or [@field].')
  const isRow = sections.length === 1 && sections[0]?.toLowerCase() === 'this row'
  if (isRow) return { kind: 'cell', field, span }
  if (sections.length > 0)
    return refuse(
      span,
      'Only whole columns and this row can be referred to.',
      'Write dataset[field] or [@field].',
    )
  const dataset = reference?.table ?? ''
  if (dataset === '')
    return refuse(
      span,
      `The field ${field} has no dataset.`,
      `Write dataset[${field}] for a column, [@${field}] for the row's own value.`,
    )
  return { kind: 'column', dataset, field, span }
}

function convertUnary(
  operator: string,
  operands: readonly AstExpression[],
  span: Span,
  source: Source,
): FormulaNode {
  const [first] = operands
  if (first === undefined) return refuse(span, 'Something is missing here.')
  if (operator === '-') return { kind: 'negate', operand: convert(first, source), span }
  if (operator === '%') return { kind: 'percent', operand: convert(first, source), span }
  if (operator === '+') return convert(first, source)
  return refuse(span, `"${operator}" is not used here.`)
}

const isBinaryOperator = (text: string): text is BinaryOperator =>
  (binaryOperators as readonly string[]).includes(text)

function convertBinary(
  operator: string,
  operands: readonly AstExpression[],
  span: Span,
  source: Source,
): FormulaNode {
  const [left, right] = operands
  if (left === undefined || right === undefined) return refuse(span, 'Something is missing here.')
  if (operator === ' ')
    return refuse(span, 'There is no operator between these two.', 'Names have no spaces; use an underscore.')
  if (!isBinaryOperator(operator)) return refuse(span, `"${operator}" is not used here.`)
  return { kind: 'binary', operator, left: convert(left, source), right: convert(right, source), span }
}

function convertCall(
  node: Extract<AstExpression, { type: 'CallExpression' }>,
  span: Span,
  source: Source,
): FormulaNode {
  const callee: { readonly type: string; readonly name?: string } = node.callee
  if (callee.type !== 'Identifier' || callee.name === undefined)
    return refuse(span, 'Only functions can be called.')
  const name = callee.name.toUpperCase()
  const given: readonly (AstExpression | null)[] = node.arguments
  const operands = given.map((operand, index) => {
    if (operand === null) return refuse(span, `Operand ${index + 1} of ${name} is empty.`)
    return operand
  })
  operands.forEach((operand, index) => {
    const previous = operands[index - 1]
    if (previous !== undefined) requireComma(previous, operand, source)
  })
  return { kind: 'call', name, operands: operands.map((operand) => convert(operand, source)), span }
}

/** The grammar of the tokens lets operands follow each other without a comma; Excel does not. */
function requireComma(before: AstExpression, after: AstExpression, source: Source): void {
  const end = (before.loc?.[1] ?? 0) + source.offset
  const start = (after.loc?.[0] ?? 0) + source.offset
  if (source.text.slice(end, start).includes(',')) return
  refuse({ start, length: 1 }, 'A comma is missing between two operands.')
}

function depthOf(node: FormulaNode): number {
  let deepest = 0
  for (const child of childrenOf(node)) deepest = Math.max(deepest, depthOf(child))
  return deepest + 1
}
