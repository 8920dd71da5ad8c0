import { z } from 'zod'
import type { SourceId } from '#shared/domain/ids.ts'
import type { ImportedName } from '../intake/imported.ts'
import { type Connection, readRows } from './connection.ts'

const nameSchema = z.object({ name: z.string(), formula: z.string(), sheet: z.string().exactOptional() })

const nameRow = z
  .object({ body: z.string() })
  .transform(({ body }): ImportedName => nameSchema.parse(JSON.parse(body)))

/** The names that a source defines, as they were at the import. */
export const readDefinedNames = (connection: Connection, source: SourceId): Promise<ImportedName[]> =>
  readRows(connection, nameRow, 'SELECT body FROM defined_name WHERE source_id = ?', [source])
