import { z } from 'zod'
import type { ReplyOf } from '#shared/contract/index.ts'
import { type RowId, rowId, type SheetId } from '#shared/domain/ids.ts'
import type { Outcome } from '../refusal.ts'
import { readRows } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { requestedSheet } from './requested-sheet.ts'
import { rowNumbersOf } from './row-numbers.ts'

/** The numbers of rows as the spreadsheet shows them, whether a view shows the rows or not; none for rows that are gone. */
export async function numbersOfRows(
  project: Project,
  id: SheetId,
  rows: readonly RowId[],
): Promise<Outcome<ReplyOf<'sheet.rowNumbers'>>> {
  const found = await requestedSheet(project, id)
  if (!found.ok) return found
  const sheet = found.value
  const numberOf = await rowNumbersOf(project, sheet)
  const placed = await project.read((connection) =>
    readRows(
      connection,
      z.object({ row: z.number(), position: z.number() }),
      `SELECT row_id AS row, position FROM ${sheet.table} WHERE row_id IN (${rows.join(', ')}) ORDER BY position`,
    ),
  )
  return {
    ok: true,
    value: {
      rows: placed.map(({ row, position }) => ({ row: rowId(row), number: numberOf(row, position) })),
    },
  }
}
