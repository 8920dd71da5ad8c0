import { z } from 'zod'
import { type SourceId, sourceId } from '#shared/domain/ids.ts'
import type { NamedArea } from '#shared/domain/sheet.ts'
import { type Connection, readRows } from './connection.ts'

export const rangeSchema = z.object({
  firstRow: z.number(),
  firstColumn: z.number(),
  lastRow: z.number(),
  lastColumn: z.number(),
})

const areaSchema = z.object({
  name: z.string(),
  kind: z.enum(['table', 'range']),
  sheet: z.string(),
  range: rangeSchema,
  table: z
    .object({ headerRows: z.number(), totalsRows: z.number(), columns: z.array(z.string()) })
    .exactOptional(),
})

const areaRow = z
  .object({ source_id: z.number().transform(sourceId), body: z.string() })
  .transform(({ source_id, body }) => ({ source: source_id, area: areaSchema.parse(JSON.parse(body)) }))

/** The tables and named ranges of every source, as they were at the import. */
export const readNamedAreas = (
  connection: Connection,
): Promise<{ readonly source: SourceId; readonly area: NamedArea }[]> =>
  readRows(connection, areaRow, 'SELECT source_id, body FROM named_area')
