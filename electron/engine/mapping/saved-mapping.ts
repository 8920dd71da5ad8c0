import { z } from 'zod'
import { type Mapping, mappingSchema } from '#shared/domain/mapping.ts'
import { type Connection, readRow } from '../store/connection.ts'
import type { Step } from '../store/journal/step.ts'

/** The mapping that the user set, and the sheets that there were then: what came later is still to be suggested. */
const savedMappingSchema = z.object({
  mapping: mappingSchema,
  sheets: z.array(z.object({ file: z.string(), sheet: z.string() })),
})
export type SavedMapping = z.infer<typeof savedMappingSchema>

const key = 'mapping'

async function readBody(connection: Connection): Promise<string | undefined> {
  const row = await readRow(
    connection,
    z.object({ body: z.string() }),
    'SELECT body FROM mapping WHERE key = ?',
    [key],
  )
  return row?.body
}

/** The mapping that was set; undefined while there are suggestions only. */
export async function readSavedMapping(connection: Connection): Promise<SavedMapping | undefined> {
  const body = await readBody(connection)
  return body === undefined ? undefined : savedMappingSchema.parse(JSON.parse(body))
}

/** The step that sets a mapping, for the journal. */
export async function savedMappingStep(
  connection: Connection,
  { mapping, sheets }: SavedMapping,
): Promise<Step> {
  const before = await readBody(connection)
  return {
    type: 'record',
    table: 'mapping',
    key: { key },
    before: before === undefined ? null : { body: before },
    after: {
      body: JSON.stringify({ mapping, sheets } satisfies {
        mapping: Mapping
        sheets: SavedMapping['sheets']
      }),
    },
  }
}
