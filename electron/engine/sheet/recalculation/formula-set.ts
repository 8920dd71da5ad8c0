import { z } from 'zod'
import { maximumColumn, maximumRow } from '#shared/domain/address.ts'
import { type ColumnId, columnId, type RowId, rowId, type SourceId } from '#shared/domain/ids.ts'
import type { CellRange, NamedArea } from '#shared/domain/sheet.ts'
import type { ImportedName } from '../../intake/imported.ts'
import { readSources, type StoredSheet } from '../../store/catalog.ts'
import { type Connection, readRow, readRows } from '../../store/connection.ts'
import { readDefinedNames } from '../../store/defined-names.ts'
import { rangeSchema, readNamedAreas } from '../../store/named-areas.ts'
import type { Project } from '../../store/project.ts'
import { readRelocations } from '../formula-text/read-relocations.ts'
import { relocateByAll } from '../formula-text/relocate-formula.ts'
import type { Relocation } from '../formula-text/relocation.ts'
import { definedNames } from './defined-names.ts'
import { type FormulaReads, readsOf } from './formula-reads.ts'
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
  /** It was moved here: what the cell held in the source does not count. */
  readonly isMoved: boolean
  /** The cells that an array formula fills. */
  readonly fills?: CellRange
}

/** The formulas of one source and what they read. */
export interface FormulaSet {
  readonly formulas: readonly WorkbookFormula[]
  /** The number of the formula in a cell, by `keyOf`. */
  readonly numbers: ReadonlyMap<string, number>
  readonly names: WorkbookNames
  readonly reads: ReadIndex
  /** Cells that hold a SUBTOTAL. */
  readonly subtotals: readonly FormulaPlace[]
}

/** As imported, and as of the last moves of cells. */
interface KnownSets {
  readonly imported: Promise<ImportedSet>
  readonly stamp: string
  readonly present: Promise<FormulaSet>
}

const known = new WeakMap<Project, Map<string, KnownSets>>()

const stampSchema = z.object({ imported_at: z.string(), formulas: z.boolean(), moves: z.string() })

/**
 * The formulas of a source where they stand and as they read since cells were moved, by rows and columns of the source;
 * worked out once for each state of the moves. undefined where the source has none.
 */
export async function formulaSet(
  project: Project,
  connection: Connection,
  source: SourceId,
  sheets: readonly StoredSheet[],
): Promise<FormulaSet | undefined> {
  const ofSource = 'JOIN sheet AS s ON s.id = f.sheet_id WHERE s.source_id = source.id'
  const stamp = await readRow(
    connection,
    stampSchema,
    `SELECT imported_at, EXISTS (SELECT 1 FROM sheet_formula AS f ${ofSource}) AS formulas,
       concat((SELECT bit_xor(hash(id, body)) FROM relocation WHERE source_id = source.id), ' ',
         (SELECT bit_xor(hash(f.sheet_id, f.row_id, f.column_id, f.formula)) FROM moved_formula AS f ${ofSource})) AS moves
     FROM source WHERE id = ?`,
    [source],
  )
  if (stamp?.formulas !== true) return undefined
  const sets = known.get(project) ?? new Map<string, KnownSets>()
  known.set(project, sets)
  const key = `${source} ${stamp.imported_at}`
  const found = sets.get(key)
  if (found?.stamp === stamp.moves) return found.present
  const imported = found?.imported ?? readImportedSet(connection, source, sheets)
  const present = imported.then((set) => presentSet(connection, source, sheets, set))
  sets.set(key, { imported, stamp: stamp.moves, present })
  return present
}

interface ImportedSet extends FormulaSet {
  readonly definedNames: readonly ImportedName[]
}

async function readImportedSet(
  connection: Connection,
  source: SourceId,
  sheets: readonly StoredSheet[],
): Promise<ImportedSet> {
  const formulas = await readFormulas(connection, source, sheets, importedFormulas)
  const defined = await readDefinedNames(connection, source)
  const names: WorkbookNames = {
    sheets: new Map(sheets.map(({ originalName }) => [originalName.toLowerCase(), originalName])),
    areas: await readAreas(connection, source),
    defined: definedNames(defined, await sheetSize(connection, source)),
  }
  return { ...setOf(formulas, names, (formula) => readsOfFormula(formula, names)), definedNames: defined }
}

