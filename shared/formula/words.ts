import { aggregateOf } from './aggregates.ts'
import { precedence, print } from './print.ts'
import type { AggregateCall, BinaryOperator, ComparisonOperator, Criterion, FormulaNode } from './tree.ts'
import { nodesOf } from './walk.ts'

/** Display names; what is undefined is shown by its id with spaces. */
export interface WordLabels {
  readonly dataset?: (dataset: string) => string | undefined
  /** `dataset` is undefined for the row's own fields. */
  readonly field?: (dataset: string | undefined, field: string) => string | undefined
  readonly name?: (name: string) => string | undefined
}

/** A formula in words: one line, and each of its aggregates with its own words, for a list beneath it. */
export interface FormulaWords {
  readonly line: string
  readonly parts: readonly { readonly key: string; readonly words: string }[]
}

/** The formula with display names, for people: "number of tickets where solved at is on or after period start". */
export function toWords(node: FormulaNode, labels: WordLabels = {}): FormulaWords {
  const parts = new Map<string, string>()
  for (const each of nodesOf(node)) {
    const call = aggregateOf(each)
    if (call !== undefined) parts.set(call.key, aggregateWords(call, labels))
  }
  return {
    line: write(node, labels, 0),
    parts: [...parts].map(([key, words]) => ({ key, words })),
  }
}

const spaced = (id: string): string => id.replaceAll('_', ' ')

const fieldWords = (dataset: string | undefined, field: string, labels: WordLabels): string =>
  labels.field?.(dataset, field) ?? spaced(field)

const nameWords = (name: string, labels: WordLabels): string => labels.name?.(name) ?? spaced(name)

const leads: Readonly<Record<AggregateCall['function'], string>> = {
  SUM: 'total',
  COUNT: 'number of values in',
  COUNTA: 'number of filled cells in',
  COUNTBLANK: 'number of blanks in',
  COUNTROWS: 'number of',
  COUNTUNIQUE: 'number of different',
  AVERAGE: 'average',
  MEDIAN: 'median',
  MIN: 'smallest',
  MAX: 'largest',
  PERCENTILE: 'percentile',
}

/** One aggregate in words. */
export function aggregateWords(call: AggregateCall, labels: WordLabels = {}): string {
  const dataset = labels.dataset?.(call.dataset) ?? spaced(call.dataset)
  const where = call.criteria
    .map((criterion) => criterionWords(call.dataset, criterion, labels))
    .join(' and ')
  const lead = call.k === undefined ? leads[call.function] : percentileLead(call.k, labels)
  const what =
    call.field === undefined
      ? dataset.toLowerCase()
      : `${fieldWords(call.dataset, call.field, labels).toLowerCase()} of ${dataset.toLowerCase()}`
  return where === '' ? `${lead} ${what}` : `${lead} ${what} where ${where}`
}

function percentileLead(k: FormulaNode, labels: WordLabels): string {
  if (k.kind !== 'number') return `percentile (${write(k, labels, 0)}) of`
  return `${ordinal(Math.round(k.value * 1e6) / 1e4)} percentile of`
}

function ordinal(number: number): string {
  const last = number % 10
  const isTeen = Math.floor((number % 100) / 10) === 1
  if (!Number.isInteger(number) || isTeen || last === 0 || last > 3) return `${number}th`
  return `${number}${['th', 'st', 'nd', 'rd'][last]}`
}

const criterionOperators: Readonly<Record<ComparisonOperator, string>> = {
  '=': 'is',
  '<>': 'is not',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
}
const dateOperators: Partial<Record<ComparisonOperator, string>> = {
  '<': 'is before',
  '<=': 'is on or before',
  '>': 'is after',
  '>=': 'is on or after',
}

/** Names and functions that yield dates, for "before" and "after" instead of "below" and "above". */
const isDateLike = (node: FormulaNode): boolean =>
  (node.kind === 'name' && /^period_(start|end)$/.test(node.name)) ||
  (node.kind === 'call' && ['DATE', 'EDATE', 'EOMONTH'].includes(node.name)) ||
  (node.kind === 'binary' && (isDateLike(node.left) || isDateLike(node.right)))

