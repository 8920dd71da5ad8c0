import type { AstExpression, CallExpression } from '@borgar/fx'
import { type Area, areaOver } from './operand.ts'
import type { FormulaPlace, ReferencePlace, WorkbookNames } from './references.ts'
import { resolveReference } from './resolve-reference.ts'

/**
 * What a formula reads: areas in the rows and columns of the source, or why that cannot be told. One that is `dynamic`
 * makes further references out of values, and so may read anything.
 */
export type FormulaReads =
  | { readonly areas: readonly Area[]; readonly dynamic: boolean }
  | { readonly unknown: string }

/** Functions that make a reference out of values. */
const dynamicFunctions = new Set(['INDIRECT', 'OFFSET'])
/** Functions whose result hangs on what no reference tells. */
const untold = new Set(['CUBEVALUE', 'GETPIVOTDATA', 'LAMBDA', 'TABLE'])
/** Functions that look at where a reference stands, not at what is in it. */
const positional = new Set([
  'OFFSET',
  'ROW',
  'ROWS',
  'COLUMN',
  'COLUMNS',
  'FORMULATEXT',
  'ISFORMULA',
  'SHEET',
  'SHEETS',
])

/** The areas that a formula speaks of. A column 0 stands for the numbers of the rows themselves. */
export function readsOf(tree: AstExpression, formula: FormulaPlace, names: WorkbookNames): FormulaReads {
  const reads: Area[] = []
  let dynamic = false
  let unknown: string | undefined
  const visit = (node: AstExpression | null | undefined, place: ReferencePlace): void => {
    if (node === null || node === undefined || unknown !== undefined) return
    switch (node.type) {
      case 'ReferenceIdentifier': {
        const found = resolveReference(node.value, place, names)
        if (found.kind === 'area') reads.push(found.area)
        if (found.kind === 'area' && found.floats)
          reads.push(rowsAbove(place.sheet, place.row), rowsAbove(found.area.sheet, found.area.lastRow))
        if (found.kind === 'unknown') unknown = found.reason
        if (found.kind === 'definition') visit(found.tree, found.place)
        return
      }
      case 'BinaryExpression': {
        if (node.operator !== ':') {
          visitAll(node.arguments, place)
          return
        }
        const area = spannedArea(node.arguments, place, names)
        if (area === undefined) {
          dynamic = true
          visitAll(node.arguments, place)
        } else reads.push(area)
        return
      }
      case 'UnaryExpression':
        visitAll(node.arguments, place)
        return
      case 'CallExpression': {
        const name = calledName(node)
        if (name === undefined) unknown = definesOwnNames
        else visitCall(name, node.arguments, place)
        return
      }
      case 'LambdaExpression':
      case 'LetExpression':
        unknown = definesOwnNames
    }
  }
  const visitAll = (nodes: readonly (AstExpression | null)[], place: ReferencePlace): void => {
    for (const node of nodes) visit(node, place)
  }
  const visitCall = (
    name: string,
    operands: readonly (AstExpression | null)[],
    place: ReferencePlace,
  ): void => {
    if (dynamicFunctions.has(name)) dynamic = true
    if (untold.has(name))
      unknown = `${name === 'TABLE' ? 'A data table' : name} reads cells that it does not name.`
    if (!positional.has(name)) {
      visitAll(operands, place)
      return
    }
    reads.push(rowsAbove(place.sheet, place.row))
    for (const [index, operand] of operands.entries())
      if (index > 0 || !isPlainReference(operand, place, names)) visit(operand, place)
  }
  visit(tree, formula)
  return unknown === undefined ? { areas: reads, dynamic } : { unknown }
}

/** The numbers of a row and of those above it. */
const rowsAbove = (sheet: string, row: number): Area => ({
  kind: 'area',
  sheet,
  firstRow: 1,
  lastRow: row,
  firstColumn: 0,
  lastColumn: 0,
})

const isPlainReference = (
  node: AstExpression | null | undefined,
  place: ReferencePlace,
  names: WorkbookNames,
): boolean =>
  node?.type === 'ReferenceIdentifier' && resolveReference(node.value, place, names).kind !== 'definition'

/** `A1:B2:C3`, where both sides are plain references to one sheet. */
export function spannedArea(
  sides: readonly (AstExpression | null)[],
  place: ReferencePlace,
  names: WorkbookNames,
): Area | undefined {
  const areas = sides.map((side): Area | undefined => {
    if (side?.type === 'BinaryExpression' && side.operator === ':')
      return spannedArea(side.arguments, place, names)
    if (side?.type !== 'ReferenceIdentifier') return undefined
    const found = resolveReference(side.value, place, names)
    return found.kind === 'area' && found.floats !== true ? found.area : undefined
  })
  const [left, right] = areas
  if (left === undefined || right === undefined || left.sheet !== right.sheet) return undefined
  return areaOver(
    left.sheet,
    [left.firstRow, left.lastRow, right.firstRow, right.lastRow],
    [left.firstColumn, left.lastColumn, right.firstColumn, right.lastColumn],
  )
}

/** Why a formula with LET or LAMBDA is not computed. */
export const definesOwnNames = 'It defines names or functions of its own.'

/** The function that is called; undefined where one is made on the spot, as in `LAMBDA(x,x+1)(2)`. */
export const calledName = ({ callee }: CallExpression): string | undefined =>
  // What is called may be an expression, though the parser's types say that it has a name.
  callee.type === 'Identifier' ? functionName(callee.name) : undefined

/** A function's name without the prefixes under which files keep newer functions. */
const functionName = (name: string): string =>
  name
    .toUpperCase()
    .replace(/^_XLFN\.|^_XLWS\./, '')
    .replace(/^_XLWS\./, '')
    .replace(/^COM\.MICROSOFT\./, '')
