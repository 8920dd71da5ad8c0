import { functionsOfDates } from './sql-dates.ts'
import {
  anyOf,
  asCondition,
  asNumber,
  asText,
  derived,
  isNumeric,
  type SqlExpression,
  type SqlType,
  typed,
} from './sql-expression.ts'
import { joinSql, rawSql, type SqlFragment, sql } from './sql-fragment.ts'
import type { FormulaNode } from './tree.ts'

type CallNode = Extract<FormulaNode, { kind: 'call' }>
type Compile = (node: FormulaNode) => SqlExpression
type Compiler = (operands: readonly FormulaNode[], compile: Compile) => SqlExpression

/** A call of a scalar function as SQL. */
export function compileFunction(node: CallNode, compile: Compile): SqlExpression {
  const compiler = compilers.get(node.name)
  if (compiler === undefined) throw new Error(`${node.name} is not a function of single values.`)
  return compiler(node.operands, compile)
}

/** Operand `index` of a checked call, which has it. */
function operandAt(operands: readonly FormulaNode[], index: number): FormulaNode {
  const operand = operands[index]
  if (operand === undefined) throw new Error(`Operand ${index + 1} is missing.`)
  return operand
}

interface Branch {
  readonly condition: SqlExpression
  readonly value: SqlExpression
}

/**
 * The value of the first branch whose condition holds. Conditions count in order: one that fails is an error unless a
 * branch before it was taken.
 */
function choose(branches: readonly Branch[], otherwise: SqlExpression): SqlExpression {
  const outcomes = [...branches.map((branch) => branch.value), otherwise]
  const type = commonType(outcomes)
  const pick = (onFailure: SqlFragment, of: (outcome: SqlExpression) => SqlFragment): SqlFragment => {
    const whens = branches.flatMap(({ condition, value }) => [
      ...(condition.failed === undefined ? [] : [sql`WHEN ${condition.failed} THEN ${onFailure}`]),
      sql`WHEN ${condition} THEN ${of(value)}`,
    ])
    return sql`CASE ${joinSql(whens, ' ')} ELSE ${of(otherwise)} END`
  }
  const pickAny = (condition: 'blank' | 'notUnderstood'): SqlFragment | undefined =>
    outcomes.some((each) => each[condition] !== undefined)
      ? pick(rawSql('FALSE'), (each) => each[condition] ?? rawSql('FALSE'))
      : undefined
  const canFail = [...outcomes, ...branches.map((branch) => branch.condition)].some(
    (each) => each.failed !== undefined,
  )
  const failed = canFail ? pick(rawSql('TRUE'), (each) => each.failed ?? rawSql('FALSE')) : undefined
  const chosen = typed(
    pick(rawSql('NULL'), (each) => inType(each, type)),
    type,
    failed,
  )
  const blank = pickAny('blank')
  const notUnderstood = pickAny('notUnderstood')
  return {
    ...chosen,
    ...(blank === undefined ? {} : { blank }),
    ...(notUnderstood === undefined ? {} : { notUnderstood }),
  }
}

const isNullLiteral = (expression: SqlExpression): boolean => expression.text === 'NULL'

function commonType(expressions: readonly SqlExpression[]): SqlType {
  const types = new Set(expressions.filter((each) => !isNullLiteral(each)).map((each) => each.type))
  const [only] = types
  if (only === undefined) return 'number'
  if (types.size === 1) return only
  if ([...types].every((type) => type === 'date' || type === 'datetime')) return 'datetime'
  return [...types].every(isNumeric) ? 'number' : 'text'
}

function inType(expression: SqlExpression, type: SqlType): SqlFragment {
  if (isNullLiteral(expression) || expression.type === type) return expression
  if (type === 'number') return asNumber(expression)
  if (type === 'datetime') return sql`CAST(${expression} AS TIMESTAMP)`
  return asText(expression)
}

const nothing = (code: SqlFragment): SqlExpression => typed(rawSql('NULL'), 'number', code)
const notAvailable = nothing(rawSql('TRUE'))

const compileIf: Compiler = (operands, compile) => {
  const condition = asCondition(compile(operandAt(operands, 0)))
  const otherwise = operands[2]
  return choose(
    [{ condition, value: compile(operandAt(operands, 1)) }],
    otherwise === undefined ? typed(rawSql('FALSE'), 'boolean') : compile(otherwise),
  )
}

const compileIfs: Compiler = (operands, compile) => {
  const branches: Branch[] = []
  for (let index = 0; index + 1 < operands.length; index += 2)
    branches.push({
      condition: asCondition(compile(operandAt(operands, index))),
      value: compile(operandAt(operands, index + 1)),
    })
  return choose(branches, notAvailable)
}

const compileSwitch: Compiler = (operands, compile) => {
  const subject = operandAt(operands, 0)
  const branches: Branch[] = []
  for (let index = 1; index + 1 < operands.length; index += 2) {
    const match = operandAt(operands, index)
    const equal: FormulaNode = {
      kind: 'binary',
      operator: '=',
      left: subject,
      right: match,
      span: match.span,
    }
    branches.push({ condition: compile(equal), value: compile(operandAt(operands, index + 1)) })
  }
  const hasOtherwise = operands.length % 2 === 0
  return choose(branches, hasOtherwise ? compile(operandAt(operands, operands.length - 1)) : notAvailable)
}

const compileIfError: Compiler = (operands, compile) => {
  const value = compile(operandAt(operands, 0))
  if (value.failed === undefined) return value
  const caught: SqlExpression = typed(value.failed, 'boolean')
  return choose([{ condition: caught, value: compile(operandAt(operands, 1)) }], withoutFailure(value))
}