/** The imported formulas with their references to moved cells at their new places, and those that were moved. */
async function presentSet(
  connection: Connection,
  source: SourceId,
  sheets: readonly StoredSheet[],
  imported: ImportedSet,
): Promise<FormulaSet> {
  const relocations = await readRelocations(connection, source)
  const moved = await readFormulas(connection, source, sheets, movedFormulas)
  if (relocations.length === 0 && moved.length === 0) return imported
  const defined = imported.definedNames.map((name) => ({
    ...name,
    formula: relocateByAll(name.formula, name.sheet ?? '', relocations, { onlyFixed: true }),
  }))
  const isSameNames = defined.every(({ formula }, at) => formula === imported.definedNames[at]?.formula)
  const names = isSameNames
    ? imported.names
    : { ...imported.names, defined: definedNames(defined, imported.names.defined.sheetSize) }
  const replaced = new Set(moved.map(keyOf))
  const known = new Map<WorkbookFormula, FormulaReads>()
  const stay = imported.formulas.flatMap((formula, number) => {
    if (replaced.has(keyOf(formula))) return []
    const reads = imported.reads.reads[number]
    const followed =
      reads === undefined || mayFollow(reads, relocations)
        ? { ...formula, text: relocateByAll(formula.text, formula.sheet, relocations) }
        : formula
    if (reads !== undefined && isSameNames && followed.text === formula.text) known.set(followed, reads)
    return [followed]
  })
  return setOf([...stay, ...moved], names, (formula) => known.get(formula) ?? readsOfFormula(formula, names))
}

/** Whether any reference may lie within a block that moved. */
const mayFollow = (reads: FormulaReads, relocations: readonly Relocation[]): boolean =>
  'unknown' in reads ||
  reads.areas.some((area) =>
    relocations.some(
      ({ from, rows, columns }) =>
        area.sheet === from &&
        area.firstRow >= (rows[0]?.first ?? 0) &&
        area.lastRow <= (rows.at(-1)?.last ?? 0) &&
        area.firstColumn >= (columns[0]?.first ?? 0) &&
        area.lastColumn <= (columns.at(-1)?.last ?? 0),
    ),
  )

function readsOfFormula(formula: WorkbookFormula, names: WorkbookNames): FormulaReads {
  const tree = parseFormula(formula.text)
  return tree === undefined ? { unknown: 'Its formula cannot be read.' } : readsOf(tree, formula, names)
}

const setOf = (
  formulas: readonly WorkbookFormula[],
  names: WorkbookNames,
  readsFor: (formula: WorkbookFormula) => FormulaReads,
): FormulaSet => ({
  formulas,
  numbers: new Map(formulas.map((formula, number) => [keyOf(formula), number])),
  names,
  reads: createReadIndex(formulas.map(readsFor)),
  subtotals: formulas.filter(({ text }) => /\bSUBTOTAL\(/i.test(text)),
})

async function sheetSize(
  connection: Connection,
  source: SourceId,
): Promise<{ rows: number; columns: number }> {
  const known = (await readSources(connection)).find(({ id }) => id === source)
  return known?.format === 'xls'
    ? { rows: 65_536, columns: 256 }
    : { rows: maximumRow, columns: maximumColumn }
}

const importedFormulas = '(SELECT *, FALSE AS moved FROM sheet_formula)'
const movedFormulas = '(SELECT *, NULL AS fills, FALSE AS without_value, TRUE AS moved FROM moved_formula)'

async function readFormulas(
  connection: Connection,
  source: SourceId,
  sheets: readonly StoredSheet[],
  table: string,
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
      moved: z.boolean(),
    }),
    `SELECT f.sheet_id, f.row_id, f.column_id, coalesce(c.source_column, f.column_id) AS "column", f.formula, f.fills,
       f.without_value, f.moved
     FROM ${table} AS f JOIN sheet AS s ON s.id = f.sheet_id AND s.source_id = ?
     LEFT JOIN sheet_column AS c ON c.sheet_id = f.sheet_id AND c.id = f.column_id AND c.source_column IS NOT NULL
     ORDER BY f.sheet_id, f.column_id, f.row_id`,
    [source],
  )
  return rows.flatMap(({ sheet_id, row_id, column_id, column, formula, fills, without_value, moved }) => {
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
        isMoved: moved,
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
