/** The cells a stored formula refers to, as far as its text tells. */
import { parseA1Ref, parseStructRef, tokenize } from '@borgar/fx/xlsx'
import { maximumColumn, maximumRow, parseAddress } from '#shared/domain/address.ts'
import type { CellRange } from '#shared/domain/sheet.ts'
import type { StoredFormula } from './sheet-survey.ts'
import type { SheetTable } from './tables.ts'
import type { DefinedName, Workbook } from './workbook-part.ts'

export interface FormulaReference {
  /** Lower-case sheet name. */
  readonly sheet: string
  readonly range: CellRange
  /** The cell from which the reference reads like this. */
  readonly anchor: CellPlace
  /** Which ends move with the cell that refers: those without a dollar sign. */
  readonly moves: {
    readonly top: boolean
    readonly left: boolean
    readonly bottom: boolean
    readonly right: boolean
  }
}

export interface CellPlace {
  readonly row: number
  readonly column: number
}

/** A name's relative references are written as from here. */
const nameAnchor: CellPlace = { row: 1, column: 1 }

export interface ReferenceContext {
  readonly workbook: Workbook
  readonly tables: readonly (SheetTable & { readonly sheet: string })[]
  /** The sheet the formula stands on. */
  readonly sheet: string
}

export function formulaReferences(formula: StoredFormula, context: ReferenceContext): FormulaReference[] {
  return [
    ...(formula.kind === 'dataTable' ? dataTableReferences(formula, context) : []),
    ...textReferences(formula.text, { ...context, anchor: formula, seenNames: new Set() }),
  ]
}

interface TextContext extends ReferenceContext {
  readonly anchor: CellPlace
  /** Names being looked up, so that one that refers to itself ends. */
  readonly seenNames: ReadonlySet<string>
}

/** A data table runs a formula at its edge for each input, so it depends on its edges and its input cells. */
function dataTableReferences(
  { range, inputs }: StoredFormula,
  { sheet }: ReferenceContext,
): FormulaReference[] {
  const cells = (inputs ?? []).map(parseAddress).filter((cell) => cell !== undefined)
  const areas = cells.map(({ row, column }) => area(row, column, row, column))
  if (range !== undefined) {
    const top = Math.max(1, range.firstRow - 1)
    const left = Math.max(1, range.firstColumn - 1)
    areas.push(area(top, left, top, range.lastColumn), area(top, left, range.lastRow, left))
  }
  return areas.map((covered) => fixed(sheet, covered))
}

const area = (firstRow: number, firstColumn: number, lastRowOf: number, lastColumnOf: number): CellRange => ({
  firstRow,
  firstColumn,
  lastRow: lastRowOf,
  lastColumn: lastColumnOf,
})

const fixed = (sheet: string, range: CellRange): FormulaReference => ({
  sheet: sheet.toLowerCase(),
  range,
  anchor: nameAnchor,
  moves: { top: false, left: false, bottom: false, right: false },
})

function textReferences(text: string, context: TextContext): FormulaReference[] {
  return tokenize(text, { mergeRefs: true }).flatMap(({ type, value }) => {
    switch (type) {
      case 'range':
      case 'range_beam':
      case 'range_ternary':
        return rangeReferences(value, context)
      case 'range_named':
        return nameReferences(value, context)
      case 'structured':
        return tableReferences(value, context)
      default:
        return []
    }
  })
}

function rangeReferences(text: string, { workbook, sheet, anchor }: TextContext): FormulaReference[] {
  const parsed = parseA1Ref(text)
  if (parsed === undefined || !('range' in parsed) || parsed.range === undefined) return []
  // A cell of another workbook.
  if (parsed.workbookName !== '') return []
  const { range } = parsed
  const { sheetName = '' } = parsed
  const name = sheetName === '' ? sheet : sheetName
  return sheetsOf(name, workbook).map((home) => ({
    sheet: home.toLowerCase(),
    range: {
      firstRow: (range.top ?? 0) + 1,
      firstColumn: (range.left ?? 0) + 1,
      lastRow: (range.bottom ?? maximumRow - 1) + 1,
      lastColumn: (range.right ?? maximumColumn - 1) + 1,
    },
    anchor,
    moves: {
      top: range.top !== null && range.$top !== true,
      left: range.left !== null && range.$left !== true,
      bottom: range.bottom !== null && range.$bottom !== true,
      right: range.right !== null && range.$right !== true,
    },
  }))
}

