import type { FormulaScope, ValueType } from './scope.ts'
import type { FormulaNode, Span } from './tree.ts'

/** A node in its canonical spelling, and the type of its value. */
export interface Checked {
  readonly node: FormulaNode
  readonly type: ValueType
}

/** What the parts of the checker share: the scope, the way down, and where problems go. */
export interface Checker {
  readonly scope: FormulaScope
  readonly check: (node: FormulaNode) => Checked
  /** The type of a node without reporting anything about it. */
  readonly typeOf: (node: FormulaNode) => ValueType
  readonly report: (span: Span, message: string, hint?: string) => void
}

const descriptions: Readonly<Record<ValueType, string>> = {
  number: 'a number',
  date: 'a date',
  text: 'text',
  boolean: 'TRUE or FALSE',
  blank: 'a blank',
  any: 'a value',
}

export const describeType = (type: ValueType): string => descriptions[type]

/** The one type of values of which any may be chosen; undefined where they do not go together. */
export function unite(types: readonly ValueType[]): ValueType | undefined {
  const solid = new Set(types.filter((type) => type !== 'blank' && type !== 'any'))
  if (solid.size === 0) return types.includes('any') ? 'any' : 'blank'
  const [first, ...others] = solid
  if (others.length === 0) return first
  return [...solid].every((type) => type === 'number' || type === 'date') ? 'number' : undefined
}
