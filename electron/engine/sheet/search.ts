import { z } from 'zod'
import { type Outcome, refuse } from '../refusal.ts'
import { type Connection, readRow, type SqlValue } from '../store/connection.ts'

/** How a text is looked for. */
export interface SearchText {
  readonly text: string
  readonly matchCase: boolean
  readonly wholeCell: boolean
  readonly regularExpression: boolean
}

/** A search ready for SQL: one pattern in DuckDB's (RE2's) syntax, bound wherever it is needed. */
export interface SearchPattern {
  readonly pattern: string
  /** Flags for `regexp_replace`. */
  readonly flags: string
}

/** The search as a pattern; refuses a regular expression that cannot be read. */
export async function searchPattern(
  connection: Connection,
  search: SearchText,
): Promise<Outcome<SearchPattern>> {
  const core = search.regularExpression ? search.text : escapedPattern(search.text)
  const anchored = search.wholeCell ? `^(?:${core})$` : core
  const pattern = search.matchCase ? anchored : `(?i)${anchored}`
  try {
    await readRow(connection, z.object({}), `SELECT regexp_matches('', ?) AS matched`, [pattern])
  } catch (error) {
    return refuse(
      'invalid_value',
      `"${search.text}" is not a regular expression that can be searched for.`,
      error,
    )
  }
  return { ok: true, value: { pattern, flags: 'gs' } }
}

export const escapedPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A condition on a text expression, with its one bound value. */
export const matchSql = (text: string, { pattern }: SearchPattern): { sql: string; value: SqlValue } => ({
  sql: `coalesce(regexp_matches(${text}, ?, 's'), FALSE)`,
  value: pattern,
})

/** The replacement in DuckDB's syntax: `$1` of a regular expression stands for its first group, all else for itself. */
export function replacementText(replacement: string, regularExpression: boolean): string {
  const escaped = replacement.replaceAll('\\', '\\\\')
  return regularExpression ? escaped.replace(/\$(\d)/g, '\\$1') : escaped
}
