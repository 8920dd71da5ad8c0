/**
 * Keeps a workbook's formulas true: after a change, the formulas that read what it touched, directly or through
 * others, are worked out again in order, as part of the same change, so that undo brings back what was. A formula that
 * cannot be worked out keeps its value and is marked stale with the reason.
 */
import { z } from 'zod'
import { cellKindCode } from '#shared/domain/cell.ts'
import { type ColumnId, rowId, type SheetId, type SourceId } from '#shared/domain/ids.ts'
import type { Outcome } from '../../refusal.ts'
import { readSheets, type StoredSheet } from '../../store/catalog.ts'
import { cellParts } from '../../store/cell-parts.ts'
import { readRow, readRows } from '../../store/connection.ts'
import type { ChangeContext, ChangeSummary } from '../../store/journal/journal.ts'
import type { PreambleParts } from '../../store/journal/step.ts'
import type { Project } from '../../store/project.ts'
import { addPending, type NewCell, startPending, writePending } from '../write-cells.ts'
import { type CalculatedCell, calculate, keyOf, type SourceCell } from './calculate.ts'
import { changesOfSteps, type NumberedStep } from './changes-of-steps.ts'
import { type ChangedPlaces, dirtyFormulas } from './dirty-formulas.ts'
import { formulaSet } from './formula-set.ts'
import { formulasInForce } from './in-force.ts'
import { changeStaleCells, readStaleCells, type StaleCell, type StaleChange } from './stale-cells.ts'

/** Makes a change, and lets the workbook's formulas follow it. */
export async function withRecalculation<Context extends ChangeContext>(
  context: Context,
  project: Project,
  signal: AbortSignal,
  work: (context: Context) => Promise<Outcome<ChangeSummary>>,
): Promise<Outcome<ChangeSummary>> {
  const steps: NumberedStep[] = []
  const outcome = await work({
    ...context,
    take: async (step) => {
      steps.push({ step, number: context.nextStep() })
      await context.take(step)
    },
  })
  if (outcome.ok) await recalculate(context, project, signal, steps)
  return outcome
}

async function recalculate(
  context: ChangeContext,
  project: Project,
  signal: AbortSignal,
  steps: readonly NumberedStep[],
): Promise<void> {
  const { connection, entry } = context
  if (steps.length === 0 || !(await hasFormulas(context))) return
  const sheets = await readSheets(connection)
  for (const [source, changed] of await changesOfSteps(connection, entry, steps, sheets)) {
    const ofSource = sheets.filter((sheet) => sheet.info.sourceId === source)
    const set = await formulaSet(project, connection, source, ofSource)
    if (set === undefined) continue
    const { overwritten, isInForce } = await formulasInForce(connection, ofSource)
    const dirty = dirtyFormulas(set, changed, isInForce)
    const stale = await readStaleCells(
      connection,
      ofSource.map(({ info }) => info.id),
    )
    if (dirty.length === 0 && stale.length === 0) continue
    const places = sheetPlaces(ofSource)
    const calculated = await calculate({
      connection,
      sheets: ofSource,
      date1904: await countsFrom1904(context, source),
      set,
      dirty,
      stale: stale
        .flatMap((cell) => places.cellOf(cell) ?? [])
        .filter((cell) => !overwritten.has(keyOf(cell))),
      signal,
    })
    const kept = calculated.filter((cell) => !overwritten.has(keyOf(cell)))
    await writeValues(context, ofSource, kept)
    await changeStaleCells(context, staleChanges(stale, kept, changed, places))
  }
}

async function hasFormulas({ connection }: ChangeContext): Promise<boolean> {
  const row = await readRow(
    connection,
    z.object({ found: z.boolean() }),
    'SELECT EXISTS (SELECT 1 FROM sheet_formula) AS found',
  )
  return row?.found === true
}

async function countsFrom1904({ connection }: ChangeContext, source: SourceId): Promise<boolean> {
  const row = await readRow(
    connection,
    z.object({ date1904: z.boolean() }),
    'SELECT date1904 FROM source WHERE id = ?',
    [source],
  )
  return row?.date1904 === true
}

/** From a cell of the source to the store's ids, and back. */
interface SheetPlaces {
  readonly idsOf: (cell: SourceCell) => { readonly sheet: SheetId; readonly column: ColumnId } | undefined
  readonly cellOf: (cell: StaleCell) => SourceCell | undefined
}

