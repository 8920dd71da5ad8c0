import { z } from 'zod'
import { maximumColumn, maximumRow } from '#shared/domain/address.ts'
import { type ColumnId, columnId, type RowId, rowId, type SourceId } from '#shared/domain/ids.ts'
import type { CellRange, NamedArea } from '#shared/domain/sheet.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { type Connection, readRow, readRows } from '../../store/connection.ts'
import { readDefinedNames } from '../../store/defined-names.ts'
import { rangeSchema, readNamedAreas } from '../../store/named-areas.ts'
import type { Project } from '../../store/project.ts'
import { definedNames } from './defined-names.ts'
import { readsOf } from './formula-reads.ts'
import { parseFormula } from './parse-formula.ts'
import { createReadIndex, type ReadIndex } from './read-index.ts'
import type { FormulaPlace, WorkbookNames } from './references.ts'
import { keyOf } from './source-cell.ts'

/** A formula of a workbook where it stands in the source. */
export interface WorkbookFormula extends FormulaPlace {
  readonly sheetId: StoredSheet['info']['id']
  readonly rowId: RowId
  readonly columnId: ColumnId
  readonly text: string
  /** The file holds no result of it. */
  readonly withoutValue: boolean
  /** The cells that an array formula fills. */
  readonly fills?: CellRange
}

/** The formulas of one source and what they read; it never changes after the import. */
export interface FormulaSet {
  readonly formulas: readonly WorkbookFormula[]
  /** The number of the formula in a cell, by `keyOf`. */
  readonly numbers: ReadonlyMap<string, number>
  readonly names: WorkbookNames
  readonly reads: ReadIndex
  /** Cells that hold a SUBTOTAL. */
  readonly subtotals: readonly FormulaPlace[]
}

const known = new WeakMap<Project, Map<string, Promise<FormulaSet>>>()

/** The formulas of a source, read once for as long as the project is open; undefined where it has none. */
export async function formulaSet(
  project: Project,
  connection: Connection,
  source: SourceId,
  sheets: readonly StoredSheet[],
): Promise<FormulaSet | undefined> {
  const stamp = await readRow(
    connection,
    z.object({ imported_at: z.string(), formulas: z.boolean() }),
    `SELECT imported_at, EXISTS (SELECT 1 FROM sheet_formula AS f JOIN sheet AS s ON s.id = f.sheet_id
       WHERE s.source_id = source.id) AS formulas FROM source WHERE id = ?`,
    [source],
  )
  if (stamp?.formulas !== true) return undefined
  const sets = known.get(project) ?? new Map<string, Promise<FormulaSet>>()
  known.set(project, sets)
  const key = `${source} ${stamp.imported_at}`
  const present = sets.get(key) ?? readFormulaSet(connection, source, sheets)
  sets.set(key, present)
  return present
}

async function readFormulaSet(
  connection: Connection,
  source: SourceId,
  sheets: readonly StoredSheet[],
): Promise<FormulaSet> {
  const formulas = await readFormulas(connection, source, sheets)
  const names: WorkbookNames = {
    sheets: new Map(sheets.map(({ originalName }) => [originalName.toLowerCase(), originalName])),
    areas: await readAreas(connection, source),
    defined: definedNames(await readDefinedNames(connection, source), await sheetSize(connection, source)),
  }
  const reads = formulas.map((formula) => {
    const tree = parseFormula(formula.text)
    return tree === undefined ? { unknown: 'Its formula cannot be read.' } : readsOf(tree, formula, names)
  })
  return {
    formulas,
    numbers: new Map(formulas.map((formula, number) => [keyOf(formula), number])),
    names,
    reads: createReadIndex(reads),
    subtotals: formulas.filter(({ text }) => /\bSUBTOTAL\(/i.test(text)),
  }
}

async function sheetSize(
  connection: Connection,
  source: SourceId,
): Promise<{ rows: number; columns: number }> {
  const row = await readRow(
    connection,
    z.object({ format: z.string() }),
    'SELECT format FROM source WHERE id = ?',
    [source],
  )
  return row?.format === 'xls' ? { rows: 65_536, columns: 256 } : { rows: maximumRow, columns: maximumColumn }
}

async function readFormulas(
  connection: Connection,
  source: SourceId,
  sheets: readonly StoredSheet[],
): Promise<WorkbookFormula[]> {
  const byId = new Map(sheets.map((sheet) => [Number(sheet.info.id), sheet]))
  const rows = await readRows(
    connection,
    z.object({
      sheet_id: z.number(),
      row_id: z.number(),
      column_id: z.number(),
      column: z.number(),
      formula: z.string(),
      fills: z.string().nullable(),
      without_value: z.boolean().nullable(),
    }),
    `SELECT f.sheet_id, f.row_id, f.column_id, coalesce(c.source_column, f.column_id) AS "column", f.formula, f.fills,
       f.without_value
     FROM sheet_formula AS f JOIN sheet AS s ON s.id = f.sheet_id AND s.source_id = ?
     LEFT JOIN sheet_column AS c ON c.sheet_id = f.sheet_id AND c.id = f.column_id AND c.source_column IS NOT NULL
     ORDER BY f.sheet_id, f.column_id, f.row_id`,
    [source],
  )
  return rows.flatMap(({ sheet_id, row_id, column_id, column, formula, fills, without_value }) => {
    const sheet = byId.get(sheet_id)
    if (sheet === undefined) return []
    return [
      {
        sheet: sheet.originalName,
        sheetId: sheet.info.id,
        row: row_id,
        rowId: rowId(row_id),
        column,
        columnId: columnId(column_id),
        text: formula,
        withoutValue: without_value === true,
        ...(fills === null ? {} : { fills: rangeSchema.parse(JSON.parse(fills)) }),
      },
    ]
  })
}

/** Tables and named ranges by name in lower case; a name that two sheets use for different ranges is left out. */
async function readAreas(connection: Connection, source: SourceId): Promise<ReadonlyMap<string, NamedArea>> {
  const areas = new Map<string, NamedArea>()
  const ambiguous = new Set<string>()
  for (const { source: of, area } of await readNamedAreas(connection)) {
    if (of !== source) continue
    const name = area.name.toLowerCase()
    const other = areas.get(name)
    if (other !== undefined && JSON.stringify(other) !== JSON.stringify(area)) ambiguous.add(name)
    areas.set(name, area)
  }
  for (const name of ambiguous) areas.delete(name)
  return areas
}
