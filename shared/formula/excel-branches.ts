import type { FormulaNode } from './tree.ts'

type CallNode = Extract<FormulaNode, { kind: 'call' }>

interface Branches {
  readonly branches: readonly { readonly condition: FormulaNode; readonly value: FormulaNode }[]
  readonly otherwise: FormulaNode | undefined
}

/** IF, IFS and SWITCH as conditions with values; what applies otherwise is undefined for #N/A. */
export function branchesOf(node: CallNode): Branches {
  if (node.name === 'SWITCH') return branchesOfSwitch(node)
  const pairs: { condition: FormulaNode; value: FormulaNode }[] = []
  for (let index = 0; index + 1 < node.operands.length; index += 2) {
    const [condition, value] = node.operands.slice(index, index + 2)
    if (condition !== undefined && value !== undefined) pairs.push({ condition, value })
  }
  if (node.name === 'IFS') return { branches: pairs, otherwise: undefined }
  const otherwise = node.operands[2] ?? { kind: 'boolean', value: false, span: node.span }
  return { branches: pairs.slice(0, 1), otherwise }
}

function branchesOfSwitch({ operands, span }: CallNode): Branches {
  const [subject, ...rest] = operands
  const branches: { condition: FormulaNode; value: FormulaNode }[] = []
  for (let index = 0; index + 1 < rest.length; index += 2) {
    const [match, value] = rest.slice(index, index + 2)
    if (subject === undefined || match === undefined || value === undefined) continue
    branches.push({ condition: { kind: 'binary', operator: '=', left: subject, right: match, span }, value })
  }
  return { branches, otherwise: rest.length % 2 === 1 ? rest.at(-1) : undefined }
}

/** IF within IF, which every version of Excel has. */
export const nestIfs = (
  branches: readonly (readonly [condition: string, value: string])[],
  otherwise: string,
): string =>
  branches.reduceRight((rest, [condition, value]) => `IF(${condition},${value},${rest})`, otherwise)
