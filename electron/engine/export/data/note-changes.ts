import { z } from 'zod'
import { columnId } from '#shared/domain/ids.ts'
import type { ChangedNote } from '../../sheet/changes-for-export.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import type { DataPlace } from './data-places.ts'
import type { NumberOf } from './row-places.ts'

/**
 * The notes that differ from those of the exported sheet as it stands, by the project's rows and the exported sheet's
 * columns: for a sheet of the source what was changed, for one that is written anew every note there is.
 */
export async function noteChanges(
  connection: Connection,
  sheet: StoredSheet,
  place: DataPlace,
  changed: readonly ChangedNote[],
  columnNumber: NumberOf,
): Promise<ChangedNote[]> {
  if (place.kind === 'original')
    return changed.flatMap((note) => {
      const column = columnNumber(note.column)
      return column === undefined ? [] : [{ ...note, column }]
    })
  const notes = await readRows(
    connection,
    z.object({ row_id: z.number(), column_id: z.number(), text: z.string(), author: z.string() }),
    'SELECT row_id, column_id, text, author FROM note WHERE sheet_id = ? ORDER BY ALL',
    [sheet.info.id],
  )
  return notes.flatMap(({ row_id: row, column_id, text: after, author }) => {
    const column = place.columnOf(columnId(column_id))
    return column === undefined ? [] : [{ row, column, author, after }]
  })
}
