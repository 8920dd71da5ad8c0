import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { type SourceId, sheetId, sourceId } from '#shared/domain/ids.ts'
import { isWorkbookFormat } from '#shared/domain/sheet.ts'
import type { ImportedSheet, ImportedSource } from '../intake/imported.ts'
import { numberRows } from '../intake/number-rows.ts'
import { cellParts } from './cell-parts.ts'
import { type Connection, execute, quoted, readRow, readRows, type SqlValue } from './connection.ts'
import { tablesNamed } from './database-catalog.ts'
import { insertRows } from './insert-rows.ts'
import { forgetSheets } from './journal/journal.ts'
import { deletedRowsPrefix } from './sheet-table.ts'

/** Size of the parts in which a source's bytes are kept. */
const partLength = 8 * 2 ** 20

/** The number that the next imported sheet gets; never one that was in use before. */
export async function nextSheetNumber(connection: Connection): Promise<number> {
  const row = await readRow(
    connection,
    z.object({ next: z.number() }),
    'SELECT coalesce(max(id), 0) + 1 AS next FROM sheet',
  )
  return row?.next ?? 1
}

/**
 * Records a source whose sheets' tables the reader has filled. For formats of the Excel family the file's bytes are
 * kept too: export puts the changes into them, whether or not the file is still there.
 */
export async function recordSource(
  connection: Connection,
  imported: ImportedSource,
  path: string,
  firstSheetNumber: number,
): Promise<SourceId> {
  const numbered = await readRow(
    connection,
    z.object({ next: z.number() }),
    'SELECT coalesce(max(id), 0) + 1 AS next FROM source',
  )
  const id = sourceId(numbered?.next ?? 1)
  await insertRows(connection, 'source', [
    [
      id,
      imported.name,
      imported.format,
      imported.sha256,
      imported.byteLength,
      path,
      imported.dialect === undefined ? null : JSON.stringify(imported.dialect),
      imported.date1904,
      new Date().toISOString(),
    ],
  ])
  if (isWorkbookFormat(imported.format)) await keepBytes(connection, id, path)
  for (const [index, sheet] of imported.sheets.entries())
    await recordSheet(connection, id, firstSheetNumber + index, sheet)
  await insertRows(
    connection,
    'named_area',
    imported.namedAreas.map((area) => [id, JSON.stringify(area)]),
  )
  await insertRows(
    connection,
    'defined_name',
    imported.definedNames.map((name) => [id, JSON.stringify(name)]),
  )
  await insertRows(
    connection,
    'import_problem',
    imported.problems.map((problem) => [id, null, JSON.stringify(problem)]),
  )
  return id
}

async function keepBytes(connection: Connection, source: SourceId, path: string): Promise<void> {
  let part = 0
  for await (const bytes of createReadStream(path, { highWaterMark: partLength })) {
    await execute(connection, 'INSERT INTO source_bytes VALUES (?, ?, ?)', [
      source,
      part,
      z.instanceof(Uint8Array).parse(bytes),
    ])
    part += 1
  }
}

async function recordSheet(
  connection: Connection,
  source: SourceId,
  id: number,
  sheet: ImportedSheet,
): Promise<void> {
  if (sheet.rowsToNumberFrom !== undefined) await numberRows(connection, sheet.table, sheet.rowsToNumberFrom)
  const last = await readRow(
    connection,
    z.object({ row: z.number() }),
    `SELECT coalesce(max(row_id), 0) AS row FROM ${quoted(sheet.table)}`,
  )
  await insertRows(connection, 'sheet', [
    [
      id,
      source,
      sheet.name,
      sheet.name,
      sheet.table,
      sheet.state,
      sheet.headerRow,
      JSON.stringify(sheet.columns.map((column) => column.id)),
      sheet.frozen === undefined ? null : JSON.stringify(sheet.frozen),
      JSON.stringify(sheet.mergedAreas),
      JSON.stringify(sheet.hiddenRows),
      Math.max(last?.row ?? 0, sheet.headerRow),
    ],
  ])
  await insertRows(
    connection,
    'sheet_column',
    sheet.columns.map((column) => [
      id,
      column.id,
      column.name,
      column.name,
      column.type,
      column.mixed,
      column.sourceColumn ?? null,
      column.numberFormat ?? null,
      column.width ?? null,
      column.hidden,
      column.formula ?? null,
    ]),
  )
  await insertRows(
    connection,
    'preamble_cell',
    sheet.preamble
      .filter(({ value }) => value.kind !== 'blank')
      .map(({ row, column, value }) => [id, row, column, ...cellParts(value)]),
  )
  await recordAnnotations(connection, id, sheet)
  await insertRows(
    connection,
    'import_problem',
    sheet.problems.map((problem) => [source, id, JSON.stringify(problem)]),
  )
}

