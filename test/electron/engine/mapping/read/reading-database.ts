import { DuckDBInstance } from '@duckdb/node-api'
import { z } from 'zod'
import { type Connection, readRow } from '#electron/engine/store/connection.ts'

export const openMemory = async (): Promise<Connection> => (await DuckDBInstance.create(':memory:')).connect()

/** What an expression over the text `t` makes of a text, as a text of its own; null where it makes nothing of it. */
export async function readText(
  connection: Connection,
  expression: string,
  text: string,
): Promise<string | null> {
  const row = await readRow(
    connection,
    z.object({ value: z.string().nullable() }),
    `SELECT CAST(${expression} AS VARCHAR) AS value FROM (SELECT ? AS t)`,
    [text],
  )
  return row?.value ?? null
}

/** The same for many texts in one query. */
export async function readTexts(
  connection: Connection,
  expression: string,
  texts: readonly string[],
): Promise<(string | null)[]> {
  const row = await readRow(
    connection,
    z.object({
      read: z.string().transform((json) => z.array(z.string().nullable()).parse(JSON.parse(json))),
    }),
    `SELECT to_json(list(CAST(${expression} AS VARCHAR) ORDER BY place)) AS read FROM (
       SELECT unnest(from_json(?, '["VARCHAR"]')) AS t, unnest(range(${texts.length})) AS place)`,
    [JSON.stringify(texts)],
  )
  return row?.read ?? []
}
