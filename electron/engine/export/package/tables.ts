/** Native tables of a sheet: their header cells and column names must say the same, or Excel repairs the file. */
import type { CellRange } from '#shared/domain/sheet.ts'
import { parseRange, rangeText } from './cell-range.ts'
import { type RenamedColumn, withRenamedColumns } from './formula-text.ts'
import type { PackageDraft } from './package-draft.ts'
import { relatedParts } from './relationships.ts'
import { escapeCellText, unescapeCellText } from './xml-escape.ts'
import {
  appendTo,
  attributeOf,
  childOf,
  childrenOf,
  innerText,
  rootOf,
  type Splice,
  setAttribute,
  splice,
} from './xml-text.ts'

export interface SheetTable {
  readonly part: string
  readonly name: string
  readonly range: CellRange
  readonly columns: readonly string[]
  readonly hasHeader: boolean
  readonly hasTotals: boolean
  /** Filled by a query, which decides its columns. */
  readonly isQuery: boolean
}

/** What becomes of a table. */
export interface TableChange {
  /** Index of a column -> its new name. */
  readonly renamed: Map<number, string>
  /** Names of columns added at its right. */
  readonly addedColumns: string[]
  /** Its last row from now on. */
  lastRow: number
}

export function readTables(draft: PackageDraft, sheetPart: string): SheetTable[] {
  return relatedParts(draft, sheetPart, 'table').flatMap((part) => {
    const text = draft.readText(part)
    const root = rootOf(text)
    const attribute = (name: string): string | undefined => attributeOf(text, root, name)
    const range = parseRange(attribute('ref') ?? '')
    const columns = childOf(text, root, 'tableColumns')
    if (range === undefined || columns === undefined) return []
    return {
      part,
      name: attribute('displayName') ?? attribute('name') ?? '',
      range,
      columns: childrenOf(text, columns).map((column) =>
        unescapeCellText(attributeOf(text, column, 'name') ?? ''),
      ),
      hasHeader: attribute('headerRowCount') !== '0',
      hasTotals: Number(attribute('totalsRowCount') ?? 0) > 0,
      isQuery: attribute('tableType') === 'queryTable',
    }
  })
}

export const unchangedTable = (table: SheetTable): TableChange => ({
  renamed: new Map(),
  addedColumns: [],
  lastRow: table.range.lastRow,
})

/** Writes the table's part where something changes. */
export function changeTable(draft: PackageDraft, table: SheetTable, change: TableChange): void {
  const isGrown = change.addedColumns.length > 0 || change.lastRow !== table.range.lastRow
  if (!isGrown && change.renamed.size === 0) return
  const text = draft.readText(table.part)
  const root = rootOf(text)
  const container = childOf(text, root, 'tableColumns')
  if (container === undefined) return
  const columns = childrenOf(text, container)
  const splices: Splice[] = []
  columns.forEach((column, index) => {
    const name = change.renamed.get(index)
    if (name === undefined) return
    splices.push(setAttribute(text, column, 'name', escapedName(name)))
  })
  if (change.addedColumns.length > 0) {
    let id = Math.max(...columns.map((column) => Number(attributeOf(text, column, 'id') ?? 0)))
    const added = change.addedColumns.map(
      (name) => `<${root.prefix}tableColumn id="${++id}" name="${attributeXml(name)}"/>`,
    )
    const count = String(columns.length + added.length)
    splices.push(setAttribute(text, container, 'count', count), appendTo(text, container, added.join('')))
  }
  if (isGrown) splices.push(...grownReferences(text, table, change))
  draft.write(table.part, splice(text, splices))
}

/** Writes the table's part where a formula of its columns uses a renamed column. */
export function renameInTable(
  draft: PackageDraft,
  table: SheetTable,
  renames: readonly RenamedColumn[],
): void {
  const text = draft.readText(table.part)
  const container = childOf(text, rootOf(text), 'tableColumns')
  if (container === undefined) return
  const splices = childrenOf(text, container)
    .flatMap((column) => childrenOf(text, column))
    .filter(({ local }) => local.endsWith('Formula'))
    .flatMap((element) => {
      const formula = innerText(text, element)
      const renamed = withRenamedColumns(formula, renames)
      const { openEnd: start, closeStart: end } = element
      return renamed === formula ? [] : [{ start, end, text: escapeCellText(renamed) }]
    })
  if (splices.length > 0) draft.write(table.part, splice(text, splices))
}

/** The table's own range and that of its filter, which leaves the totals row out. */
function grownReferences(text: string, table: SheetTable, change: TableChange): Splice[] {
  const root = rootOf(text)
  const range = {
    ...table.range,
    lastRow: change.lastRow,
    lastColumn: table.range.lastColumn + change.addedColumns.length,
  }
  const splices = [setAttribute(text, root, 'ref', rangeText(range))]
  const filter = childOf(text, root, 'autoFilter')
  if (filter !== undefined) {
    const lastRow = change.lastRow - (table.hasTotals ? 1 : 0)
    const filtered = rangeText({ ...range, lastRow })
    splices.push(setAttribute(text, filter, 'ref', filtered))
  }
  return splices
}

const escapedName = (name: string): string => name.replace(/\r\n|\r|\n/g, '_x000a_')

const attributeXml = (name: string): string => escapeCellText(escapedName(name))
