import { z } from 'zod'
import type { CellMark } from '#shared/contract/sheet.ts'
import { cellAt } from '#shared/domain/cell.ts'
import { columnId, rowId } from '#shared/domain/ids.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import type { StoredSheet } from '../store/catalog.ts'
import type { CellRows } from '../store/cell-columns.ts'
import { cellOfParts, cellParts } from '../store/cell-parts.ts'
import { type Connection, readRow, readRows } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { formulaShower, type ShowFormula } from './formula-text/shown-formula.ts'
import { isInForceSql, shownFormulaSql, standingFormulas } from './formula-text/standing-formulas.ts'
import { isSameCell } from './same-cell.ts'

const markRowSchema = z.object({
  row_id: z.number(),
  column_id: z.number(),
  what: z.enum(['note', 'highlight', 'formula', 'withoutValue', 'original', 'stale']),
  kind: z.number().nullable(),
  number: z.number().nullable(),
  text: z.string().nullable(),
})

/**
 * What marks the cells of a window: notes, highlights, formulas of the workbook, and for edited cells the value they
 * had when they were imported. A formula counts until its cell is edited; a stale one says why its value may be old.
 */
export async function readMarks(
  project: Project,
  connection: Connection,
  sheet: StoredSheet,
  columns: readonly ColumnInfo[],
  cells: CellRows,
): Promise<CellMark[]> {
  if (cells.count === 0) return []
  const places = new Map(columns.map((column, index) => [Number(column.id), index]))
  const rows = new Map(Array.from(cells.rowIds, (id, index) => [id, index]))
  const found = await readRows(connection, markRowSchema, marksSql(sheet, cells.rowIds))
  const show = found.some(({ what }) => what === 'formula')
    ? await formulaShower(project, connection, sheet)
    : undefined
  const marks = new Map<string, CellMark>()
  for (const mark of found) {
    const place = places.get(mark.column_id)
    const row = rows.get(mark.row_id)
    if (place === undefined || row === undefined) continue
    const column = cells.columns[place]
    const addition = column === undefined ? {} : additionOf(mark, () => cellAt(column, row), show)
    if (Object.keys(addition).length === 0) continue
    const key = `${mark.row_id}/${mark.column_id}`
    const known = marks.get(key) ?? { row: rowId(mark.row_id), column: columnId(mark.column_id) }
    marks.set(key, {
      ...known,
      ...addition,
    })
  }
  return [...marks.values()]
}

const marked = new WeakMap<StoredSheet, Promise<boolean>>()

/** Whether any cell of the sheet as last committed is marked; asked once for each state of it. */
export function hasMarks(project: Project, sheet: StoredSheet): Promise<boolean> {
  const known = marked.get(sheet) ?? project.read((connection) => readHasMarks(connection, sheet))
  marked.set(sheet, known)
  return known
}

const markTables = ['note', 'highlight', 'sheet_formula', 'moved_formula', 'stale_formula', 'original_cell']

async function readHasMarks(connection: Connection, { info }: StoredSheet): Promise<boolean> {
  const any = markTables.map((table) => `EXISTS (SELECT 1 FROM ${table} WHERE sheet_id = ${info.id})`)
  const row = await readRow(
    connection,
    z.object({ found: z.boolean() }),
    `SELECT ${any.join(' OR ')} AS found`,
  )
  return row?.found ?? true
}

type MarkRow = z.output<typeof markRowSchema>

function additionOf(
  mark: MarkRow,
  current: () => ReturnType<typeof cellAt>,
  show: ShowFormula | undefined,
): Partial<CellMark> {
  const text = mark.text ?? ''
  if (mark.what === 'withoutValue') return { withoutValue: true }
  if (mark.what === 'stale') return { stale: true, staleReason: text }
  if (mark.what === 'formula') return { formula: show?.(text, mark.number === 1) ?? text }
  if (mark.what !== 'original') return { [mark.what]: text }
  const original = cellOfParts(mark.kind ?? 0, mark.number, mark.text)
  return isSameCell(original, current()) ? {} : { edited: cellParts(original)[2] ?? '' }
}

function marksSql(sheet: StoredSheet, rowIds: Float64Array): string {
  const id = sheet.info.id
  const inWindow = `row_id BETWEEN ${rowIds.reduce((a, b) => Math.min(a, b))} AND ${rowIds.reduce((a, b) => Math.max(a, b))}
    AND row_id IN (${rowIds.join(', ')})`
  const none = 'NULL::UTINYINT AS kind, NULL::DOUBLE AS number'
  return `
    SELECT row_id, column_id, 'note' AS what, ${none}, text FROM note WHERE sheet_id = ${id} AND ${inWindow}
    UNION ALL
    SELECT row_id, column_id, 'highlight', ${none}, color FROM highlight WHERE sheet_id = ${id} AND ${inWindow}
    UNION ALL
    SELECT row_id, column_id, what, NULL::UTINYINT AS kind, moved::INTEGER::DOUBLE AS number, text
    FROM (SELECT *, unnest(CASE WHEN without_value THEN ['formula', 'withoutValue'] ELSE ['formula'] END) AS what,
        ${shownFormulaSql('f')} AS text FROM ${standingFormulas} AS f) AS f
    WHERE sheet_id = ${id} AND ${inWindow} AND ${isInForceSql('f')}
    UNION ALL
    SELECT row_id, column_id, 'stale', ${none}, reason FROM stale_formula WHERE sheet_id = ${id} AND ${inWindow}
    UNION ALL
    SELECT row_id, column_id, 'original', kind, number, text FROM original_cell WHERE sheet_id = ${id} AND ${inWindow}`
}
