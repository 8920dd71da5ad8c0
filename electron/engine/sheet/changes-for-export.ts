import { z } from 'zod'
import { type CellValue, cellAt } from '#shared/domain/cell.ts'
import { type ColumnId, columnId } from '#shared/domain/ids.ts'
import { deletedColumns, type StoredColumn, type StoredSheet } from '../store/catalog.ts'
import { cellSelectList, readCells } from '../store/cell-columns.ts'
import { cellOfParts } from '../store/cell-parts.ts'
import { type Connection, readRows } from '../store/connection.ts'
import { changesToRows, type RowChanges } from './changes-to-rows.ts'
import { isSameCell } from './same-cell.ts'

/**
 * Everything in which a sheet differs from its source, at the source's own columns (1-based) and rows; a row that was
 * inserted goes by its id, which is greater than those. Highlights are also of columns that the source does not have.
 */
export interface SheetChanges extends RowChanges {
  readonly sheet: StoredSheet
  readonly cells: readonly ChangedCell[]
  /** Renamed columns of the source; `row` is the header row. */
  readonly headers: readonly { row: number; column: number; before: string; after: string }[]
  readonly deletedColumns: readonly number[]
  /** Columns that the source does not have, in order. */
  readonly addedColumns: readonly StoredColumn[]
  readonly notes: readonly ChangedNote[]
  readonly highlights: readonly { row: number; column: ColumnId; color: string }[]
}

export interface ChangedCell {
  readonly row: number
  readonly column: number
  readonly before: CellValue
  readonly after: CellValue
  /** The source's formula that the edit replaced. */
  readonly formula?: string
  /** The formula that was moved here, as of its last move. */
  readonly movedFormula?: string
}

export interface ChangedNote {
  readonly row: number
  readonly column: number
  readonly author: string
  /** undefined: the note is new, or has been removed. */
  readonly before?: string
  readonly after?: string
}

/** What export has to do to the source to make it what the user sees. */
export async function changesForExport(connection: Connection, sheet: StoredSheet): Promise<SheetChanges> {
  const sourced = [...sheet.columns.values()].filter((column) => column.sourceColumn !== undefined)
  const shown = new Set(sheet.info.columns.map((column) => column.id))
  return {
    sheet,
    cells: await changedCells(connection, sheet),
    headers: sourced.flatMap(({ name, originalName, sourceColumn }) =>
      originalName === undefined || sourceColumn === undefined || name === originalName
        ? []
        : [{ row: sheet.info.headerRow, column: sourceColumn, before: originalName, after: name }],
    ),
    ...(await changesToRows(connection, sheet)),
    deletedColumns: deletedColumns(sheet.info.columns, sheet.columns),
    addedColumns: [...sheet.columns.values()].filter(
      (column) => column.sourceColumn === undefined && shown.has(column.id),
    ),
    notes: await changedNotes(connection, sheet),
    highlights: await highlights(connection, sheet),
  }
}

const originalSchema = z.object({
  column_id: z.number(),
  row_id: z.number(),
  kind: z.number(),
  number: z.number().nullable(),
  text: z.string().nullable(),
  formula: z.string().nullable(),
  moved: z.string().nullable(),
})
type Original = z.infer<typeof originalSchema>

/** Imported cells whose value is not, or whose formula is no longer, what it was. */
async function changedCells(connection: Connection, sheet: StoredSheet): Promise<ChangedCell[]> {
  const edited = await originalsByColumn(connection, sheet)
  const changed: ChangedCell[] = []
  for (const column of sheet.columns.values()) {
    const originals = edited.get(column.id)
    if (originals === undefined || column.sourceColumn === undefined) continue
    const { rowIds, columns } = await readCells(
      connection,
      `SELECT ${cellSelectList([column], 's')} FROM ${sheet.table} AS s
       WHERE s.row_id IN (SELECT row_id FROM original_cell WHERE sheet_id = ${sheet.info.id} AND column_id = ${column.id})
       ORDER BY s.row_id`,
      [column],
    )
    const [cells] = columns
    for (const [index, row] of rowIds.entries()) {
      const original = originals.get(row)
      if (original === undefined || cells === undefined) continue
      const before = cellOfParts(original.kind, original.number, original.text)
      const after = cellAt(cells, index)
      const formula = original.formula ?? undefined
      const movedFormula = original.moved ?? undefined
      if (formula === undefined && movedFormula === undefined && isSameCell(before, after)) continue
      changed.push({
        row,
        column: column.sourceColumn,
        before,
        after,
        ...(formula === undefined ? {} : { formula }),
        ...(movedFormula === undefined ? {} : { movedFormula }),
      })
    }
  }
  return changed
}

/** What edited cells held at first, by column and row: one question for a sheet of any width. */
async function originalsByColumn(
  connection: Connection,
  sheet: StoredSheet,
): Promise<ReadonlyMap<number, ReadonlyMap<number, Original>>> {
  const originals = await readRows(
    connection,
    originalSchema,
    `SELECT o.column_id, o.row_id, o.kind, o.number, o.text, f.formula, m.formula AS moved FROM original_cell AS o
     LEFT JOIN sheet_formula AS f USING (sheet_id, row_id, column_id)
     LEFT JOIN moved_formula AS m USING (sheet_id, row_id, column_id)
     WHERE o.sheet_id = ?`,
    [sheet.info.id],
  )
  const byColumn = new Map<number, Map<number, Original>>()
  for (const original of originals) {
    const column = byColumn.get(original.column_id) ?? new Map<number, Original>()
    byColumn.set(original.column_id, column.set(original.row_id, original))
  }
  return byColumn
}

async function changedNotes(connection: Connection, sheet: StoredSheet): Promise<ChangedNote[]> {
  const rows = await readRows(
    connection,
    z.object({
      row: z.number(),
      column: z.number(),
      author: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
    `SELECT coalesce(n."row", i."row") AS "row", coalesce(n."column", i."column") AS "column",
       coalesce(n.author, i.author) AS author, i.text AS before, n.text AS after
     FROM (SELECT n.row_id AS "row", c.source_column AS "column", n.author, n.text FROM note AS n
       JOIN sheet_column AS c ON c.sheet_id = n.sheet_id AND c.id = n.column_id AND c.source_column IS NOT NULL
       WHERE n.sheet_id = ?) AS n
     FULL JOIN (SELECT i.* FROM imported_note AS i
       WHERE i.sheet_id = ? AND i."column" IN (SELECT source_column FROM sheet_column WHERE sheet_id = ?)) AS i
       ON i."row" = n."row" AND i."column" = n."column"
     WHERE n.text IS DISTINCT FROM i.text ORDER BY ALL`,
    [sheet.info.id, sheet.info.id, sheet.info.id],
  )
  return rows.map(({ row, column, author, before, after }) => ({
    row,
    column,
    author,
    ...(before === null ? {} : { before }),
    ...(after === null ? {} : { after }),
  }))
}

const highlights = (connection: Connection, sheet: StoredSheet) =>
  readRows(
    connection,
    z.object({ row: z.number(), column: z.number().transform(columnId), color: z.string() }),
    'SELECT row_id AS "row", column_id AS "column", color FROM highlight WHERE sheet_id = ? ORDER BY ALL',
    [sheet.info.id],
  )
