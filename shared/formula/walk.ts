import type { FormulaNode } from './tree.ts'

/** The nodes directly below a node, in the order of the text. */
export function childrenOf(node: FormulaNode): readonly FormulaNode[] {
  switch (node.kind) {
    case 'binary':
      return [node.left, node.right]
    case 'call':
      return node.operands
    case 'negate':
    case 'percent':
      return [node.operand]
    default:
      return []
  }
}

/** A node and everything below it, parents first. */
export function* nodesOf(node: FormulaNode): Generator<FormulaNode> {
  yield node
  for (const child of childrenOf(node)) yield* nodesOf(child)
}

/** The names a formula speaks of (period, assumptions, metrics, inputs), each once. */
export function namesUsed(node: FormulaNode): string[] {
  const names = new Set<string>()
  for (const each of nodesOf(node)) if (each.kind === 'name') names.add(each.name)
  return [...names]
}

/** A field a formula reads: of a dataset, or (`dataset` undefined) of the row itself. */
export interface FieldUse {
  readonly dataset?: string
  readonly field: string
}

/** The fields a formula reads, each once. */
export function fieldsUsed(node: FormulaNode): FieldUse[] {
  const uses = new Map<string, FieldUse>()
  for (const each of nodesOf(node)) {
    if (each.kind === 'column')
      uses.set(`${each.dataset}[${each.field}`, { dataset: each.dataset, field: each.field })
    if (each.kind === 'cell') uses.set(`[@${each.field}`, { field: each.field })
  }
  return [...uses.values()]
}

/** The same tree with nodes replaced; `replace` sees children already replaced, and returns undefined to keep a node. */
export function replaceNodes(
  node: FormulaNode,
  replace: (node: FormulaNode) => FormulaNode | undefined,
): FormulaNode {
  const rebuilt = rebuild(node, (child) => replaceNodes(child, replace))
  return replace(rebuilt) ?? rebuilt
}

/** A formula with names replaced by formulas, such as a method's inputs by their own formulas. */
export const substituteNames = (
  node: FormulaNode,
  formulaOf: (name: string) => FormulaNode | undefined,
): FormulaNode => replaceNodes(node, (each) => (each.kind === 'name' ? formulaOf(each.name) : undefined))

function rebuild(node: FormulaNode, change: (child: FormulaNode) => FormulaNode): FormulaNode {
  switch (node.kind) {
    case 'binary':
      return { ...node, left: change(node.left), right: change(node.right) }
    case 'call':
      return { ...node, operands: node.operands.map(change) }
    case 'negate':
    case 'percent':
      return { ...node, operand: change(node.operand) }
    default:
      return node
  }
}