function sheetPlaces(sheets: readonly StoredSheet[]): SheetPlaces {
  const columns = new Map<string, { sheet: SheetId; column: ColumnId }>()
  const names = new Map<string, SourceCell>()
  for (const { info, originalName, columns: all } of sheets)
    for (const { id, sourceColumn } of all.values()) {
      if (sourceColumn === undefined) continue
      columns.set(`${originalName}/${sourceColumn}`, { sheet: info.id, column: id })
      names.set(`${info.id}/${id}`, { sheet: originalName, row: 0, column: sourceColumn })
    }
  return {
    idsOf: ({ sheet, column }) => columns.get(`${sheet}/${column}`),
    cellOf: ({ sheet, column, row }) => {
      const place = names.get(`${sheet}/${column}`)
      return place === undefined ? undefined : { ...place, row }
    },
  }
}

/** Values of data rows go to the sheets' tables, those above them where the cells above the data are kept. */
async function writeValues(
  context: ChangeContext,
  sheets: readonly StoredSheet[],
  calculated: readonly CalculatedCell[],
): Promise<void> {
  for (const { info, originalName } of sheets) {
    const changed = calculated.filter(({ sheet, value }) => sheet === originalName && value !== undefined)
    if (changed.length === 0) continue
    const sheet = await context.sheets.get(info.id)
    if (sheet === undefined) continue
    const ids = new Map([...sheet.columns.values()].map(({ id, sourceColumn }) => [sourceColumn, id]))
    const cells = changed.flatMap(({ row, column, value }): NewCell[] => {
      const id = ids.get(column)
      return id === undefined || value === undefined || row <= info.headerRow
        ? []
        : [{ row: rowId(row), column: id, value }]
    })
    if (cells.length > 0) {
      await startPending(context.connection)
      await addPending(context.connection, cells)
      await writePending(context, sheet, { imported: false, recalculated: true })
    }
    await writePreamble(
      context,
      sheet,
      changed.filter(({ row }) => row <= info.headerRow),
    )
  }
}

async function writePreamble(
  context: ChangeContext,
  sheet: StoredSheet,
  changed: readonly CalculatedCell[],
): Promise<void> {
  if (changed.length === 0) return
  const rows = [...new Set(changed.map(({ row }) => row))]
  const before = await readRows(
    context.connection,
    z.object({
      row: z.number(),
      column: z.number(),
      kind: z.number(),
      number: z.number().nullable(),
      text: z.string().nullable(),
    }),
    `SELECT "row", "column", kind, number, text FROM preamble_cell
     WHERE sheet_id = ? AND "row" IN (${rows.join(', ')}) ORDER BY ALL`,
    [sheet.info.id],
  )
  const fresh = new Map(changed.map((cell) => [`${cell.row}/${cell.column}`, cell]))
  const after = [
    ...before.filter(({ row, column }) => !fresh.has(`${row}/${column}`)),
    ...changed.map(({ row, column, value = { kind: 'blank' } }): PreambleParts => {
      const [kind, number, text] = cellParts(value)
      return { row, column, kind, number, text }
    }),
  ].filter(({ kind }) => kind !== cellKindCode.blank)
  await context.take({ type: 'preamble', recalculated: true, sheet: sheet.info.id, before, after })
}

/** Marks that come and go: of the cells worked out, and of cells that the change itself gave a value. */
function staleChanges(
  stale: readonly StaleCell[],
  calculated: readonly CalculatedCell[],
  changed: ChangedPlaces,
  places: SheetPlaces,
): StaleChange[] {
  const before = new Map(
    stale.flatMap((cell) => {
      const place = places.cellOf(cell)
      return place === undefined ? [] : [[keyOf(place), cell] as const]
    }),
  )
  const after = new Map<string, { readonly cell: SourceCell; readonly reason: string | undefined }>()
  for (const cell of changed.cells) after.set(keyOf(cell), { cell, reason: undefined })
  for (const cell of calculated) after.set(keyOf(cell), { cell, reason: cell.stale })
  return [...after].flatMap(([key, { cell, reason }]): StaleChange[] => {
    const was = before.get(key)?.reason
    const ids = places.idsOf(cell)
    if (was === reason || ids === undefined) return []
    return [
      {
        ...ids,
        row: rowId(cell.row),
        ...(was === undefined ? {} : { before: was }),
        ...(reason === undefined ? {} : { after: reason }),
      },
    ]
  })
}