/** `First:Last!A1` means the cell on every sheet from the first to the last. */
function sheetsOf(name: string, workbook: Workbook): string[] {
  const names = workbook.sheets.map((sheet) => sheet.name)
  const indexOf = (wanted: string): number =>
    names.findIndex((other) => other.toLowerCase() === wanted.toLowerCase())
  const [first = '', last] = name.split(':')
  if (last === undefined) return [name]
  return names.slice(indexOf(first), indexOf(last) + 1)
}

function nameReferences(text: string, context: TextContext): FormulaReference[] {
  const bang = text.lastIndexOf('!')
  const name = text.slice(bang + 1).toLowerCase()
  if (context.seenNames.has(name)) return []
  const table = context.tables.find((candidate) => candidate.name.toLowerCase() === name)
  if (table !== undefined) return [fixed(table.sheet, table.range)]
  const defined = definedName(name, text.slice(0, Math.max(0, bang)), context)
  if (defined === undefined) return []
  return textReferences(defined.formula, {
    ...context,
    anchor: nameAnchor,
    seenNames: new Set([...context.seenNames, name]),
  })
}

/** A name of the sheet goes before one of the whole workbook. */
function definedName(
  name: string,
  qualifier: string,
  { workbook, sheet }: ReferenceContext,
): DefinedName | undefined {
  const candidates = workbook.definedNames.filter((defined) => defined.name.toLowerCase() === name)
  const home = qualifier === '' ? sheet : qualifier.replace(/^'|'$/g, '').replaceAll("''", "'")
  return (
    candidates.find((defined) => defined.sheet?.toLowerCase() === home.toLowerCase()) ??
    candidates.find((defined) => defined.sheet === undefined)
  )
}

function tableReferences(text: string, context: TextContext): FormulaReference[] {
  const parsed = parseStructRef(text)
  const name = (parsed?.table ?? '').toLowerCase()
  const tables = context.tables.filter((table) =>
    name === '' ? table.sheet === context.sheet : table.name.toLowerCase() === name,
  )
  return tables.map((table) => fixed(table.sheet, columnsOf(table, parsed?.columns ?? [])))
}

/** The part of a table that these columns span; all of it where none is named. */
function columnsOf(table: SheetTable, names: readonly string[]): CellRange {
  const indexes = names
    .map((name) => table.columns.findIndex((other) => other.toLowerCase() === name.toLowerCase()))
    .filter((index) => index >= 0)
  if (indexes.length === 0) return table.range
  const { firstColumn } = table.range
  return {
    ...table.range,
    firstColumn: firstColumn + Math.min(...indexes),
    lastColumn: firstColumn + Math.max(...indexes),
  }
}

/** The cells that a reference means in the formula of another cell, such as one that shares it. */
export function rangeFrom({ range, anchor, moves }: FormulaReference, place: CellPlace): CellRange {
  const down = place.row - anchor.row
  const right = place.column - anchor.column
  const rows = [
    wrapped(range.firstRow + (moves.top ? down : 0), maximumRow),
    wrapped(range.lastRow + (moves.bottom ? down : 0), maximumRow),
  ]
  const columns = [
    wrapped(range.firstColumn + (moves.left ? right : 0), maximumColumn),
    wrapped(range.lastColumn + (moves.right ? right : 0), maximumColumn),
  ]
  return {
    firstRow: Math.min(...rows),
    firstColumn: Math.min(...columns),
    lastRow: Math.max(...rows),
    lastColumn: Math.max(...columns),
  }
}

/** A relative reference that leaves the sheet comes back at its other end. */
const wrapped = (position: number, size: number): number => ((((position - 1) % size) + size) % size) + 1
