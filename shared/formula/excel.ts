import { fail, type Result, succeed } from '#shared/domain/result.ts'
import { aggregateOf } from './aggregates.ts'
import { aggregateToExcel } from './excel-aggregate.ts'
import { branchesOf, nestIfs } from './excel-branches.ts'
import {
  type ExcelContext,
  type ExcelFormula,
  type ExcelObstacle,
  type ExcelReferences,
  Unwritable,
} from './excel-context.ts'
import { printWith } from './print.ts'
import type { FormulaNode } from './tree.ts'

/**
 * The formula over the ranges of a workbook, in the file format's spelling: English names, commas, `_xlfn.` before the
 * functions that came after 2007. Both Excel and LibreOffice compute it as the engine does.
 */
export function toExcel(node: FormulaNode, references: ExcelReferences): Result<ExcelFormula, ExcelObstacle> {
  const needs = { array: false, quadratic: false }
  const context: ExcelContext = { references, needs, write: (child) => writeNode(child, context) }
  try {
    const formula = context.write(node)
    return succeed({ formula, array: needs.array, cost: needs.quadratic ? 'quadratic' : 'linear' })
  } catch (cause) {
    if (cause instanceof Unwritable) return fail(cause.obstacle)
    throw cause
  }
}

function writeNode(node: FormulaNode, context: ExcelContext): string {
  return printWith(node, { spaced: false, write: (each, write) => writeReference(each, write, context) })
}

function writeReference(
  node: FormulaNode,
  write: (child: FormulaNode) => string,
  context: ExcelContext,
): string | undefined {
  const aggregate = aggregateOf(node)
  if (aggregate !== undefined) return aggregateToExcel(aggregate, context)
  if (node.kind === 'name') return writeName(node.name, context)
  if (node.kind === 'negate' && node.operand.kind === 'percent') return `-(${write(node.operand)})`
  if (node.kind === 'call' && (node.name === 'IFS' || node.name === 'SWITCH')) {
    const { branches, otherwise } = branchesOf(node)
    return nestIfs(
      branches.map(({ condition, value }) => [write(condition), write(value)] as const),
      otherwise === undefined ? 'NA()' : write(otherwise),
    )
  }
  if (node.kind === 'column' || node.kind === 'cell')
    throw new Unwritable({ message: `${node.field} stands outside an aggregate.` })
  return undefined
}

function writeName(name: string, context: ExcelContext): string {
  const reference = context.references.name(name)
  if (reference === undefined) throw new Unwritable({ message: `${name} has no cell in the workbook.` })
  return reference
}
