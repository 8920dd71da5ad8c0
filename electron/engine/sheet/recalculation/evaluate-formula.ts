import type { AstExpression, BinaryOperator } from '@borgar/fx'
import { compareScalars, toNumber, toText } from './coerce.ts'
import { type Evaluation, mapped, scalarOf } from './evaluation.ts'
import { calledName, definesOwnNames, spannedArea } from './formula-reads.ts'
import { callFunction } from './functions/index.ts'
import {
  type Area,
  addNumbers,
  cellError,
  errors,
  finite,
  isArea,
  isError,
  isScalar,
  notComputable,
  type Operand,
  power,
  type Scalar,
} from './operand.ts'
import { resolveReference } from './resolve-reference.ts'

/**
 * The value of a formula as a spreadsheet has it. Throws `NotComputable` for what is not known here: functions outside
 * the list, references that cannot be followed, cells that are themselves out of date.
 */
export function evaluateFormula(node: AstExpression | null, evaluation: Evaluation): Operand {
  if (node === null) return null
  switch (node.type) {
    case 'Literal':
      return node.value
    case 'ErrorLiteral':
      return cellError(node.value)
    case 'ReferenceIdentifier':
      return referenced(node.value, evaluation)
    case 'ArrayExpression':
      return {
        kind: 'matrix',
        rows: node.elements.map((row) =>
          row.map((cell) => scalarOf(evaluateFormula(cell, evaluation), evaluation)),
        ),
      }
    case 'UnaryExpression':
      return unary(node.operator, node.arguments[0] ?? null, evaluation)
    case 'BinaryExpression':
      return binary(node.operator, node.arguments, evaluation)
    case 'CallExpression': {
      const name = calledName(node) ?? notComputable(definesOwnNames)
      return callFunction(name, node.arguments, evaluation, evaluateFormula)
    }
    default:
      return notComputable(definesOwnNames)
  }
}

function referenced(text: string, evaluation: Evaluation): Operand {
  const { names, source, cells } = evaluation
  const found = resolveReference(text, source, names)
  switch (found.kind) {
    case 'unknown':
      return notComputable(found.reason)
    case 'error':
      return errors.reference
    case 'definition':
      // A name's formula is worked out as an array formula is.
      return evaluateFormula(found.tree, { ...evaluation, source: found.place, arrays: true })
    default: {
      const present = presentArea(found.area, cells)
      if (found.floats && !movedTogether(found.area, present, evaluation))
        return notComputable(
          'It uses a name that counts rows from its own, and rows between were inserted or deleted.',
        )
      return present ?? errors.reference
    }
  }
}

/** An area where it is now; undefined where nothing is left of it. */
function presentArea(area: Area, cells: Evaluation['cells']): Area | undefined {
  const gone = cells.deletedColumns(area)
  if (gone === 'some') return notComputable('A column of a range that it reads was deleted.')
  return gone === 'all' ? undefined : cells.present(area)
}

const movedTogether = (area: Area, present: Area | undefined, { source, place }: Evaluation): boolean =>
  present !== undefined &&
  present.firstRow - area.firstRow === place.row - source.row &&
  present.lastRow - area.lastRow === place.row - source.row

function unary(operator: string, operand: AstExpression | null, evaluation: Evaluation): Operand {
  if (operator === '#') return notComputable('It reads a spilled range.')
  const value = evaluateFormula(operand, evaluation)
  if (operator === '@') return scalarOf(value, { ...evaluation, arrays: false })
  if (operator === '+') return value
  const apply = (each: Scalar): Scalar => {
    const number = toNumber(each)
    if (isError(number)) return number
    return operator === '%' ? number / 100 : 0 - number
  }
  return mapped([value], evaluation, ([each = null]) => apply(each))
}

function binary(operator: BinaryOperator, sides: readonly AstExpression[], evaluation: Evaluation): Operand {
  const { source, names, cells } = evaluation
  if (operator === ':') {
    const area = spannedArea(sides, source, names)
    return area === undefined
      ? spanOf(
          sides.map((side) => evaluateFormula(side, evaluation)),
          evaluation,
        )
      : (presentArea(area, cells) ?? errors.reference)
  }
  const operands = sides.map((side) => evaluateFormula(side, evaluation))
  if (operator === ',') return { kind: 'union', areas: operands.flatMap(areasOf) }
  if (operator === ' ') return intersection(operands)
  return mapped(operands, evaluation, ([left = null, right = null]) => operate(operator, left, right))
}

/** The smallest range around both sides of a colon, as in `A1:INDEX(A:A,5)`. */
function spanOf(sides: readonly Operand[], { reach }: Evaluation): Operand {
  const [a, b] = sides
  if (isError(a)) return a
  if (isError(b)) return b
  if (!isArea(a) || !isArea(b) || a.sheet !== b.sheet)
    return notComputable('It makes a range out of values that are not ranges.')
  const area: Area = {
    ...a,
    firstRow: Math.min(a.firstRow, b.firstRow),
    lastRow: Math.max(a.lastRow, b.lastRow),
    firstColumn: Math.min(a.firstColumn, b.firstColumn),
    lastColumn: Math.max(a.lastColumn, b.lastColumn),
  }
  reach(area)
  return area
}

function areasOf(operand: Operand): readonly Area[] {
  if (isArea(operand)) return [operand]
  if (!isScalar(operand) && operand.kind === 'union') return operand.areas
  return notComputable('It joins values that are not ranges.')
}

function intersection(operands: readonly Operand[]): Operand {
  const [a, b] = operands
  if (!isArea(a) || !isArea(b)) return notComputable('It cuts values that are not ranges.')
  const area: Area = {
    ...a,
    firstRow: Math.max(a.firstRow, b.firstRow),
    lastRow: Math.min(a.lastRow, b.lastRow),
    firstColumn: Math.max(a.firstColumn, b.firstColumn),
    lastColumn: Math.min(a.lastColumn, b.lastColumn),
  }
  const isEmpty = a.sheet !== b.sheet || area.firstRow > area.lastRow || area.firstColumn > area.lastColumn
  return isEmpty ? errors.none : area
}

function operate(operator: BinaryOperator, left: Scalar, right: Scalar): Scalar {
  if (isError(left)) return left
  if (isError(right)) return right
  switch (operator) {
    case '&': {
      const [a, b] = [toText(left), toText(right)]
      return isError(a) ? a : isError(b) ? b : a + b
    }
    case '=':
      return compareScalars(left, right) === 0
    case '<>':
      return compareScalars(left, right) !== 0
    case '<':
      return compareScalars(left, right) < 0
    case '<=':
      return compareScalars(left, right) <= 0
    case '>':
      return compareScalars(left, right) > 0
    case '>=':
      return compareScalars(left, right) >= 0
    default:
      return arithmetic(operator, left, right)
  }
}

function arithmetic(operator: BinaryOperator, left: Scalar, right: Scalar): Scalar {
  const a = toNumber(left)
  if (isError(a)) return a
  const b = toNumber(right)
  if (isError(b)) return b
  switch (operator) {
    case '+':
      return finite(addNumbers(a, b))
    case '-':
      return finite(addNumbers(a, -b))
    case '*':
      return finite(a * b)
    case '/':
      return b === 0 ? errors.divisionByZero : finite(a / b)
    default:
      return power(a, b)
  }
}
