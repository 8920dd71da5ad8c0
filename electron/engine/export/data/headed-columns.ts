import type { StoredSheet } from '../../store/catalog.ts'
import type { Connection } from '../../store/connection.ts'
import { readPreamble } from '../../store/preamble.ts'

/** Columns of the source in which something stands above the header, such as a title. */
export async function headedColumns(
  connection: Connection,
  { info }: StoredSheet,
): Promise<ReadonlySet<number>> {
  const above = await readPreamble(connection, info.id)
  return new Set(
    above
      .filter(({ row, value }) => row < info.headerRow && value.kind !== 'blank')
      .map(({ column }) => column),
  )
}
