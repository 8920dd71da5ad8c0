import { fieldOfCell } from './check-references.ts'
import { type Checked, type Checker, describeType } from './checker.ts'
import { suggestion } from './problem.ts'
import type { ScopeField, ValueType } from './scope.ts'
import type { FormulaNode } from './tree.ts'

type BinaryNode = Extract<FormulaNode, { kind: 'binary' }>

export function checkBinary(node: BinaryNode, checker: Checker): Checked {
  const left = checker.check(node.left)
  const right = checker.check(node.right)
  return {
    node: { ...node, left: left.node, right: right.node },
    type: typeOfBinary(node, left, right, checker),
  }
}

function typeOfBinary(node: BinaryNode, left: Checked, right: Checked, checker: Checker): ValueType {
  switch (node.operator) {
    case '&':
      return 'text'
    case '+':
    case '-':
      return checkSum(node, left, right, checker)
    case '*':
    case '/':
    case '^':
      needNumber(left, checker)
      needNumber(right, checker)
      return 'number'
    default:
      checkComparison(node, left, right, checker)
      return 'boolean'
  }
}

const isReadableNumber = ({ node }: Checked): boolean =>
  node.kind === 'text' && node.value.trim() !== '' && Number.isFinite(Number(node.value))

/** Reports an operand that is not a number; TRUE and FALSE pass as 1 and 0, as in Excel. */
export function needNumber(operand: Checked, checker: Checker): void {
  const { node, type } = operand
  if (type === 'number' || type === 'boolean' || type === 'any' || isReadableNumber(operand)) return
  const hint = type === 'date' ? 'Dates can be compared and subtracted, and days added to them.' : undefined
  checker.report(node.span, `This is ${describeType(type)} where a number is needed.`, hint)
}

/** Reports an operand that is not a date. */
export function needDate({ node, type }: Checked, checker: Checker): void {
  if (type === 'date' || type === 'any') return
  checker.report(
    node.span,
    `This is ${describeType(type)} where a date is needed.`,
    'A date is written DATE(2024, 1, 31).',
  )
}

/** Reports an operand that is not a condition. */
export function needCondition({ node, type }: Checked, checker: Checker): void {
  if (type === 'boolean' || type === 'number' || type === 'any') return
  checker.report(node.span, `This is ${describeType(type)} where a condition is needed.`)
}

function checkSum(node: BinaryNode, left: Checked, right: Checked, checker: Checker): ValueType {
  const isDate = [left.type === 'date', right.type === 'date']
  if (isDate[0] === true && isDate[1] === true) {
    if (node.operator === '-') return 'number'
    checker.report(
      node.span,
      'Two dates cannot be added.',
      'Subtract them for the days between, or add a number of days.',
    )
    return 'any'
  }
  if (isDate[1] === true && node.operator === '-' && left.type !== 'any') {
    checker.report(node.span, 'A date cannot be subtracted from a number.')
    return 'any'
  }
  if (isDate[0] !== true) needNumber(left, checker)
  if (isDate[1] !== true) needNumber(right, checker)
  return isDate.includes(true) ? 'date' : 'number'
}

function checkComparison(node: BinaryNode, left: Checked, right: Checked, checker: Checker): void {
  if (left.type === 'any' || right.type === 'any') return
  if (left.type === 'blank' || right.type === 'blank') {
    if (node.operator === '=' || node.operator === '<>') return
    checker.report(node.span, 'A blank is neither smaller nor larger than anything.', 'Use = "" or <> "".')
    return
  }
  if (left.type !== right.type) {
    checker.report(
      node.span,
      `This compares ${describeType(left.type)} with ${describeType(right.type)}.`,
      hintForComparison(left, right),
    )
    return
  }
  checkEnumText(left, right, checker)
  checkEnumText(right, left, checker)
}

function hintForComparison(left: Checked, right: Checked): string | undefined {
  const types = [left.type, right.type]
  if (types.includes('date')) return 'A date is written DATE(2024, 1, 31).'
  if (types.includes('boolean')) return 'Compare it with TRUE or FALSE.'
  return undefined
}

function checkEnumText(cell: Checked, text: Checked, checker: Checker): void {
  const field = fieldOfCell(cell.node, checker)
  if (field !== undefined && text.node.kind === 'text')
    needEnumValue(text.node.value, text.node, field, checker)
}

/** Reports a text that a field of fixed values never holds. */
export function needEnumValue(text: string, node: FormulaNode, field: ScopeField, checker: Checker): void {
  const { values } = field
  if (values === undefined || text === '') return
  if (values.some((value) => value.toLowerCase() === text.toLowerCase())) return
  checker.report(
    node.span,
    `"${text}" is none of the field's values.`,
    suggestion(text, values) ?? `It holds ${values.join(', ')}.`,
  )
}
