import { z } from 'zod'
import { counted } from '#shared/domain/counted.ts'
import { type RowId, rowId } from '#shared/domain/ids.ts'
import { refuse } from '../../refusal.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { type Connection, readRow } from '../../store/connection.ts'
import type { ChangeContext } from '../../store/journal/journal.ts'
import { type Apply, sheetOfCommand } from './command.ts'

/** Blank rows before a row, or at the end. */
export const insertRows: Apply<'insertRows'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const { info, table } = found.value
  const position =
    command.before === null ? info.rowCount : await positionOf(context.connection, table, command.before)
  if (position === undefined) return refuse('not_found', `The row is no longer in "${info.name}".`)
  const firstRow = await nextRowId(context.connection, found.value)
  await context.take({ type: 'insertRows', sheet: command.sheet, position, firstRow, count: command.count })
  return {
    ok: true,
    value: {
      label: `insertion of ${counted(command.count, 'row')}`,
      sheet: command.sheet,
      cells: 0,
      addedRow: rowId(firstRow),
    },
  }
}

/** Blank rows below the last one; returns their ids. */
export async function addRowsAtEnd(
  context: ChangeContext,
  sheet: StoredSheet,
  count: number,
): Promise<RowId[]> {
  if (count <= 0) return []
  const firstRow = await nextRowId(context.connection, sheet)
  const { id, rowCount } = sheet.info
  await context.take({ type: 'insertRows', sheet: id, position: rowCount, firstRow, count })
  return Array.from({ length: count }, (_, index) => rowId(firstRow + index))
}

export async function positionOf(
  connection: Connection,
  table: string,
  row: number,
): Promise<number | undefined> {
  const found = await readRow(
    connection,
    z.object({ position: z.number() }),
    `SELECT position FROM ${table} WHERE row_id = ?`,
    [row],
  )
  return found?.position
}

/** An id that no row of the sheet has or had, so that a deleted row can come back under its own. */
export async function nextRowId(connection: Connection, sheet: StoredSheet): Promise<number> {
  const row = await readRow(
    connection,
    z.object({ last: z.number().nullable() }),
    `SELECT max(row_id) AS last FROM (
       SELECT max(row_id) AS row_id FROM ${sheet.table}
       UNION ALL SELECT max(row_id) FROM deleted_row WHERE sheet_id = ?)`,
    [sheet.info.id],
  )
  return Math.max(row?.last ?? 0, sheet.lastImportedRow) + 1
}
