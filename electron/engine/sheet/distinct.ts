import { z } from 'zod'
import type { ReplyInput, RequestOf } from '#shared/contract/index.ts'
import type { Outcome } from '../refusal.ts'
import { fullTextSql } from '../store/cell-sql.ts'
import { readRow, readRows } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { requestedColumns, requestedRowSet, requestedSheet } from './requested-sheet.ts'
import { narrowedFrom } from './row-set.ts'
import { filterSql } from './view-sql.ts'

/** The texts that a column holds in the rows of a view, most frequent first. The view's order does not matter. */
export async function distinctValues(
  project: Project,
  request: RequestOf<'sheet.distinct'>,
  signal: AbortSignal,
): Promise<Outcome<ReplyInput<'sheet.distinct'>>> {
  const found = await requestedSheet(project, request.sheet)
  if (!found.ok) return found
  const rowSet = requestedRowSet(project, request.view)
  if (!rowSet.ok) return rowSet
  const sheet = found.value
  const columns = requestedColumns(sheet, [request.column])
  if (!columns.ok) return columns
  const [column] = columns.value
  if (column === undefined) return { ok: true, value: { values: [], blanks: 0, total: 0 } }
  const filter = filterSql(request.view, sheet.columns, 's')
  const texts = `SELECT coalesce(${fullTextSql(column, 's')}, '') AS text FROM ${narrowedFrom(sheet, request.view)}
    WHERE ${filter.sql}`
  const searched = request.search.toLowerCase()
  return project.read(async (connection) => {
    const totals = await readRow(
      connection,
      z.object({ blanks: z.number(), total: z.number() }),
      `SELECT count(*) FILTER (text = '') AS blanks,
         count(DISTINCT text) FILTER (text <> '' AND contains(lower(text), ?)) AS total FROM (${texts})`,
      [searched, ...filter.values],
    )
    const values = await readRows(
      connection,
      z.object({ text: z.string(), count: z.number() }),
      `SELECT text, count(*) AS count FROM (${texts}) WHERE text <> '' AND contains(lower(text), ?)
       GROUP BY text ORDER BY count DESC, text LIMIT ?`,
      [...filter.values, searched, request.limit],
    )
    return { ok: true, value: { values, blanks: totals?.blanks ?? 0, total: totals?.total ?? 0 } }
  }, signal)
}
