import {
  type AstExpression,
  type CallExpression,
  parseA1Ref,
  parseStructRef,
  type ReferenceStruct,
} from '@borgar/fx'
import { maximumColumn, maximumRow } from '#shared/domain/address.ts'
import type { NamedArea } from '#shared/domain/sheet.ts'
import type { Area } from './operand.ts'

/** Where a formula stands: its sheet by the workbook's name for it, its row and column in the source. */
export interface FormulaPlace {
  readonly sheet: string
  readonly row: number
  readonly column: number
}

/** What the names in a workbook's formulas stand for, each by its name in lower case. */
export interface WorkbookNames {
  readonly sheets: ReadonlyMap<string, string>
  readonly areas: ReadonlyMap<string, NamedArea>
}

/** What a reference stands for, in the rows and columns of the source; or why that cannot be told. */
export type Reference =
  | { readonly kind: 'area'; readonly area: Area }
  | { readonly kind: 'error' }
  | { readonly kind: 'unknown'; readonly reason: string }

const unknown = (reason: string): Reference => ({ kind: 'unknown', reason })
const missing: Reference = { kind: 'error' }

/** Resolves `A1:B2`, `'My sheet'!A:A`, a defined name or a structured reference. */
export function resolveReference(text: string, place: FormulaPlace, names: WorkbookNames): Reference {
  if (text.includes('[')) {
    const structured = parseStructRef(text)
    if (structured !== undefined) return resolveStructured(structured, place, names)
  }
  const reference = parseA1Ref(text)
  if (reference === undefined) return unknown(`It refers to ${text}.`)
  const [context, ...others] = reference.context ?? []
  if (
    others.length > 0 ||
    (context !== undefined && /^\d+$|\.xl/i.test(context) && !names.sheets.has(context))
  )
    return unknown('It reads another workbook.')
  if ('name' in reference) return resolveName(reference.name, names)
  const sheet = context === undefined ? place.sheet : names.sheets.get(context.toLowerCase())
  if (sheet === undefined) return context?.includes(':') ? unknown('It reads a run of sheets.') : missing
  const { top, bottom, left, right } = reference.range
  return {
    kind: 'area',
    area: {
      kind: 'area',
      sheet,
      firstRow: (top ?? 0) + 1,
      lastRow: (bottom ?? maximumRow - 1) + 1,
      firstColumn: (left ?? 0) + 1,
      lastColumn: (right ?? maximumColumn - 1) + 1,
    },
  }
}

function resolveName(name: string, names: WorkbookNames): Reference {
  const area = names.areas.get(name.toLowerCase())
  if (area === undefined) return unknown(`It uses the name ${name}, which is not a plain range.`)
  const table = area.table
  if (table === undefined) return { kind: 'area', area: { kind: 'area', sheet: area.sheet, ...area.range } }
  return tableArea(area, ['data'], [])
}

function resolveStructured(
  { table: name, columns = [], sections = [] }: ReferenceStruct,
  place: FormulaPlace,
  names: WorkbookNames,
): Reference {
  const area =
    name === undefined || name === '' ? enclosingTable(place, names) : names.areas.get(name.toLowerCase())
  if (area?.table === undefined) return unknown(`It reads the table ${name ?? ''}, which is not in the file.`)
  const whole = tableArea(area, sections.length === 0 ? ['data'] : sections, columns)
  if (whole.kind !== 'area' || !sections.includes('this row')) return whole
  const isBeside =
    place.sheet === area.sheet && place.row >= area.range.firstRow && place.row <= area.range.lastRow
  if (!isBeside) return unknown('It reads this row of a table that it is not beside.')
  return { kind: 'area', area: { ...whole.area, firstRow: place.row, lastRow: place.row } }
}

function enclosingTable({ sheet, row, column }: FormulaPlace, names: WorkbookNames): NamedArea | undefined {
  for (const area of names.areas.values()) {
    const { firstRow, lastRow, firstColumn, lastColumn } = area.range
    const holds = row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn
    if (area.table !== undefined && area.sheet === sheet && holds) return area
  }
  return undefined
}

