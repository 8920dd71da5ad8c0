import { cellAt } from '#shared/domain/cell.ts'
import { findHeaderRow, type HeadRow } from '../../intake/header-row.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { cellSelectList, inOrderOfPosition, readCells } from '../../store/cell-columns.ts'
import type { Connection } from '../../store/connection.ts'
import type { CommandContext } from '../commands/command.ts'
import { setHeaderRow } from '../commands/set-header-row.ts'

/** Rows that the search for a header looks at. */
const rowsRead = 131

/** Finds the header row of a sheet in which it could not be found before its formulas had values. */
export async function findMissingHeader(context: CommandContext, sheet: StoredSheet): Promise<void> {
  const headerRow = findHeaderRow(await firstRows(context.connection, sheet))
  if (headerRow > 0) await setHeaderRow(context, { type: 'setHeaderRow', sheet: sheet.info.id, headerRow })
}

async function firstRows(connection: Connection, sheet: StoredSheet): Promise<HeadRow[]> {
  const { columns } = sheet.info
  const cells = inOrderOfPosition(
    await readCells(
      connection,
      `SELECT ${cellSelectList(columns, 's')} FROM ${sheet.table} AS s WHERE s.position < ${rowsRead}`,
      columns,
    ),
  )
  return Array.from(cells.rowIds, (row, index) => ({
    row,
    cells: new Map(
      cells.columns.flatMap((column, place) => {
        const value = cellAt(column, index)
        return value.kind === 'blank' ? [] : [[columns[place]?.number ?? 0, value] as const]
      }),
    ),
  }))
}
