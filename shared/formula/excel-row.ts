import type { FieldType } from '#shared/domain/kind.ts'
import { fail, type Result, succeed } from '#shared/domain/result.ts'
import { branchesOf, nestIfs } from './excel-branches.ts'
import { type ExcelFormula, type ExcelObstacle, Unwritable } from './excel-context.ts'
import { variadicFunctions } from './functions.ts'
import { printWith } from './print.ts'
import { comparisonOperators, type FormulaNode } from './tree.ts'

/** Where a row formula's operands lie: cells of the same row, and cells or names for the rest. */
export interface ExcelRowReferences {
  readonly cell: (field: string) => string | undefined
  readonly name: (name: string) => string | undefined
}

/**
 * A row formula for a cell beside the row, of the given type. What is blank or an error in the engine is "" here, so that
 * the aggregates over the column leave it out.
 */
export function rowToExcel(
  node: FormulaNode,
  references: ExcelRowReferences,
  type: FieldType,
): Result<ExcelFormula, ExcelObstacle> {
  try {
    const value = refuseText(node, write(node, references), type)
    const blank = blankTest(node, references)
    const guarded = blank === undefined ? value : `IF(${blank},"",${value})`
    return succeed({ formula: `IFERROR(${guarded},"")`, array: false, cost: 'linear' })
  } catch (cause) {
    if (cause instanceof Unwritable) return fail(cause.obstacle)
    throw cause
  }
}

const passingFunctions: ReadonlySet<string> = new Set(['IF', 'IFS', 'SWITCH', 'IFERROR'])

/** A cell's text that was not understood is no number: adding 0 makes it the error that it is to the engine. */
function refuseText(node: FormulaNode, value: string, type: FieldType): string {
  const mayPassCell = node.kind === 'cell' || (node.kind === 'call' && passingFunctions.has(node.name))
  const isNumeric = !['text', 'enum', 'boolean'].includes(type)
  return mayPassCell && isNumeric ? `${value}+0` : value
}

type CallNode = Extract<FormulaNode, { kind: 'call' }>
type BinaryNode = Extract<FormulaNode, { kind: 'binary' }>

function cellOf(field: string, references: ExcelRowReferences): string {
  const cell = references.cell(field)
  if (cell === undefined) throw new Unwritable({ message: `${field} has no column in the workbook.` })
  return cell
}

function nameOf(name: string, references: ExcelRowReferences): string {
  const reference = references.name(name)
  if (reference === undefined) throw new Unwritable({ message: `${name} has no cell in the workbook.` })
  return reference
}

/** The value, right wherever it is not blank. */
function write(node: FormulaNode, references: ExcelRowReferences): string {
  return printWith(node, {
    spaced: false,
    write: (each, writeChild) => {
      if (each.kind === 'cell') return cellOf(each.field, references)
      if (each.kind === 'name') return nameOf(each.name, references)
      if (each.kind === 'negate' && each.operand.kind === 'percent') return `-(${writeChild(each.operand)})`
      if (each.kind === 'binary' && isComparison(each)) return writeComparison(each, references)
      if (each.kind === 'call') return writeCall(each, references)
      return undefined
    },
  })
}

const isComparison = (node: BinaryNode): boolean =>
  (comparisonOperators as readonly string[]).includes(node.operator)

const isEmptyText = (node: FormulaNode): boolean => node.kind === 'text' && node.value === ''

/** Comparisons in which a blank is no zero, and a text that was not understood neither smaller nor larger than a number. */
function writeComparison(node: BinaryNode, references: ExcelRowReferences): string {
  const plain = (side: FormulaNode): string => {
    const text = write(side, references)
    return side.kind === 'binary' ? `(${text})` : text
  }
  const [left, right] = [plain(node.left), plain(node.right)]
  const comparison = `${left}${node.operator}${right}`
  if (isEmptyText(node.left)) return writeBlankComparison(node, node.right, references)
  if (isEmptyText(node.right)) return writeBlankComparison(node, node.left, references)
  const isText = node.left.kind === 'text' || node.right.kind === 'text'
  if (isText && (node.operator === '=' || node.operator === '<>')) return `(${comparison})`
  const [leftBlank, rightBlank] = [blankTest(node.left, references), blankTest(node.right, references)]
  const blank = anyOf([leftBlank, rightBlank])
  const bothBlank =
    leftBlank !== undefined && rightBlank !== undefined ? `AND(${leftBlank},${rightBlank})` : 'FALSE'
  if (node.operator === '=')
    return blank === undefined ? `(${comparison})` : `IF(${blank},${bothBlank},${comparison})`
  if (node.operator === '<>')
    return blank === undefined ? `(${comparison})` : `IF(${blank},NOT(${bothBlank}),${comparison})`
  const sameKind = `AND(ISNUMBER(${left})=ISNUMBER(${right}),${comparison})`
  return blank === undefined ? sameKind : `IF(${blank},FALSE,${sameKind})`
}

