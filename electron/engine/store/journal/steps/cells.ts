import type { SheetId } from '#shared/domain/ids.ts'
import type { StoredSheet } from '../../catalog.ts'
import { storeSql } from '../../cell-sql.ts'
import { execute } from '../../connection.ts'
import { kindColumn, valueColumn } from '../../sheet-table.ts'
import type { Direction, StepContext, StepOf } from '../step.ts'

/** Writes the cells that `journal_cell` holds for this step: what is to be, or going back, what was. */
export async function moveCells(
  context: StepContext,
  step: StepOf<'cells'>,
  direction: Direction,
): Promise<void> {
  const { connection } = context
  const sheet = await sheetOf(context, step.sheet)
  context.touched.add(sheet.tableName)
  const side = direction === 'forward' ? 'after' : 'before'
  for (const id of step.columns) {
    const column = sheet.columns.get(id)
    if (column === undefined) throw new Error(`column ${id} of sheet ${step.sheet} is gone`)
    const stored = storeSql(column, `j.${side}_kind`, `j.${side}_number`, `j.${side}_text`)
    const kind = column.mixed ? `, ${kindColumn(id)} = nullif(j.${side}_kind, 0)` : ''
    await execute(
      connection,
      `UPDATE ${sheet.table} AS s SET ${valueColumn(id)} = ${stored}${kind}
       FROM journal_cell AS j
       WHERE j.entry = ? AND j.step = ? AND j.column_id = ? AND s.row_id = j.row_id`,
      [context.entry, context.step, id],
    )
  }
  if (!step.imported) return
  if (direction === 'forward') await keepOriginals(context, sheet)
  else await execute(connection, 'DELETE FROM original_cell WHERE entry = ?', [context.entry])
}

/** Remembers what imported cells held, once, for marks, for "my changes" and for export. */
async function keepOriginals({ connection, ...place }: StepContext, sheet: StoredSheet): Promise<void> {
  await execute(
    connection,
    `INSERT INTO original_cell
     SELECT j.entry, ?, j.row_id, j.column_id, j.before_kind, j.before_number, j.before_text
     FROM journal_cell AS j
     JOIN sheet_column AS c ON c.sheet_id = ? AND c.id = j.column_id AND c.source_column IS NOT NULL
     WHERE j.entry = ? AND j.step = ? AND j.row_id <= ?
       AND NOT EXISTS (SELECT 1 FROM original_cell AS o
         WHERE o.sheet_id = ? AND o.row_id = j.row_id AND o.column_id = j.column_id)`,
    [sheet.info.id, sheet.info.id, place.entry, place.step, sheet.lastImportedRow, sheet.info.id],
  )
}

/** Forgets what cells held at first, since they hold it again; going back, remembers it. */
export async function moveOriginals(
  { connection, ...place }: StepContext,
  { sheet, edit }: StepOf<'originals'>,
  direction: Direction,
): Promise<void> {
  await execute(
    connection,
    direction === 'forward'
      ? `DELETE FROM original_cell AS o USING journal_cell AS j
         WHERE o.entry = ? AND o.sheet_id = ? AND j.entry = ? AND j.step = ?
           AND o.row_id = j.row_id AND o.column_id = j.column_id`
      : `INSERT INTO original_cell
         SELECT ?, ?, row_id, column_id, before_kind, before_number, before_text FROM journal_cell
         WHERE entry = ? AND step = ?`,
    [edit, sheet, place.entry, place.step],
  )
}

/** Marks of cells stand in `journal_cell` with their colour, reason or formula as text, none as no text. */
export async function moveMarks(
  { connection, ...place }: StepContext,
  sheet: SheetId,
  marks: { readonly table: 'highlight' | 'stale_formula' | 'moved_formula'; readonly text: string },
  direction: Direction,
): Promise<void> {
  const side = direction === 'forward' ? 'after' : 'before'
  await execute(
    connection,
    `DELETE FROM ${marks.table} AS m USING journal_cell AS j
     WHERE j.entry = ? AND j.step = ? AND m.sheet_id = ? AND m.row_id = j.row_id AND m.column_id = j.column_id`,
    [place.entry, place.step, sheet],
  )
  await execute(
    connection,
    `INSERT INTO ${marks.table} (sheet_id, row_id, column_id, ${marks.text})
     SELECT ?, row_id, column_id, ${side}_text FROM journal_cell
     WHERE entry = ? AND step = ? AND ${side}_text IS NOT NULL`,
    [sheet, place.entry, place.step],
  )
}

export async function sheetOf({ sheets }: Pick<StepContext, 'sheets'>, id: SheetId): Promise<StoredSheet> {
  const sheet = await sheets.get(id)
  if (sheet === undefined) throw new Error(`sheet ${id} is gone`)
  return sheet
}
