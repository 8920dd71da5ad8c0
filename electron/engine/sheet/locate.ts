import { z } from 'zod'
import type { RequestOf } from '#shared/contract/index.ts'
import type { Outcome } from '../refusal.ts'
import { readRow } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { requestedRowSet, requestedSheet } from './requested-sheet.ts'
import { isWholeSheet, viewRows } from './view.ts'
import type { ViewOptions } from './view-table.ts'

/** Where a row stands in a view, from 0; null where the view leaves it out. */
export async function locateRow(
  project: Project,
  { sheet: id, view, row }: RequestOf<'sheet.locate'>,
  options: ViewOptions,
): Promise<Outcome<{ position: number | null }>> {
  const found = await requestedSheet(project, id)
  if (!found.ok) return found
  const rowSet = requestedRowSet(project, view)
  if (!rowSet.ok) return rowSet
  const source = isWholeSheet(view)
    ? `SELECT position FROM ${found.value.table} WHERE row_id = ?`
    : `SELECT rowid AS position FROM ${(await viewRows(project, found.value, view, options)).table} WHERE row_id = ?`
  const place = await project.read((connection) =>
    readRow(connection, z.object({ position: z.number() }), source, [row]),
  )
  return { ok: true, value: { position: place?.position ?? null } }
}