function withoutFailure({ failed: _, ...expression }: SqlExpression): SqlExpression {
  return expression
}

const logical =
  (operator: ' AND ' | ' OR '): Compiler =>
  (operands, compile) => {
    const conditions = operands.map((operand) => asCondition(compile(operand)))
    return typed(
      sql`(${joinSql(conditions, operator)})`,
      'boolean',
      anyOf(conditions.map((each) => each.failed)),
    )
  }

const compileNot: Compiler = (operands, compile) => {
  const condition = asCondition(compile(operandAt(operands, 0)))
  return typed(sql`(NOT ${condition})`, 'boolean', condition.failed)
}

/** A function of numbers; `failed` where it has no result although every operand has a value. */
const numeric =
  (build: (operands: readonly SqlExpression[]) => { value: SqlFragment; failed?: SqlFragment }): Compiler =>
  (nodes, compile) => {
    const operands = nodes.map((node) => asNumber(compile(node)))
    const { value, failed } = build(operands)
    const own = failed === undefined ? undefined : sql`coalesce(${failed}, FALSE)`
    return derived(operands, value, 'number', own)
  }

const zero: SqlFragment = rawSql('0')
const first = (operands: readonly SqlFragment[]): SqlFragment => operands[0] ?? zero
const second = (operands: readonly SqlFragment[]): SqlFragment => operands[1] ?? zero

/**
 * Halves away from zero as a decimal number's would be: 2.675 to two places is 2.68 although the nearest binary number
 * lies just below, hence the widening by two units in the last place.
 */
function roundSql(number: SqlFragment, digits: SqlFragment): SqlFragment {
  const scaled = sql`abs(${number}) * pow(10, trunc(${digits}))`
  return sql`(sign(${number}) * floor(${scaled} * (1 + 4.44e-16) + 0.5) / pow(10, trunc(${digits})))`
}

/**
 * Functions over several single values. As in Excel, a cell that is blank or holds a text is passed over; any other
 * operand that is blank makes the result blank. `onNothing` says what comes of cells without a single number.
 */
const variadic =
  (
    combine: (present: readonly SqlFragment[]) => SqlFragment,
    onNothing: 'blank' | 'error' | 'value',
  ): Compiler =>
  (nodes, compile) => {
    const cells = nodes.filter((node) => node.kind === 'cell').map((node) => numberInCell(compile(node)))
    const others = nodes.filter((node) => node.kind !== 'cell').map((node) => asNumber(compile(node)))
    const operands = [...cells, ...others]
    const combined = combine(operands)
    if (others.length > 0) {
      const present = joinSql(
        others.map((operand) => sql`${operand} IS NOT NULL`),
        ' AND ',
      )
      return derived(others, sql`CASE WHEN ${present} THEN ${combined} END`, 'number')
    }
    const nothing = sql`(coalesce(${joinSql(operands, ', ')}) IS NULL)`
    if (onNothing === 'error') return typed(combined, 'number', nothing)
    return onNothing === 'blank'
      ? { ...typed(combined, 'number'), blank: nothing }
      : typed(combined, 'number')
  }

const numberInCell = (cell: SqlExpression): SqlFragment =>
  isNumeric(cell.type) ? asNumber(typed(cell, cell.type)) : rawSql('NULL::DOUBLE')

const countOf = (operands: readonly SqlFragment[]): SqlFragment =>
  sql`(${joinSql(
    operands.map((operand) => sql`(${operand} IS NOT NULL)::INTEGER`),
    ' + ',
  )})`
const nothingIsBlank = (operands: readonly SqlFragment[], value: SqlFragment): SqlFragment =>
  sql`CASE WHEN ${countOf(operands)} > 0 THEN ${value} END`
const totalOf = (operands: readonly SqlFragment[]): SqlFragment =>
  sql`(${joinSql(
    operands.map((operand) => sql`coalesce(${operand}, 0)`),
    ' + ',
  )})`

const compilers: ReadonlyMap<string, Compiler> = new Map<string, Compiler>([
  ['IF', compileIf],
  ['IFS', compileIfs],
  ['SWITCH', compileSwitch],
  ['IFERROR', compileIfError],
  ['AND', logical(' AND ')],
  ['OR', logical(' OR ')],
  ['NOT', compileNot],
  ['ABS', numeric((operands) => ({ value: sql`abs(${first(operands)})` }))],
  ['INT', numeric((operands) => ({ value: sql`floor(${first(operands)})` }))],
  ['ROUND', numeric((operands) => ({ value: roundSql(first(operands), second(operands)) }))],
  [
    'SQRT',
    numeric((operands) => ({
      value: sql`sqrt(CASE WHEN ${first(operands)} >= 0 THEN ${first(operands)} END)`,
      failed: sql`${first(operands)} < 0`,
    })),
  ],
  [
    'MOD',
    numeric((operands) => {
      const [a, b] = [first(operands), second(operands)]
      return { value: sql`(${a} - ${b} * floor(${a} / nullif(${b}, 0)))`, failed: sql`${b} = 0` }
    }),
  ],
  ['MIN', variadic((operands) => sql`least(${joinSql(operands, ', ')})`, 'blank')],
  ['MAX', variadic((operands) => sql`greatest(${joinSql(operands, ', ')})`, 'blank')],
  ['SUM', variadic((operands) => nothingIsBlank(operands, totalOf(operands)), 'blank')],
  ['COUNT', variadic((operands) => sql`${countOf(operands)}::DOUBLE`, 'value')],
  [
    'AVERAGE',
    variadic(
      (operands) => nothingIsBlank(operands, sql`${totalOf(operands)} / ${countOf(operands)}`),
      'error',
    ),
  ],
  ...functionsOfDates,
])
