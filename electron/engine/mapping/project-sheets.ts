import { readSheets, readSources } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import type { MappableSheet } from './mappable-sheet.ts'

/** Every sheet of the project that a mapping may speak of. */
export async function readMappableSheets(connection: Connection): Promise<MappableSheet[]> {
  const names = new Map((await readSources(connection)).map((source) => [source.id, source.name]))
  const sheets = await readSheets(connection)
  return sheets.map(({ info, table }) => ({
    id: info.id,
    file: names.get(info.sourceId) ?? '',
    name: info.name,
    table,
    rowCount: info.rowCount,
    columns: info.columns,
  }))
}
