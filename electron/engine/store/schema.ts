import { z } from 'zod'
import type { Outcome } from '../refusal.ts'
import { refuse } from '../refusal.ts'
import { type Connection, execute, readRow } from './connection.ts'

/**
 * The project file's tables, as numbered steps that only add. Step n brings a file of format n to format n + 1; a step
 * that has been released is never changed, because projects written by it are still out there.
 *
 * A cell kept outside its sheet's table is `kind` (a `cellKindCode`), `number` (number, boolean, date in milliseconds)
 * and `text` (text, error code, or the exact text that a mixed column held).
 */
const migrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE source (
      id INTEGER NOT NULL, name VARCHAR NOT NULL, format VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
      byte_length BIGINT NOT NULL, path VARCHAR NOT NULL, dialect VARCHAR, date1904 BOOLEAN NOT NULL,
      imported_at VARCHAR NOT NULL)`,
    // The original bytes in parts, so that neither keeping nor handing them back needs the whole file in memory.
    `CREATE TABLE source_bytes (source_id INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL)`,
    // column_order: the ids of the columns shown, in order; a column of the table that is not in it has been deleted.
    `CREATE TABLE sheet (
      id INTEGER NOT NULL, source_id INTEGER NOT NULL, name VARCHAR NOT NULL, original_name VARCHAR NOT NULL,
      table_name VARCHAR NOT NULL, state VARCHAR NOT NULL, header_row BIGINT NOT NULL, column_order VARCHAR NOT NULL,
      frozen VARCHAR, merged_areas VARCHAR NOT NULL, hidden_rows VARCHAR NOT NULL, last_imported_row BIGINT NOT NULL)`,
    `CREATE TABLE sheet_column (
      sheet_id INTEGER NOT NULL, id INTEGER NOT NULL, name VARCHAR NOT NULL, original_name VARCHAR,
      type VARCHAR NOT NULL, mixed BOOLEAN NOT NULL, source_column INTEGER, number_format VARCHAR, width DOUBLE,
      hidden BOOLEAN NOT NULL, formula VARCHAR)`,
    `CREATE TABLE preamble_cell (
      sheet_id INTEGER NOT NULL, "row" BIGINT NOT NULL, "column" INTEGER NOT NULL, kind UTINYINT NOT NULL,
      number DOUBLE, text VARCHAR)`,
    `CREATE TABLE sheet_formula (
      sheet_id INTEGER NOT NULL, row_id BIGINT NOT NULL, column_id INTEGER NOT NULL, formula VARCHAR NOT NULL)`,
    `CREATE TABLE note (
      sheet_id INTEGER NOT NULL, row_id BIGINT NOT NULL, column_id INTEGER NOT NULL, text VARCHAR NOT NULL,
      author VARCHAR NOT NULL)`,
    // A note of the source file as it was read, which export compares with.
    `CREATE TABLE imported_note (
      sheet_id INTEGER NOT NULL, "row" BIGINT NOT NULL, "column" INTEGER NOT NULL, text VARCHAR NOT NULL,
      author VARCHAR NOT NULL)`,
    `CREATE TABLE highlight (
      sheet_id INTEGER NOT NULL, row_id BIGINT NOT NULL, column_id INTEGER NOT NULL, color VARCHAR NOT NULL)`,
    `CREATE TABLE named_area (source_id INTEGER NOT NULL, body VARCHAR NOT NULL)`,
    `CREATE TABLE import_problem (source_id INTEGER NOT NULL, sheet_id INTEGER, body VARCHAR NOT NULL)`,

    `CREATE TABLE journal (
      id BIGINT NOT NULL, made_at VARCHAR NOT NULL, label VARCHAR NOT NULL, sheet_id INTEGER, steps VARCHAR NOT NULL,
      cells BIGINT NOT NULL, bytes BIGINT NOT NULL, undone BOOLEAN NOT NULL)`,
    `CREATE TABLE journal_cell (
      entry BIGINT NOT NULL, step INTEGER NOT NULL, column_id INTEGER NOT NULL, row_id BIGINT NOT NULL,
      before_kind UTINYINT, before_number DOUBLE, before_text VARCHAR,
      after_kind UTINYINT NOT NULL, after_number DOUBLE, after_text VARCHAR)`,
    // The rows that are gone; their cells are in a table of their own for each step that took rows out.
    `CREATE TABLE deleted_row (
      entry BIGINT NOT NULL, step INTEGER NOT NULL, sheet_id INTEGER NOT NULL, row_id BIGINT NOT NULL)`,
    // What an imported cell held before anyone changed it; entry is the change that did.
    `CREATE TABLE original_cell (
      entry BIGINT NOT NULL, sheet_id INTEGER NOT NULL, row_id BIGINT NOT NULL, column_id INTEGER NOT NULL,
      kind UTINYINT NOT NULL, number DOUBLE, text VARCHAR)`,

    ...['mapping', 'mapping_template', 'assumption', 'scenario', 'target', 'custom_metric', 'setting'].map(
      (table) => `CREATE TABLE ${table} (key VARCHAR NOT NULL, body VARCHAR NOT NULL)`,
    ),
  ],
  [
    // The range that an array formula or a data table fills, as JSON.
    'ALTER TABLE sheet_formula ADD COLUMN fills VARCHAR',
    // Cells whose formula could not be recalculated after a change of what it reads, and why.
    `CREATE TABLE stale_formula (
      sheet_id INTEGER NOT NULL, row_id BIGINT NOT NULL, column_id INTEGER NOT NULL, reason VARCHAR NOT NULL)`,
    // Until now nothing was recalculated, so after any change every formula is in doubt.
    `INSERT INTO stale_formula
     SELECT sheet_id, row_id, column_id, 'The project was edited before formulas were recalculated.'
     FROM sheet_formula WHERE EXISTS (SELECT 1 FROM journal WHERE NOT undone)`,
  ],
  [
    // True for a formula of which the file holds no result; Tenure has worked it out.
    'ALTER TABLE sheet_formula ADD COLUMN without_value BOOLEAN',
  ],
  [
    // The names that a workbook defines, of whatever kind; a source imported earlier has named areas only.
    'CREATE TABLE defined_name (source_id INTEGER NOT NULL, body VARCHAR NOT NULL)',
  ],
  [
    // Moves of cells, in their order: formulas of the source follow them.
    'CREATE TABLE relocation (id INTEGER NOT NULL, source_id INTEGER NOT NULL, body VARCHAR NOT NULL)',
    // Formulas that were moved themselves, where they stand now, as they read since then.
    `CREATE TABLE moved_formula (
      sheet_id INTEGER NOT NULL, row_id BIGINT NOT NULL, column_id INTEGER NOT NULL, formula VARCHAR NOT NULL)`,
  ],
]

/** The format that this version of Tenure writes. */
export const formatVersion = migrations.length

const versionTable = 'tenure_format'

/** Brings the database to the present format; an empty one is made a project. */
export async function migrate(connection: Connection, name: string): Promise<Outcome<undefined>> {
  const version = await readVersion(connection)
  if (version === undefined)
    return refuse('not_a_workbook', `"${name}" is a database of another program, not a Tenure project.`)
  if (version > formatVersion)
    return refuse(
      'unsupported',
      `"${name}" was written by a newer version of Tenure. Update Tenure, then open it again.`,
      `format ${version}, known ${formatVersion}`,
    )
  if (version === formatVersion) return { ok: true, value: undefined }
  await execute(connection, 'BEGIN')
  for (const statement of migrations.slice(version).flat()) await execute(connection, statement)
  await execute(connection, `CREATE TABLE IF NOT EXISTS ${versionTable} (version INTEGER NOT NULL)`)
  await execute(connection, `DELETE FROM ${versionTable}`)
  await execute(connection, `INSERT INTO ${versionTable} VALUES (?)`, [formatVersion])
  await execute(connection, 'COMMIT')
  return { ok: true, value: undefined }
}

/** The format of an open database: 0 where it is empty, undefined where it is not a project's. */
async function readVersion(connection: Connection): Promise<number | undefined> {
  const tables = await readRow(
    connection,
    z.object({ total: z.number(), known: z.number() }),
    `SELECT count(*) AS total, count(*) FILTER (table_name = ?) AS known FROM duckdb_tables()
     WHERE database_name = current_database()`,
    [versionTable],
  )
  if (tables === undefined || tables.total === 0) return 0
  if (tables.known === 0) return undefined
  const row = await readRow(
    connection,
    z.object({ version: z.number() }),
    `SELECT version FROM ${versionTable}`,
  )
  return row?.version
}
