import { z } from 'zod'
import { type Outcome, refuse } from '../refusal.ts'
import { type Connection, readRow } from '../store/connection.ts'
import { change } from '../store/journal/journal.ts'
import type { Project } from '../store/project.ts'

const bodyRow = z.object({ body: z.string() })

/** A document of the table of scenarios, as text; undefined where it was never saved. */
async function readBody(connection: Connection, key: string): Promise<string | undefined> {
  const row = await readRow(connection, bodyRow, 'SELECT body FROM scenario WHERE key = ?', [key])
  return row?.body
}

/** A document kept in the project under `key`, checked against `schema`. */
export async function readSaved<Value>(
  connection: Connection,
  key: string,
  schema: z.ZodType<Value>,
): Promise<Value | undefined> {
  const body = await readBody(connection, key)
  return body === undefined ? undefined : schema.parse(JSON.parse(body))
}

interface RecordChange {
  readonly key: string
  readonly label: string
  /**
   * The document as it is to be, worked out when its turn has come: so an undo that is asked for right after it takes
   * back this change and not the one before. A refusal keeps nothing.
   */
  readonly value: (connection: Connection) => Promise<Outcome<z.core.util.JSONType>>
}

/** Keeps a document in the project, as one change that can be undone. */
export async function saveRecord(
  project: Project,
  { key, label, value }: RecordChange,
): Promise<Outcome<undefined>> {
  const changed = await change(project, async ({ connection, take }) => {
    const wanted = await value(connection)
    if (!wanted.ok) return wanted
    const before = await readBody(connection, key)
    const after = JSON.stringify(wanted.value)
    if (before !== after)
      await take({
        type: 'record',
        table: 'scenario',
        key: { key },
        before: before === undefined ? null : { body: before },
        after: { body: after },
      })
    return { ok: true, value: { label, cells: 0 } }
  })
  return changed.ok ? { ok: true, value: undefined } : refuse(changed.error.code, changed.error.message)
}
