import { z } from 'zod'
import type { SourceId } from '#shared/domain/ids.ts'
import { type Connection, readRow, readRows } from '../../store/connection.ts'
import { type Relocation, relocationSchema } from './relocation.ts'

const relocationRow = z
  .object({ body: z.string() })
  .transform(({ body }) => relocationSchema.parse(JSON.parse(body)))

/** The moves of cells in a source's sheets, in their order. */
export const readRelocations = (connection: Connection, source: SourceId): Promise<Relocation[]> =>
  readRows(connection, relocationRow, 'SELECT body FROM relocation WHERE source_id = ? ORDER BY id', [source])

/** The number that the next move gets. */
export async function nextRelocation(connection: Connection): Promise<number> {
  const row = await readRow(
    connection,
    z.object({ next: z.number() }),
    'SELECT coalesce(max(id), 0) + 1 AS next FROM relocation',
  )
  return row?.next ?? 1
}
