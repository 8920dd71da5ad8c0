import { z } from 'zod'
import type { ReplyInput } from '#shared/contract/index.ts'
import { cellAddress } from '#shared/domain/address.ts'
import { columnId, rowId } from '#shared/domain/ids.ts'
import { readSheets, type StoredSheet } from '../store/catalog.ts'
import { type Connection, readRows } from '../store/connection.ts'
import { readRowNumbers } from '../store/row-numbers.ts'

/** Every note on a cell that is there, by sheet and row. */
export async function readNotes(connection: Connection): Promise<ReplyInput<'sheet.notes'>['notes']> {
  const notes: ReplyInput<'sheet.notes'>['notes'] = []
  for (const sheet of await readSheets(connection)) notes.push(...(await notesOfSheet(connection, sheet)))
  return notes
}

async function notesOfSheet(connection: Connection, sheet: StoredSheet) {
  const rows = await readRows(
    connection,
    z.object({ row_id: z.number(), column_id: z.number(), text: z.string(), position: z.number() }),
    `SELECT n.row_id, n.column_id, n.text, s.position FROM note AS n JOIN ${sheet.table} AS s ON s.row_id = n.row_id
     WHERE n.sheet_id = ? ORDER BY s.position, n.column_id`,
    [sheet.info.id],
  )
  if (rows.length === 0) return []
  const numberOf = await readRowNumbers(connection, sheet)
  return rows.flatMap((row) => {
    const column = columnId(row.column_id)
    const number = sheet.columns.get(column)?.number ?? 0
    if (number === 0) return []
    const address = cellAddress(numberOf(row.row_id, row.position), number)
    return [{ sheet: sheet.info.id, row: rowId(row.row_id), column, address, text: row.text }]
  })
}