/** An error is neither blank nor not blank: it stays an error. */
function writeBlankComparison(node: BinaryNode, side: FormulaNode, references: ExcelRowReferences): string {
  const value = write(side, references)
  const blank = blankTest(side, references)
  const guarded =
    blank === undefined || side.kind === 'cell'
      ? blank
      : `IF(${blank},TRUE,IF(ISERROR(${value}),${value},FALSE))`
  const test = guarded ?? `((${value})="")`
  if (node.operator === '=') return test
  return node.operator === '<>' ? `NOT(${test})` : 'FALSE'
}

/** A condition: a cell that is blank counts as FALSE, also where Excel would pass over it. */
function writeCondition(node: FormulaNode, references: ExcelRowReferences): string {
  const blank = blankTest(node, references)
  const value = write(node, references)
  return blank === undefined ? value : `IF(${blank},FALSE,${value})`
}

function writeCall(node: CallNode, references: ExcelRowReferences): string | undefined {
  switch (node.name) {
    case 'IF':
    case 'IFS':
    case 'SWITCH': {
      const { branches, otherwise } = branchesOf(node)
      return nestIfs(
        branches.map(
          ({ condition, value }) =>
            [writeCondition(condition, references), write(value, references)] as const,
        ),
        otherwise === undefined ? 'NA()' : write(otherwise, references),
      )
    }
    case 'AND':
    case 'OR':
    case 'NOT':
      return `${node.name}(${node.operands.map((operand) => writeCondition(operand, references)).join(',')})`
    default:
      return undefined
  }
}

function anyOf(tests: readonly (string | undefined)[]): string | undefined {
  const present = [...new Set(tests.filter((test) => test !== undefined))]
  return present.length > 1 ? `OR(${present.join(',')})` : present[0]
}

/** A condition that is TRUE where the node is blank, or undefined where it never is. */
function blankTest(node: FormulaNode, references: ExcelRowReferences): string | undefined {
  switch (node.kind) {
    case 'cell':
      return `(${cellOf(node.field, references)}="")`
    case 'text':
      return node.value === '' ? 'TRUE' : undefined
    case 'negate':
    case 'percent':
      return blankTest(node.operand, references)
    case 'binary':
      if (node.operator === '&' || isComparison(node)) return undefined
      return anyOf([blankTest(node.left, references), blankTest(node.right, references)])
    case 'call':
      return blankTestOfCall(node, references)
    default:
      return undefined
  }
}

function blankTestOfCall(node: CallNode, references: ExcelRowReferences): string | undefined {
  const test = (operand: FormulaNode): string | undefined => blankTest(operand, references)
  if (node.name === 'AND' || node.name === 'OR' || node.name === 'NOT') return undefined
  if (node.name === 'IFERROR') return blankTestOfIfError(node, references)
  if (node.name === 'IF' || node.name === 'IFS' || node.name === 'SWITCH') {
    const { branches, otherwise } = branchesOf(node)
    const last = otherwise === undefined ? undefined : test(otherwise)
    if (last === undefined && branches.every(({ value }) => test(value) === undefined)) return undefined
    const chosen = nestIfs(
      branches.map(
        ({ condition, value }) => [writeCondition(condition, references), test(value) ?? 'FALSE'] as const,
      ),
      last ?? 'FALSE',
    )
    return `IFERROR(${chosen},FALSE)`
  }
  if (variadicFunctions.has(node.name)) return blankTestOfVariadic(node, references)
  return anyOf(node.operands.map(test))
}

function blankTestOfIfError(node: CallNode, references: ExcelRowReferences): string | undefined {
  const [value, otherwise] = node.operands
  if (value === undefined || otherwise === undefined) return undefined
  const blank = blankTest(value, references)
  const otherwiseBlank = blankTest(otherwise, references)
  if (blank === undefined && otherwiseBlank === undefined) return undefined
  const ifCaught =
    otherwiseBlank === undefined
      ? 'FALSE'
      : `IF(ISERROR(${write(value, references)}),${otherwiseBlank},FALSE)`
  return blank === undefined ? ifCaught : `IF(IFERROR(${blank},FALSE),TRUE,${ifCaught})`
}

/** MIN, MAX, SUM, AVERAGE and COUNT pass over blank cells; without any number the first three are blank. */
function blankTestOfVariadic(node: CallNode, references: ExcelRowReferences): string | undefined {
  const others = node.operands.filter((operand) => operand.kind !== 'cell')
  const otherBlank = anyOf(others.map((operand) => blankTest(operand, references)))
  const isNeverBlank = others.length > 0 || node.name === 'COUNT' || node.name === 'AVERAGE'
  if (isNeverBlank) return otherBlank
  return `(COUNT(${node.operands.map((operand) => write(operand, references)).join(',')})=0)`
}
