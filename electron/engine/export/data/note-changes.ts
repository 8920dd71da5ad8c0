import { z } from 'zod'
import { type ColumnId, columnId } from '#shared/domain/ids.ts'
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
  return (await readNotes(connection, sheet)).flatMap(({ row, column: id, text: after, author }) => {
    const column = place.columnOf(id)
    return column === undefined ? [] : [{ row, column, author, after }]
  })
}

export interface StoredNote {
  readonly row: number
  readonly column: ColumnId
  readonly text: string
  readonly author: string
}

/** All notes of a sheet as the user sees them. */
export const readNotes = (connection: Connection, { info }: StoredSheet): Promise<StoredNote[]> =>
  readRows(
    connection,
    z.object({
      row: z.number(),
      column: z.number().transform(columnId),
      text: z.string(),
      author: z.string(),
    }),
    'SELECT row_id AS "row", column_id AS "column", text, author FROM note WHERE sheet_id = ? ORDER BY ALL',
    [info.id],
  )
