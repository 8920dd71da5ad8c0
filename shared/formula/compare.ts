import type { ComparisonOperator } from './tree.ts'
import { isBlank, numericOf, type Value } from './value.ts'

/**
 * Compares as the criteria of COUNTIFS do: texts without regard to case; "=" and "<>" also between kinds, which are
 * never equal; an order only between values of one kind. A blank equals a blank and an empty text, nothing else.
 */
export function compareValues(operator: ComparisonOperator, left: Value, right: Value): boolean {
  if (operator === '=') return areEqual(left, right)
  if (operator === '<>') return !areEqual(left, right)
  const order = isBlank(left) || isBlank(right) ? undefined : orderOf(left, right)
  if (order === undefined) return false
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  return operator === '>' ? order > 0 : order >= 0
}

const areEqual = (left: Value, right: Value): boolean =>
  isBlank(left) || isBlank(right) ? isBlank(left) && isBlank(right) : areSame(left, right)

const areSame = (left: Value, right: Value): boolean =>
  left.kind === 'text' && right.kind === 'text'
    ? left.value.toLowerCase() === right.value.toLowerCase()
    : orderOf(left, right) === 0

function orderOf(left: Value, right: Value): number | undefined {
  const [a, b] = [numericOf(left), numericOf(right)]
  if (a !== undefined && b !== undefined) return a - b
  if (left.kind === 'text' && right.kind === 'text') {
    const [x, y] = [orderedText(left.value), orderedText(right.value)]
    return x === y ? 0 : x < y ? -1 : 1
  }
  if (left.kind === 'boolean' && right.kind === 'boolean') return Number(left.value) - Number(right.value)
  return undefined
}

/** As texts are put in order: without regard to case and accents, symbols before letters. */
const orderedText = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[{|}~]/g, '!')
