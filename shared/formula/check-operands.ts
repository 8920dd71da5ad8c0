import type { Checker } from './checker.ts'
import type { FunctionDefinition } from './functions.ts'
import type { FormulaNode, Span } from './tree.ts'

type CallNode = Extract<FormulaNode, { kind: 'call' }>

/** Where a call's function name stands. */
export const nameSpan = (node: CallNode): Span => ({ start: node.span.start, length: node.name.length })

/** Reports a call with too few or too many operands. */
export function hasRightCount(node: CallNode, definition: FunctionDefinition, checker: Checker): boolean {
  const count = node.operands.length
  const { least, most } = definition
  if (count >= least && count <= most) return true
  const wanted = least === most ? `${least}` : count < least ? `at least ${least}` : `at most ${most}`
  checker.report(
    nameSpan(node),
    `${node.name} takes ${wanted} ${wanted === '1' ? 'operand' : 'operands'}; here ${count === 1 ? 'is 1' : `are ${count}`}.`,
    definition.signature,
  )
  return false
}
