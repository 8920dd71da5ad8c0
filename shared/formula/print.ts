import { stringifyStructRef } from '@borgar/fx'
import type { BinaryOperator, FormulaNode } from './tree.ts'

/** How tightly operators bind, as in Excel. */
export const precedence: Readonly<Record<BinaryOperator, number>> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '^': 5,
}
const unaryPrecedence = 6
const atomPrecedence = 7

function precedenceOf(node: FormulaNode): number {
  if (node.kind === 'binary') return precedence[node.operator]
  if (node.kind === 'negate') return unaryPrecedence
  if (node.kind === 'number' && node.value < 0) return unaryPrecedence
  return atomPrecedence
}

/** How references and calls are written; everything else of the grammar is the same in every rendering. */
export interface ReferenceWriter {
  readonly write: (node: FormulaNode, writeChild: (child: FormulaNode) => string) => string | undefined
  readonly spaced: boolean
}

/** A text as a literal of the language: quotation marks doubled. */
export const quoteText = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** Writes a tree as text with parentheses only where the grammar needs them; `writer` may take over any node. */
export function printWith(node: FormulaNode, writer: ReferenceWriter): string {
  const write = (child: FormulaNode): string => printWith(child, writer)
  const own = writer.write(node, write)
  if (own !== undefined) return own
  const space = writer.spaced ? ' ' : ''
  const within = (child: FormulaNode, least: number): string =>
    precedenceOf(child) < least ? `(${write(child)})` : write(child)
  switch (node.kind) {
    case 'number':
      return String(node.value)
    case 'text':
      return quoteText(node.value)
    case 'boolean':
      return node.value ? 'TRUE' : 'FALSE'
    case 'error':
      return node.code
    case 'column':
      return stringifyStructRef({ table: node.dataset, columns: [node.field], sections: [] })
    case 'cell':
      if (/^\w+$/.test(node.field)) return `[@${node.field}]`
      return stringifyStructRef({ columns: [node.field], sections: ['this row'] }, { thisRow: false })
    case 'name':
      return node.name
    case 'negate':
      return `-${within(node.operand, unaryPrecedence)}`
    case 'percent':
      return `${within(node.operand, unaryPrecedence)}%`
    case 'binary': {
      const own = precedence[node.operator]
      return `${within(node.left, own)}${space}${node.operator}${space}${within(node.right, own + 1)}`
    }
    case 'call':
      return `${node.name}(${node.operands.map(write).join(`,${space}`)})`
  }
}

/**
 * The canonical text of a formula, without a leading "=". Law: parsing it gives the same tree (spans aside).
 */
export const print = (node: FormulaNode): string =>
  printWith(node, { write: writePercentOperand, spaced: true })

/** "-5%" reads as a percentage of -5, so a negated percentage keeps its parentheses. */
function writePercentOperand(node: FormulaNode, write: (child: FormulaNode) => string): string | undefined {
  if (node.kind !== 'negate' || node.operand.kind !== 'percent') return undefined
  return `-(${write(node.operand)})`
}
