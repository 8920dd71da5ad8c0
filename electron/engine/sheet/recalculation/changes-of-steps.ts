import { z } from 'zod'
import { sheetIdSchema } from '#shared/contract/values.ts'
import type { SheetId, SourceId } from '#shared/domain/ids.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { type Connection, quoted, readRows } from '../../store/connection.ts'
import type { Step, StepOf } from '../../store/journal/step.ts'
import { deletedRowsTable } from '../../store/sheet-table.ts'
import { changesToRows } from '../changes-to-rows.ts'
import type { ChangedPlaces } from './dirty-formulas.ts'
import type { SourceCell } from './source-cell.ts'

export interface NumberedStep {
  readonly step: Step
  readonly number: number
}

interface Changes {
  readonly cells: SourceCell[]
  readonly rows: Map<string, number[]>
  readonly columns: Map<string, number[]>
}

/** What the steps of a change touched, by source, in the rows and columns of the source. */
export async function changesOfSteps(
  connection: Connection,
  entry: number,
  steps: readonly NumberedStep[],
  sheets: readonly StoredSheet[],
): Promise<ReadonlyMap<SourceId, ChangedPlaces>> {
  // Another header row moves cells between the table and what stands above it, but changes none.
  if (steps.some(({ step }) => step.type === 'preamble')) return new Map()
  const sources = new Map<SourceId, Changes>()
  const at = (sheet: StoredSheet): Changes => {
    const { sourceId } = sheet.info
    const known = sources.get(sourceId) ?? {
      cells: [],
      rows: new Map<string, number[]>(),
      columns: new Map<string, number[]>(),
    }
    sources.set(sourceId, known)
    return known
  }
  const addRows = (sheet: StoredSheet, rows: readonly number[]) => {
    const known = at(sheet).rows
    known.set(
      sheet.originalName,
      [...(known.get(sheet.originalName) ?? []), ...rows].sort((a, b) => a - b),
    )
  }
  const byId = new Map(sheets.map((sheet) => [sheet.info.id, sheet]))
  for (const { step, number } of steps) {
    const sheet = byId.get(sheetOf(step))
    if (sheet === undefined) continue
    switch (step.type) {
      case 'cells':
        at(sheet).cells.push(...(await changedCells(connection, entry, number, sheet)))
        break
      case 'insertRows':
        addRows(sheet, [await placeAbove(connection, sheet, step.firstRow)])
        break
      case 'deleteRows':
        addRows(sheet, await deletedRowsOf(connection, deletedRowsTable(step.sheet, entry, number), sheet))
        break
      case 'record': {
        const turned = turnedColumns(step, sheet)
        if (turned.length > 0) {
          const { columns } = at(sheet)
          columns.set(sheet.originalName, [...(columns.get(sheet.originalName) ?? []), ...turned])
        }
        const column =
          step.table === 'sheet_column' && step.after?.name !== undefined ? step.key.id : undefined
        const source = [...sheet.columns.values()].find(({ id }) => id === column)?.sourceColumn
        if (source !== undefined && sheet.info.headerRow > 0)
          at(sheet).cells.push({ sheet: sheet.originalName, row: sheet.info.headerRow, column: source })
      }
    }
  }
  return sources
}

const noSheet = z.object({ sheet_id: sheetIdSchema })

const columnOrder = z.object({
  column_order: z.string().transform((text) => z.array(z.number()).parse(JSON.parse(text))),
})

/** The source's columns that the step deletes or brings back. */
function turnedColumns({ table, before, after }: StepOf<'record'>, sheet: StoredSheet): number[] {
  if (table !== 'sheet') return []
  const [was, is] = [columnOrder.safeParse(before), columnOrder.safeParse(after)]
  if (!was.success || !is.success) return []
  const [earlier, later] = [new Set(was.data.column_order), new Set(is.data.column_order)]
  return [...sheet.columns.values()].flatMap(({ id, sourceColumn }) =>
    sourceColumn !== undefined && earlier.has(id) !== later.has(id) ? [sourceColumn] : [],
  )
}

/** Records of other tables than those of sheets and columns belong to no sheet here. */
function sheetOf(step: Step): SheetId {
  if (step.type !== 'record') return step.sheet
  if (step.table === 'sheet') return sheetIdSchema.parse(step.key.id)
  const key = noSheet.safeParse(step.key)
  return key.success ? key.data.sheet_id : sheetIdSchema.parse(0)
}

async function changedCells(
  connection: Connection,
  entry: number,
  step: number,
  sheet: StoredSheet,
): Promise<SourceCell[]> {
  const rows = await readRows(
    connection,
    z.object({ row: z.number(), column: z.number() }),
    `SELECT j.row_id AS "row", c.source_column AS "column" FROM journal_cell AS j
     JOIN sheet_column AS c ON c.sheet_id = ? AND c.id = j.column_id AND c.source_column IS NOT NULL
     WHERE j.entry = ? AND j.step = ?`,
    [sheet.info.id, entry, step],
  )
  const inserted = rows.filter(({ row }) => row > sheet.lastImportedRow)
  const above = inserted.length === 0 ? new Map<number, number>() : await placesOfInserted(connection, sheet)
  return rows.map(({ row, column }) => ({
    sheet: sheet.originalName,
    row: row > sheet.lastImportedRow ? (above.get(row) ?? row) : row,
    column,
  }))
}

/** Where a row that the source does not have stands among its rows: half a row below the one above it. */
async function placesOfInserted(connection: Connection, sheet: StoredSheet): Promise<Map<number, number>> {
  const { insertedRows } = await changesToRows(connection, sheet)
  return new Map(insertedRows.map(({ row, above }) => [Number(row), above + 0.5]))
}

async function placeAbove(connection: Connection, sheet: StoredSheet, row: number): Promise<number> {
  if (row <= sheet.lastImportedRow) return row
  return (await placesOfInserted(connection, sheet)).get(row) ?? sheet.lastImportedRow + 0.5
}

async function deletedRowsOf(connection: Connection, table: string, sheet: StoredSheet): Promise<number[]> {
  const rows = await readRows(
    connection,
    z.object({ row_id: z.number() }),
    `SELECT row_id FROM ${quoted(table)} WHERE row_id <= ${sheet.lastImportedRow} ORDER BY row_id`,
  )
  return rows.map((row) => row.row_id)
}
