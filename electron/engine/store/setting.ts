import { z } from 'zod'
import { type Connection, execute, readRow } from './connection.ts'

/** Settings of the project that are no part of its undo history: view state, export options and the like. */
export async function readSetting(
  connection: Connection,
  key: string,
): Promise<z.core.util.JSONType | undefined> {
  const row = await readRow(
    connection,
    z.object({ body: z.string() }),
    'SELECT body FROM setting WHERE key = ?',
    [key],
  )
  return row === undefined ? undefined : z.json().parse(JSON.parse(row.body))
}

export async function writeSetting(
  connection: Connection,
  key: string,
  value: z.core.util.JSONType,
): Promise<void> {
  await execute(connection, 'DELETE FROM setting WHERE key = ?', [key])
  await execute(connection, 'INSERT INTO setting VALUES (?, ?)', [key, JSON.stringify(value)])
}
