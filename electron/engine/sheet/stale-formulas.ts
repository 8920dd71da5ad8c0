import { z } from 'zod'
import type { SheetId, SourceId } from '#shared/domain/ids.ts'
import type { NamedArea } from '#shared/domain/sheet.ts'
import { readSheets, type StoredSheet } from '../store/catalog.ts'
import { type Connection, readRow, readRows } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { addPlace, type ChangedPlaces, everyColumn, holdsPlace } from './changed-places.ts'
import { changesForExport } from './changes-for-export.ts'
import { type FormulaReads, readsOf } from './formula-reads.ts'

/**
 * Workbook formulas whose kept value may be out of date, because a cell that they read, directly or through other
 * formulas, has changed since the import: sheet -> `row/column id`. In doubt a formula counts as stale: a value is
 * never silently old.
 */
export type StaleFormulas = ReadonlyMap<SheetId, ReadonlySet<string>>

const known = new WeakMap<Project, { readonly revision: number; readonly stale: Promise<StaleFormulas> }>()

export function staleFormulas(project: Project): Promise<StaleFormulas> {
  const revision = project.revision()
  const present = known.get(project)
  if (present?.revision === revision) return present.stale
  const stale = project.read(findStale)
  known.set(project, { revision, stale })
  return stale
}

async function findStale(connection: Connection): Promise<StaleFormulas> {
  const stale = new Map<SheetId, Set<string>>()
  if (!(await mayBeStale(connection))) return stale
  const sheets = await readSheets(connection)
  for (const source of new Set(sheets.map((sheet) => sheet.info.sourceId))) {
    const ofSource = sheets.filter((sheet) => sheet.info.sourceId === source)
    const formulas = await readFormulas(connection, source, ofSource)
    if (formulas.length === 0) continue
    const places = await changedPlaces(connection, ofSource)
    for (const { sheet, key } of spread(formulas, places)) {
      const keys = stale.get(sheet) ?? new Set<string>()
      stale.set(sheet, keys.add(key))
    }
  }
  return stale
}

/** Most projects have no formulas or no edits; they pay for one small query. */
async function mayBeStale(connection: Connection): Promise<boolean> {
  const row = await readRow(
    connection,
    z.object({ formulas: z.boolean(), changes: z.boolean() }),
    `SELECT EXISTS (SELECT 1 FROM sheet_formula) AS formulas,
       EXISTS (SELECT 1 FROM journal WHERE NOT undone) OR EXISTS (SELECT 1 FROM original_cell) AS changes`,
  )
  return row?.formulas === true && row.changes
}

interface WorkbookFormula {
  readonly sheet: SheetId
  readonly sheetName: string
  readonly key: string
  readonly row: number
  readonly column: number
  readonly reads: FormulaReads
}

/** The formulas of a source that are still in force: those of cells that were not edited. */
async function readFormulas(
  connection: Connection,
  source: SourceId,
  sheets: readonly StoredSheet[],
): Promise<WorkbookFormula[]> {
  const rows = await readRows(
    connection,
    z.object({
      sheet_id: z.number(),
      row_id: z.number(),
      column_id: z.number(),
      column: z.number(),
      formula: z.string(),
    }),
    `SELECT f.sheet_id, f.row_id, f.column_id, c.source_column AS "column", f.formula FROM sheet_formula AS f
     JOIN sheet AS s ON s.id = f.sheet_id AND s.source_id = ?
     JOIN sheet_column AS c ON c.sheet_id = f.sheet_id AND c.id = f.column_id AND c.source_column IS NOT NULL
     ANTI JOIN original_cell AS o
       ON o.sheet_id = f.sheet_id AND o.row_id = f.row_id AND o.column_id = f.column_id
     ORDER BY f.sheet_id, f.row_id, f.column_id`,
    [source],
  )
  const areas = await readAreas(connection, source)
  const byId = new Map(sheets.map((sheet) => [Number(sheet.info.id), sheet]))
  return rows.flatMap((row) => {
    const sheet = byId.get(row.sheet_id)
    if (sheet === undefined) return []
    const sheetName = sheet.originalName
    return [
      {
        sheet: sheet.info.id,
        sheetName,
        key: `${row.row_id}/${row.column_id}`,
        row: row.row_id,
        column: row.column,
        reads: readsOf(row.formula, sheetName, areas),
      },
    ]
  })
}

const areaSchema = z.object({
  name: z.string(),
  kind: z.enum(['table', 'range']),
  sheet: z.string(),
  range: z.object({
    firstRow: z.number(),
    firstColumn: z.number(),
    lastRow: z.number(),
    lastColumn: z.number(),
  }),
})

/** Tables and named ranges by name in lower case. */
export async function readAreas(
  connection: Connection,
  source: SourceId,
): Promise<ReadonlyMap<string, NamedArea>> {
  const rows = await readRows(
    connection,
    z.object({ body: z.string().transform((text) => areaSchema.parse(JSON.parse(text))) }),
    'SELECT body FROM named_area WHERE source_id = ?',
    [source],
  )
  return new Map(rows.map(({ body }) => [body.name.toLowerCase(), body]))
}

async function changedPlaces(connection: Connection, sheets: readonly StoredSheet[]): Promise<ChangedPlaces> {
  const places: ChangedPlaces = new Map()
  for (const sheet of sheets) {
    const changes = await changesForExport(connection, sheet)
    for (const { row, column } of changes.cells) addPlace(places, sheet.originalName, column, row)
    for (const { row, column } of changes.headers) addPlace(places, sheet.originalName, column, row)
    for (const row of changes.deletedRows) addPlace(places, sheet.originalName, everyColumn, row)
    for (const { above } of changes.insertedRows)
      addPlace(places, sheet.originalName, everyColumn, above + 0.5)
  }
  return places
}

/** Rounds after which what is left counts as stale; a chain that runs against the order of rows needs one a link. */
const mostRounds = 30

/** The formulas that read a changed place, then those that read them, until there are no more. */
function spread(formulas: readonly WorkbookFormula[], places: ChangedPlaces): WorkbookFormula[] {
  if (places.size === 0) return []
  const stale: WorkbookFormula[] = []
  let left = formulas
  for (let round = 0; round < mostRounds; round += 1) {
    const fresh: WorkbookFormula[] = []
    for (const formula of left) {
      const { reads } = formula
      const isStale = reads === 'everything' || reads.some((area) => holdsPlace(places, area))
      if (!isStale) fresh.push(formula)
      else {
        stale.push(formula)
        addPlace(places, formula.sheetName, formula.column, formula.row)
      }
    }
    if (fresh.length === left.length) return stale
    left = fresh
  }
  return [...stale, ...left]
}
