import { checkAggregate } from './check-aggregate.ts'
import { hasRightCount, nameSpan } from './check-operands.ts'
import { needCondition, needDate, needNumber } from './check-operators.ts'
import { type Checked, type Checker, unite } from './checker.ts'
import { dateDifUnits } from './dates.ts'
import { functions, otherSpellings, variadicFunctions } from './functions.ts'
import { suggestion } from './problem.ts'
import type { ValueType } from './scope.ts'
import type { FormulaNode } from './tree.ts'

type CallNode = Extract<FormulaNode, { kind: 'call' }>

export function checkCall(node: CallNode, checker: Checker): Checked {
  const definition = functions.get(node.name)
  if (definition === undefined) {
    reportUnknown(node, checker)
    for (const operand of node.operands) if (operand.kind !== 'column') checker.check(operand)
    return { node, type: 'any' }
  }
  const isScalar = definition.aggregate === undefined || isOverSingleValues(node)
  if (!isScalar) return checkAggregate(node, definition, checker)
  if (definition.aggregate === undefined && !hasRightCount(node, definition, checker))
    return { node, type: 'any' }
  const operands = node.operands.map(checker.check)
  const type = typeOfScalar(node, operands, checker)
  return { node: { ...node, operands: operands.map((operand) => operand.node) }, type }
}

/** SUM(a, b) adds up single values; SUM(dataset[field]) a column. */
const isOverSingleValues = (node: CallNode): boolean =>
  variadicFunctions.has(node.name) &&
  node.operands.length > 0 &&
  node.operands.every((operand) => operand.kind !== 'column')

function reportUnknown(node: CallNode, checker: Checker): void {
  const spelling = otherSpellings.get(node.name)
  if (spelling !== undefined) {
    checker.report(nameSpan(node), `${node.name} is not a function here.`, `Write ${spelling}.`)
    return
  }
  checker.report(
    nameSpan(node),
    `${node.name} is not a known function.`,
    suggestion(node.name.toLowerCase(), functions.keys()),
  )
}

function typeOfScalar(node: CallNode, operands: readonly Checked[], checker: Checker): ValueType {
  const needAll = (need: (operand: Checked, checker: Checker) => void, some = operands): void => {
    for (const operand of some) need(operand, checker)
  }
  switch (node.name) {
    case 'IF':
      needAll(needCondition, operands.slice(0, 1))
      return unitedType(
        node,
        operands.length < 3 ? [...operands.slice(1), otherwiseFalse(node)] : operands.slice(1),
        checker,
      )
    case 'IFS':
      needAll(
        needCondition,
        operands.filter((_, index) => index % 2 === 0),
      )
      if (operands.length % 2 !== 0)
        checker.report(
          node.span,
          'IFS takes conditions and values in pairs.',
          functions.get('IFS')?.signature,
        )
      return unitedType(
        node,
        operands.filter((_, index) => index % 2 === 1),
        checker,
      )
    case 'SWITCH':
      return typeOfSwitch(node, operands, checker)
    case 'IFERROR':
      return unitedType(node, operands, checker)
    case 'AND':
    case 'OR':
    case 'NOT':
      needAll(needCondition)
      return 'boolean'
    case 'EDATE':
    case 'EOMONTH':
      needAll(needDate, operands.slice(0, 1))
      needAll(needNumber, operands.slice(1))
      return 'date'
    case 'DATE':
      needAll(needNumber)
      return 'date'
    case 'YEAR':
    case 'MONTH':
    case 'DAY':
      needAll(needDate)
      return 'number'
    case 'DATEDIF':
      needAll(needDate, operands.slice(0, 2))
      checkUnit(operands[2], checker)
      return 'number'
    case 'YEARFRAC':
      needAll(needDate, operands.slice(0, 2))
      checkBasis(operands[2], checker)
      return 'number'
    case 'INT':
    case 'MIN':
    case 'MAX':
    case 'AVERAGE':
      return typeOfDatesOrNumbers(node, operands, checker)
    case 'COUNT':
      return 'number'
    default:
      needAll(needNumber)
      return 'number'
  }
}

const otherwiseFalse = (node: CallNode): Checked => ({ node, type: 'boolean' })

function unitedType(node: CallNode, outcomes: readonly Checked[], checker: Checker): ValueType {
  const type = unite(outcomes.map((outcome) => outcome.type))
  if (type !== undefined) return type
  const hint =
    node.name === 'IF' && node.operands.length < 3
      ? 'Without a third operand the other outcome is FALSE.'
      : 'A blank outcome is written "".'
  checker.report(node.span, `The outcomes of ${node.name} are of different types.`, hint)
  return 'any'
}

function typeOfSwitch(node: CallNode, operands: readonly Checked[], checker: Checker): ValueType {
  const isMatch = (index: number): boolean => index % 2 === 1 && index + 1 < operands.length
  const [subject] = operands
  operands.forEach((operand, index) => {
    if (!isMatch(index) || subject === undefined) return
    if (unite([subject.type, operand.type]) === undefined)
      checker.report(operand.node.span, 'This can never match: it is of another type.')
  })
  return unitedType(
    node,
    operands.filter((_, index) => index > 0 && !isMatch(index)),
    checker,
  )
}

function typeOfDatesOrNumbers(node: CallNode, operands: readonly Checked[], checker: Checker): ValueType {
  const dates = operands.filter((operand) => operand.type === 'date')
  if (dates.length === operands.length) return 'date'
  if (dates.length === 0) {
    for (const operand of operands) needNumber(operand, checker)
    return 'number'
  }
  if (operands.some((operand) => operand.type === 'any')) return 'any'
  checker.report(node.span, `${node.name} mixes dates with other values.`)
  return 'any'
}

function checkUnit(unit: Checked | undefined, checker: Checker): void {
  if (unit === undefined) return
  const { node } = unit
  if (node.kind === 'text' && dateDifUnits.some((known) => known === node.value.toUpperCase())) return
  checker.report(
    node.span,
    'DATEDIF does not know this unit.',
    'The units are "Y" years, "M" months, "D" days and "YM" months beyond whole years.',
  )
}

function checkBasis(basis: Checked | undefined, checker: Checker): void {
  if (basis === undefined) return
  const { node } = basis
  if (node.kind === 'number' && Number.isInteger(node.value) && node.value >= 0 && node.value <= 4) return
  checker.report(
    node.span,
    'The basis of YEARFRAC is a number from 0 to 4.',
    '0 US 30/360, 1 actual, 2 actual/360, 3 actual/365, 4 European 30/360.',
  )
}