/** The part of a table that sections (`all`, `headers`, `data`, `totals`, `this row`) and columns name. */
function tableArea(
  { sheet, range, table }: NamedArea,
  sections: readonly string[],
  columns: readonly string[],
): Reference {
  if (table === undefined) return missing
  const dataFirst = range.firstRow + table.headerRows
  const dataLast = range.lastRow - table.totalsRows
  const rows = sections.map((section): [number, number] => {
    if (section === 'all') return [range.firstRow, range.lastRow]
    if (section === 'headers') return [range.firstRow, dataFirst - 1]
    return section === 'totals' ? [dataLast + 1, range.lastRow] : [dataFirst, dataLast]
  })
  const places = columns.map((column) => indexOf(table.columns, column))
  if (places.includes(-1)) return missing
  const firstRow = Math.min(...rows.map(([first]) => first))
  const lastRow = Math.max(...rows.map(([, last]) => last))
  if (firstRow > lastRow) return missing
  const first = places.length === 0 ? 0 : Math.min(...places)
  const last = places.length === 0 ? table.columns.length - 1 : Math.max(...places)
  return {
    kind: 'area',
    area: {
      kind: 'area',
      sheet,
      firstRow,
      lastRow,
      firstColumn: range.firstColumn + first,
      lastColumn: range.firstColumn + last,
    },
  }
}

/** Line breaks in a header stand as a space or not at all in references, depending on the program that wrote them. */
const plainHeader = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()

const indexOf = (columns: readonly string[], wanted: string): number => {
  const plain = plainHeader(wanted)
  return columns.findIndex((column) => plainHeader(column) === plain)
}

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
export function readsOf(tree: AstExpression, place: FormulaPlace, names: WorkbookNames): FormulaReads {
  const reads: Area[] = []
  let dynamic = false
  let unknown: string | undefined
  const visit = (node: AstExpression | null | undefined): void => {
    if (node === null || node === undefined || unknown !== undefined) return
    switch (node.type) {
      case 'ReferenceIdentifier': {
        const found = resolveReference(node.value, place, names)
        if (found.kind === 'area') reads.push(found.area)
        if (found.kind === 'unknown') unknown = found.reason
        return
      }
      case 'BinaryExpression': {
        if (node.operator !== ':') {
          visitAll(node.arguments)
          return
        }
        const area = spannedArea(node.arguments, place, names)
        if (area === undefined) {
          dynamic = true
          visitAll(node.arguments)
        } else reads.push(area)
        return
      }
      case 'UnaryExpression':
        visitAll(node.arguments)
        return
      case 'CallExpression': {
        const name = calledName(node)
        if (name === undefined) unknown = definesOwnNames
        else visitCall(name, node.arguments)
        return
      }
      case 'LambdaExpression':
      case 'LetExpression':
        unknown = definesOwnNames
    }
  }
  const visitAll = (nodes: readonly (AstExpression | null)[]): void => {
    for (const node of nodes) visit(node)
  }
  const visitCall = (name: string, operands: readonly (AstExpression | null)[]): void => {
    if (dynamicFunctions.has(name)) dynamic = true
    if (untold.has(name))
      unknown = `${name === 'TABLE' ? 'A data table' : name} reads cells that it does not name.`
    if (!positional.has(name)) {
      visitAll(operands)
      return
    }
    reads.push({
      kind: 'area',
      sheet: place.sheet,
      firstRow: 1,
      lastRow: place.row,
      firstColumn: 0,
      lastColumn: 0,
    })
    for (const [index, operand] of operands.entries())
      if (index > 0 || operand?.type !== 'ReferenceIdentifier') visit(operand)
  }
  visit(tree)
  return unknown === undefined ? { areas: reads, dynamic } : { unknown }
}

/** `A1:B2:C3`, where both sides are plain references to one sheet. */
export function spannedArea(
  sides: readonly (AstExpression | null)[],
  place: FormulaPlace,
  names: WorkbookNames,
): Area | undefined {
  const areas = sides.map((side): Area | undefined => {
    if (side?.type === 'BinaryExpression' && side.operator === ':')
      return spannedArea(side.arguments, place, names)
    if (side?.type !== 'ReferenceIdentifier') return undefined
    const found = resolveReference(side.value, place, names)
    return found.kind === 'area' ? found.area : undefined
  })
  const [left, right] = areas
  if (left === undefined || right === undefined || left.sheet !== right.sheet) return undefined
  return {
    kind: 'area',
    sheet: left.sheet,
    firstRow: Math.min(left.firstRow, right.firstRow),
    lastRow: Math.max(left.lastRow, right.lastRow),
    firstColumn: Math.min(left.firstColumn, right.firstColumn),
    lastColumn: Math.max(left.lastColumn, right.lastColumn),
  }
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
