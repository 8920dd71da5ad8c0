import { fail, type Result, succeed } from '#shared/domain/result.ts'
import { checkCall } from './check-call.ts'
import { checkBinary, needNumber } from './check-operators.ts'
import { checkCell, checkName } from './check-references.ts'
import { type Checked, type Checker, describeType } from './checker.ts'
import { type FormulaProblem, problemAt } from './problem.ts'
import type { FormulaScope, ValueType } from './scope.ts'
import type { FormulaNode } from './tree.ts'

/** A formula that can be computed: every name in its canonical spelling, and the type of its value. */
export interface CheckedFormula {
  readonly node: FormulaNode
  readonly type: ValueType
}

/**
 * Checks that everything a formula speaks of exists and that types fit. Yields every problem found, in the order of the
 * text, each with its place and a hint where there is one.
 */
export function check(node: FormulaNode, scope: FormulaScope): Result<CheckedFormula, FormulaProblem[]> {
  const problems: FormulaProblem[] = []
  const checker = checkerOf(scope, (problem) => problems.push(problem))
  const { node: canonical, type } = checker.check(node)
  if (problems.length === 0) checkResult(node, type, checker)
  if (problems.length > 0) return fail(problems.sort((a, b) => a.position - b.position))
  return succeed({ node: canonical, type })
}

function checkerOf(scope: FormulaScope, collect: (problem: FormulaProblem) => void): Checker {
  const checker: Checker = {
    scope,
    check: (child) => checkNode(child, checker),
    typeOf: (child) => checkerOf(scope, () => undefined).check(child).type,
    report: (span, message, hint) => collect(problemAt(span, message, hint)),
  }
  return checker
}

function checkResult(node: FormulaNode, type: ValueType, checker: Checker): void {
  const wanted = checker.scope.result
  if (wanted === undefined || type === 'any' || wanted.includes(type)) return
  const needed = wanted.map(describeType).join(' or ')
  checker.report(node.span, `The formula gives ${describeType(type)}; ${needed} is needed.`)
}

function checkNode(node: FormulaNode, checker: Checker): Checked {
  switch (node.kind) {
    case 'number':
      return { node, type: 'number' }
    case 'text':
      return { node, type: node.value === '' ? 'blank' : 'text' }
    case 'boolean':
      return { node, type: 'boolean' }
    case 'error':
      return { node, type: 'any' }
    case 'name':
      return checkName(node, checker)
    case 'cell':
      return checkCell(node, checker)
    case 'column':
      checker.report(
        node.span,
        `${node.dataset}[${node.field}] is a whole column where one value is needed.`,
        checker.scope.mode === 'row'
          ? `Write [@${node.field}] for the row's own value.`
          : `Put it into a function such as SUM(${node.dataset}[${node.field}]).`,
      )
      return { node, type: 'any' }
    case 'negate':
    case 'percent': {
      const operand = checker.check(node.operand)
      needNumber(operand, checker)
      return { node: { ...node, operand: operand.node }, type: 'number' }
    }
    case 'binary':
      return checkBinary(node, checker)
    case 'call':
      return checkCall(node, checker)
  }
}
