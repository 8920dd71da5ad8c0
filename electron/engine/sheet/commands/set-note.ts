import { z } from 'zod'
import { readRow } from '../../store/connection.ts'
import { type Apply, sheetOfCommand } from './command.ts'

/** Writes, changes or, with empty text, removes the note of a cell. */
export const setNote: Apply<'setNote'> = async (context, command) => {
  const found = await sheetOfCommand(context, command.sheet)
  if (!found.ok) return found
  const known = await readRow(
    context.connection,
    z.object({ text: z.string(), author: z.string() }),
    'SELECT text, author FROM note WHERE sheet_id = ? AND row_id = ? AND column_id = ?',
    [command.sheet, command.row, command.column],
  )
  const label =
    command.text === '' ? 'removal of a note' : known === undefined ? 'new note' : 'change of a note'
  const after = command.text === '' ? null : { text: command.text, author: known?.author ?? '' }
  if (known !== undefined || after !== null)
    await context.take({
      type: 'record',
      table: 'note',
      key: { sheet_id: command.sheet, row_id: command.row, column_id: command.column },
      before: known ?? null,
      after,
    })
  return { ok: true, value: { label, sheet: command.sheet, cells: 0 } }
}
