/**
 * text -> [parse: tree] -> check: types -> SQL | Excel | words | value
 *
 * The formula language's tree. It is Excel's language with structured references over datasets (`tickets[solved_at]`),
 * `[@field]` in row formulas, and names (period, assumptions, other metrics, a method's inputs).
 */

/** Where in the formula's text a node stands: 0-based offset and length. */
export interface Span {
  readonly start: number
  readonly length: number
}

export const comparisonOperators = ['=', '<>', '<', '<=', '>', '>='] as const
export type ComparisonOperator = (typeof comparisonOperators)[number]
export const binaryOperators = ['+', '-', '*', '/', '^', '&', ...comparisonOperators] as const
export type BinaryOperator = (typeof binaryOperators)[number]

export type FormulaNode =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'error'; readonly code: string; readonly span: Span }
  /** A whole column of a dataset: `tickets[solved_at]`. */
  | {
      readonly kind: 'column'
      readonly dataset: string
      readonly field: string
      readonly span: Span
    }
  /** This row's cell: `[@solved_at]`. */
  | { readonly kind: 'cell'; readonly field: string; readonly span: Span }
  /** period_start, an assumption, another metric, an input of the method. */
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  | {
      readonly kind: 'negate' | 'percent'
      readonly operand: FormulaNode
      readonly span: Span
    }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: FormulaNode
      readonly right: FormulaNode
      readonly span: Span
    }
  /** `name` in upper case. */
  | {
      readonly kind: 'call'
      readonly name: string
      readonly operands: readonly FormulaNode[]
      readonly span: Span
    }

/**
 * One criterion of a ...IFS function, taken apart: `tickets[created_at],">="&period_start` is
 * {field: created_at, operator: '>=', operand: period_start}. The operand is a scalar and may hold aggregates of its own.
 */
export interface Criterion {
  readonly field: string
  readonly operator: ComparisonOperator
  /** A text literal keeps its wildcards; a text that reads as a number, a date or TRUE is that literal already. */
  readonly operand: FormulaNode
  /** The text as written, where it was read as a number, a date or TRUE: a column of texts is compared with it. */
  readonly literal?: string
  /** The bare criterion "=": matches blank cells but not empty texts, which "" matches as well. */
  readonly blankOnly?: true
}

/** One aggregate over one dataset, the unit of a scan. Two calls with equal `key` are computed once. */
export interface AggregateCall {
  readonly key: string
  readonly function:
    | 'SUM'
    | 'COUNT'
    | 'COUNTA'
    | 'COUNTBLANK'
    | 'COUNTROWS'
    | 'COUNTUNIQUE'
    | 'AVERAGE'
    | 'MEDIAN'
    | 'MIN'
    | 'MAX'
    | 'PERCENTILE'
  readonly dataset: string
  /** The field added up or counted; undefined for COUNTIFS, which counts rows. */
  readonly field?: string
  /** PERCENTILE's k. */
  readonly k?: FormulaNode
  readonly criteria: readonly Criterion[]
}