/** Formulas and notes stand at columns of the source; the project knows them by column id. */
async function recordAnnotations(connection: Connection, id: number, sheet: ImportedSheet): Promise<void> {
  const columnIds = new Map(sheet.columns.map((column) => [column.sourceColumn, column.id]))
  const inColumn = (column: number, rest: SqlValue[], row: number): SqlValue[][] => {
    const known = columnIds.get(column)
    return known === undefined ? [] : [[id, row, known, ...rest]]
  }
  await insertRows(
    connection,
    'sheet_formula',
    sheet.formulas.flatMap(({ row, column, formula, fills, withoutValue = false }) => {
      const rest = [formula, fills === undefined ? null : JSON.stringify(fills), withoutValue]
      // Above the headers a formula may stand beside the columns of the table; an imported column's id is its number.
      return row <= sheet.headerRow && !columnIds.has(column)
        ? [[id, row, column, ...rest]]
        : inColumn(column, rest, row)
    }),
  )
  await insertRows(
    connection,
    'note',
    sheet.notes.flatMap(({ row, column, text, author }) => inColumn(column, [text, author], row)),
  )
  await insertRows(
    connection,
    'imported_note',
    sheet.notes.map(({ row, column, text, author }) => [id, row, column, text, author]),
  )
}

/** The bytes of a source as it was imported, part by part; empty for formats whose bytes are not kept. */
export async function* readSourceBytes(connection: Connection, source: SourceId): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part += 1) {
    const row = await readRow(
      connection,
      z.object({ bytes: z.instanceof(Uint8Array) }),
      'SELECT bytes FROM source_bytes WHERE source_id = ? AND part = ?',
      [source, part],
    )
    if (row === undefined) return
    yield row.bytes
  }
}

/** Takes a source out of the project with its sheets and everything that stands on them. */
export async function removeSource(connection: Connection, source: SourceId): Promise<void> {
  const sheets = await readRows(
    connection,
    z.object({ id: z.number(), table_name: z.string() }),
    'SELECT id, table_name FROM sheet WHERE source_id = ?',
    [source],
  )
  await forgetSheets(
    connection,
    sheets.map((sheet) => sheetId(sheet.id)),
  )
  for (const sheet of sheets) {
    await execute(connection, `DROP TABLE ${quoted(sheet.table_name)}`)
    for (const table of await tablesNamed(connection, deletedRowsPrefix(sheetId(sheet.id))))
      await execute(connection, `DROP TABLE ${quoted(table)}`)
    for (const table of tablesOfSheet)
      await execute(connection, `DELETE FROM ${table} WHERE sheet_id = ?`, [sheet.id])
    await execute(connection, 'DELETE FROM sheet WHERE id = ?', [sheet.id])
  }
  for (const table of ['source_bytes', 'named_area', 'defined_name', 'relocation', 'import_problem'])
    await execute(connection, `DELETE FROM ${table} WHERE source_id = ?`, [source])
  await execute(connection, 'DELETE FROM source WHERE id = ?', [source])
}

const tablesOfSheet = [
  'sheet_column',
  'preamble_cell',
  'sheet_formula',
  'moved_formula',
  'stale_formula',
  'note',
  'imported_note',
  'highlight',
  'original_cell',
  'deleted_row',
]
