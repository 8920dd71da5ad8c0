import { z } from 'zod'
import type { ReplyInput, RequestOf } from '#shared/contract/index.ts'
import type { Block } from '#shared/contract/sheet.ts'
import { cellAddress } from '#shared/domain/address.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import type { Outcome } from '../refusal.ts'
import type { StoredSheet } from '../store/catalog.ts'
import { fullTextSql } from '../store/cell-sql.ts'
import { type Connection, readRow, readRows, type SqlValue } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { placeRows, rangeOf } from './block.ts'
import { requestedColumns, requestedSheet } from './requested-sheet.ts'
import { rowNumbersOf } from './row-numbers.ts'
import { matchSql, type SearchPattern, searchPattern } from './search.ts'
import type { ViewOptions } from './view-table.ts'
import { withProgress } from './with-progress.ts'

/** Where a search looks in one sheet: its shown columns and all rows, or those of a block. */
export interface SearchArea {
  readonly sheet: StoredSheet
  readonly columns: readonly ColumnInfo[]
  /** FROM and WHERE clauses with the sheet's table as `s`. */
  readonly from: string
  readonly where: string
}

export async function searchArea(
  project: Project,
  id: SheetId,
  block: Block | undefined,
  options: ViewOptions,
): Promise<Outcome<SearchArea>> {
  const found = await requestedSheet(project, id)
  if (!found.ok) return found
  const sheet = found.value
  if (block === undefined || block.sheet !== id)
    return {
      ok: true,
      value: { sheet, columns: sheet.info.columns, from: `${sheet.table} AS s`, where: 'TRUE' },
    }
  const columns = requestedColumns(sheet, block.columns)
  if (!columns.ok) return columns
  const placed = await placeRows(project, sheet, rangeOf(block), options)
  return { ok: true, value: { sheet, columns: columns.value, from: placed.from, where: placed.where } }
}

type FindReply = ReplyInput<'sheet.find'>
type Match = FindReply['matches'][number]

/** Counts the cells that match, and lists the first of them, row by row, sheet by sheet. */
export async function findCells(
  project: Project,
  request: RequestOf<'sheet.find'>,
  options: ViewOptions,
): Promise<Outcome<FindReply>> {
  const pattern = await project.read((connection) => searchPattern(connection, request))
  if (!pattern.ok) return pattern
  const matches: Match[] = []
  let count = 0
  for (const [index, id] of request.sheets.entries()) {
    const area = await searchArea(project, id, request.block, options)
    if (!area.ok) return area
    const within = (fraction: number) => (index + fraction) / request.sheets.length
    const onProgress: ViewOptions['onProgress'] = ({ label, fraction }) =>
      options.onProgress?.({ label, fraction: within(fraction ?? 0) })
    const left = request.limit - matches.length
    const found = await searchSheet(project, area.value, pattern.value, left, { ...options, onProgress })
    count += found.count
    matches.push(...found.matches)
  }
  return { ok: true, value: { count, matches } }
}

async function searchSheet(
  project: Project,
  area: SearchArea,
  pattern: SearchPattern,
  limit: number,
  { signal, onProgress }: ViewOptions,
): Promise<FindReply> {
  const numberOf = await rowNumbersOf(project, area.sheet)
  const label = `Searching ${area.sheet.info.name}`
  onProgress?.({ label, fraction: 0 })
  return project.read(async (connection) => {
    const count = await withProgress(connection, label, onProgress, () =>
      countMatches(connection, area, pattern),
    )
    if (count === 0 || limit <= 0) return { count, matches: [] }
    const rows = await matchingCells(connection, area, pattern, limit)
    const matches = rows.map(
      (row): Match => ({
        sheet: area.sheet.info.id,
        row: row.row_id,
        column: row.column,
        text: row.text,
        address: cellAddress(
          numberOf(row.row_id, row.position),
          area.sheet.columns.get(row.column)?.number ?? 0,
        ),
      }),
    )
    return { count, matches }
  }, signal)
}

async function countMatches(
  connection: Connection,
  area: SearchArea,
  pattern: SearchPattern,
): Promise<number> {
  const conditions = area.columns.map((column) => matchSql(fullTextSql(column, 's'), pattern))
  const row = await readRow(
    connection,
    z.object({ count: z.number().nullable() }),
    `SELECT sum(${conditions.map(({ sql }) => `(${sql})::INTEGER`).join(' + ')}) AS count FROM ${area.from} WHERE ${area.where}`,
    conditions.map(({ value }) => value),
  )
  return Number(row?.count ?? 0)
}

const matchRowSchema = z.object({
  row_id: z.number(),
  position: z.number(),
  place: z.number(),
  text: z.string(),
})

/** The first matching cells in the sheet's order. */
async function matchingCells(
  connection: Connection,
  area: SearchArea,
  pattern: SearchPattern,
  limit: number,
) {
  const values: SqlValue[] = []
  const parts = area.columns.map((column, index) => {
    const text = fullTextSql(column, 's')
    const match = matchSql(text, pattern)
    values.push(match.value)
    return `(SELECT s.row_id, s.position, ${index} AS place, ${text} AS text FROM ${area.from}
      WHERE (${area.where}) AND (${match.sql}) ORDER BY s.position LIMIT ${limit})`
  })
  const rows = await readRows(
    connection,
    matchRowSchema,
    `SELECT * FROM (${parts.join(' UNION ALL ')}) ORDER BY position, place LIMIT ${limit}`,
    values,
  )
  return rows.flatMap(({ place, ...row }) => {
    const column = area.columns[place]?.id
    return column === undefined ? [] : [{ ...row, column }]
  })
}
