/** The cells a stored formula refers to, as far as its text tells. */
import { parseA1Ref, parseStructRef, tokenize } from '@borgar/fx/xlsx'
import { parseAddress } from '#shared/domain/address.ts'
import type { CellRange } from '#shared/domain/sheet.ts'
import type { StoredFormula } from './sheet-survey.ts'
import type { SheetTable } from './tables.ts'
import type { DefinedName, Workbook } from './workbook-part.ts'

const lastRow = 1_048_576
const lastColumn = 16_384

/** Functions whose result depends on more than the cells that their text names. */
const opaqueFunctions = new Set(['INDIRECT', 'OFFSET', 'GETPIVOTDATA', 'CELL'])

export interface FormulaReference {
  /** Lower-case sheet name. */
  readonly sheet: string
  readonly range: CellRange
  /** Which ends move with the formula when it is shared. */
  readonly moves: {
    readonly top: boolean
    readonly left: boolean
    readonly bottom: boolean
    readonly right: boolean
  }
}

export interface FormulaReferences {
  readonly ranges: readonly FormulaReference[]
  /** True where it may refer to any cell. */
  readonly isUnknown: boolean
}

export interface ReferenceContext {
  readonly workbook: Workbook
  readonly tables: readonly (SheetTable & { readonly sheet: string })[]
  /** The sheet the formula stands on. */
  readonly sheet: string
}

interface Collected {
  readonly ranges: FormulaReference[]
  isUnknown: boolean
}

export function formulaReferences(formula: StoredFormula, context: ReferenceContext): FormulaReferences {
  const collected: Collected = { ranges: [], isUnknown: false }
  if (formula.kind === 'dataTable') collectDataTable(formula, context, collected)
  collect(formula.text, context, collected, new Set())
  return collected
}

/** A data table runs a formula at its edge for each input, so it depends on its edges and its input cells. */
function collectDataTable(
  { range, inputs }: StoredFormula,
  { sheet }: ReferenceContext,
  collected: Collected,
): void {
  const areas = (inputs ?? []).map((input) => {
    const at = parseAddress(input)
    return at === undefined ? undefined : area(at.row, at.column, at.row, at.column)
  })
  if (range !== undefined) {
    const top = Math.max(1, range.firstRow - 1)
    const left = Math.max(1, range.firstColumn - 1)
    areas.push(area(top, left, top, range.lastColumn))
    areas.push(area(top, left, range.lastRow, left))
  }
  for (const covered of areas) {
    if (covered !== undefined) collected.ranges.push(fixed(sheet, covered))
  }
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
  moves: { top: false, left: false, bottom: false, right: false },
})

function collect(
  text: string,
  context: ReferenceContext,
  collected: Collected,
  seenNames: ReadonlySet<string>,
): void {
  for (const token of tokenize(text, { mergeRefs: true })) {
    switch (token.type) {
      case 'func':
        if (opaqueFunctions.has(token.value.toUpperCase())) {
          collected.isUnknown = true
        }
        break
      case 'range':
      case 'range_beam':
      case 'range_ternary':
        collectRange(token.value, context, collected)
        break
      case 'range_named':
        collectName(token.value, context, collected, seenNames)
        break
      case 'structured':
        collectStructured(token.value, context, collected)
        break
      default:
    }
  }
}

function collectRange(text: string, { workbook, sheet }: ReferenceContext, collected: Collected): void {
  const parsed = parseA1Ref(text)
  if (parsed === undefined || !('range' in parsed) || parsed.range === undefined) {
    return
  }
  if (parsed.workbookName !== '') return
  const { range } = parsed
  for (const name of sheetsOf(parsed.sheetName || sheet, workbook)) {
    collected.ranges.push({
      sheet: name.toLowerCase(),
      range: {
        firstRow: (range.top ?? 0) + 1,
        firstColumn: (range.left ?? 0) + 1,
        lastRow: (range.bottom ?? lastRow - 1) + 1,
        lastColumn: (range.right ?? lastColumn - 1) + 1,
      },
      moves: {
        top: range.top !== null && range.$top !== true,
        left: range.left !== null && range.$left !== true,
        bottom: range.bottom !== null && range.$bottom !== true,
        right: range.right !== null && range.$right !== true,
      },
    })
  }
}

