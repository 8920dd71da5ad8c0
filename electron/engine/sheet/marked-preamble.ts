import { z } from 'zod'
import type { ReplyInput } from '#shared/contract/index.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import { readSheet } from '../store/catalog.ts'
import { cellOfParts } from '../store/cell-parts.ts'
import { type Connection, readRows } from '../store/connection.ts'
import { preambleCellSchema } from '../store/journal/step.ts'
import type { Project } from '../store/project.ts'
import { formulaShower } from './formula-text/shown-formula.ts'
import { shownFormulaSql, standingFormulas } from './formula-text/standing-formulas.ts'

type MarkedCell = ReplyInput<'sheet.preamble'>['cells'][number]

const rowSchema = preambleCellSchema.extend({
  formula: z.string().nullable(),
  reason: z.string().nullable(),
})

/** The cells above and in a sheet's header row, with their formulas and why one of these is out of date. */
export async function readMarkedPreamble(
  project: Project,
  connection: Connection,
  sheet: SheetId,
): Promise<MarkedCell[]> {
  const rows = await readRows(
    connection,
    rowSchema,
    `WITH placed AS (
       SELECT p.*, coalesce(c.id, p."column") AS column_id FROM preamble_cell AS p
       LEFT JOIN sheet_column AS c ON c.sheet_id = p.sheet_id AND c.source_column = p."column"
       WHERE p.sheet_id = ?
     )
     SELECT p."row", p."column", p.kind, p.number, p.text, s.reason,
       CASE WHEN f.formula IS NOT NULL THEN ${shownFormulaSql('f')} END AS formula
     FROM placed AS p
     LEFT JOIN ${standingFormulas} AS f ON f.sheet_id = p.sheet_id AND f.row_id = p."row" AND f.column_id = p.column_id
     LEFT JOIN stale_formula AS s ON s.sheet_id = p.sheet_id AND s.row_id = p."row" AND s.column_id = p.column_id
     ORDER BY p."row", p."column"`,
    [sheet],
  )
  const stored = rows.some(({ formula }) => formula !== null) ? await readSheet(connection, sheet) : undefined
  const show = stored === undefined ? undefined : await formulaShower(project, connection, stored)
  return rows.map(({ row, column, kind, number, text, formula, reason }) => ({
    row,
    column,
    value: cellOfParts(kind, number, text),
    ...(formula === null ? {} : { formula: show?.(formula, false) ?? formula }),
    ...(reason === null ? {} : { staleReason: reason }),
  }))
}