function criterionWords(dataset: string, criterion: Criterion, labels: WordLabels): string {
  const { operator, operand } = criterion
  const field = fieldWords(dataset, criterion.field, labels).toLowerCase()
  if (operand.kind === 'text' && operand.value === '')
    return `${field} ${operator === '<>' ? 'is not' : 'is'} blank`
  const verb = (isDateLike(operand) ? dateOperators[operator] : undefined) ?? criterionOperators[operator]
  return `${field} ${verb} ${write(operand, labels, precedence['='])}`
}

const signs: Partial<Record<BinaryOperator, string>> = {
  '*': '×',
  '/': '÷',
  '-': '−',
  '<>': '≠',
  '<=': '≤',
  '>=': '≥',
  '&': 'followed by',
}

function write(node: FormulaNode, labels: WordLabels, outer: number): string {
  const aggregate = aggregateOf(node)
  if (aggregate !== undefined) {
    const words = aggregateWords(aggregate, labels)
    return outer > 0 ? `(${words})` : words
  }
  switch (node.kind) {
    case 'text':
      return node.value === '' ? 'blank' : `“${node.value}”`
    case 'boolean':
      return node.value ? 'yes' : 'no'
    case 'name':
      return nameWords(node.name, labels)
    case 'cell':
      return fieldWords(undefined, node.field, labels)
    case 'column':
      return fieldWords(node.dataset, node.field, labels)
    case 'negate':
      return `−${write(node.operand, labels, 6)}`
    case 'percent':
      return `${write(node.operand, labels, 6)} %`
    case 'binary': {
      const own = precedence[node.operator]
      const sign = signs[node.operator] ?? node.operator
      const words = `${write(node.left, labels, own)} ${sign} ${write(node.right, labels, own + 1)}`
      return own < outer ? `(${words})` : words
    }
    case 'call':
      return callWords(node, labels)
    default:
      return print(node)
  }
}

function callWords(node: Extract<FormulaNode, { kind: 'call' }>, labels: WordLabels): string {
  const operands = node.operands.map((operand) => write(operand, labels, 0))
  const [first = '', second = '', third = ''] = operands
  switch (node.name) {
    case 'DATE':
      return dateWords(node.operands) ?? `the date ${operands.join(', ')}`
    case 'IF':
      return `${second} if ${first}, otherwise ${third === '' ? 'no' : third}`
    case 'IFERROR':
      return `${first} (where it has no value: ${second})`
    case 'AND':
      return operands.join(' and ')
    case 'OR':
      return operands.join(' or ')
    case 'NOT':
      return `not ${first}`
    case 'ABS':
      return `size of ${first}`
    case 'MIN':
      return `the smaller of ${operands.join(' and ')}`
    case 'MAX':
      return `the larger of ${operands.join(' and ')}`
    case 'ROUND':
      return `${first} rounded to ${second} decimals`
    case 'EDATE':
      return monthsWords(first, node.operands[1], second)
    case 'EOMONTH':
      return `end of the month of ${monthsWords(first, node.operands[1], second)}`
    default:
      return `${node.name.toLowerCase()}(${operands.join(', ')})`
  }
}

function dateWords(operands: readonly FormulaNode[]): string | undefined {
  const [year, month, day] = operands.map((operand) =>
    operand.kind === 'number' ? operand.value : undefined,
  )
  if (year === undefined || month === undefined || day === undefined) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function monthsWords(date: string, months: FormulaNode | undefined, words: string): string {
  const isNegative = months?.kind === 'negate'
  const count = months?.kind === 'negate' ? months.operand : months
  if (count?.kind !== 'number') return `${date} moved by ${words} months`
  if (count.value === 0) return date
  const unit = count.value === 1 ? 'month' : 'months'
  return `${count.value} ${unit} ${isNegative ? 'before' : 'after'} ${date}`
}