/** `First:Last!A1` means the cell on every sheet from the first to the last. */
function sheetsOf(name: string, workbook: Workbook): string[] {
  const names = workbook.sheets.map((sheet) => sheet.name)
  const indexOf = (wanted: string): number =>
    names.findIndex((other) => other.toLowerCase() === wanted.toLowerCase())
  const [first = '', last] = name.split(':')
  if (last === undefined || indexOf(name) >= 0) return [name]
  return names.slice(indexOf(first), indexOf(last) + 1)
}

function collectName(
  text: string,
  context: ReferenceContext,
  collected: Collected,
  seenNames: ReadonlySet<string>,
): void {
  const bang = text.lastIndexOf('!')
  const name = text.slice(bang + 1).toLowerCase()
  if (seenNames.has(name)) return
  const table = context.tables.find((candidate) => candidate.name.toLowerCase() === name)
  if (table !== undefined) {
    collected.ranges.push(fixed(table.sheet, table.range))
    return
  }
  const defined = definedName(name, text.slice(0, Math.max(0, bang)), context)
  if (defined === undefined) return
  const own: Collected = { ranges: [], isUnknown: false }
  collect(defined.formula, context, own, new Set([...seenNames, name]))
  // A name without dollar signs means other cells from every cell it is used in.
  const isRelative = own.ranges.some(({ moves }) => Object.values(moves).includes(true))
  collected.isUnknown ||= own.isUnknown || isRelative
  collected.ranges.push(...own.ranges)
}

function definedName(
  name: string,
  qualifier: string,
  { workbook, sheet }: ReferenceContext,
): DefinedName | undefined {
  const candidates = workbook.definedNames.filter((defined) => defined.name.toLowerCase() === name)
  const home = (qualifier === '' ? sheet : qualifier.replace(/^'|'$/g, ''))
    .replaceAll("''", "'")
    .toLowerCase()
  return (
    candidates.find((defined) => defined.sheet?.toLowerCase() === home) ??
    candidates.find((defined) => defined.sheet === undefined)
  )
}

function collectStructured(text: string, context: ReferenceContext, collected: Collected): void {
  const parsed = parseStructRef(text)
  const name = (parsed?.table ?? '').toLowerCase()
  const tables = context.tables.filter((table) =>
    name === '' ? table.sheet === context.sheet : table.name.toLowerCase() === name,
  )
  for (const table of tables) {
    const indexes = (parsed?.columns ?? [])
      .map((column) => table.columns.findIndex((other) => other.toLowerCase() === column.toLowerCase()))
      .filter((index) => index >= 0)
    const { firstColumn } = table.range
    const range =
      indexes.length === 0
        ? table.range
        : {
            ...table.range,
            firstColumn: firstColumn + Math.min(...indexes),
            lastColumn: firstColumn + Math.max(...indexes),
          }
    collected.ranges.push(fixed(table.sheet, range))
  }
}

/** What a reference of a shared formula's holder means in another of its cells. */
export function shiftedRange(
  { range, moves }: FormulaReference,
  from: { readonly row: number; readonly column: number },
  to: { readonly row: number; readonly column: number },
): CellRange {
  const down = to.row - from.row
  const right = to.column - from.column
  const rows = [range.firstRow + (moves.top ? down : 0), range.lastRow + (moves.bottom ? down : 0)]
  const columns = [range.firstColumn + (moves.left ? right : 0), range.lastColumn + (moves.right ? right : 0)]
  return {
    firstRow: Math.min(...rows),
    firstColumn: Math.min(...columns),
    lastRow: Math.max(...rows),
    lastColumn: Math.max(...columns),
  }
}
