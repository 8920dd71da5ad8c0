/**
 * file -> [intake: bytes to typed columns plus a report] -> store -> sheet -> mapping -> metrics -> scenario -> export
 *
 * The one way in for data: a file of any known format becomes tables of the project's database and a description.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { fail, type Result, succeed } from '#shared/domain/result.ts'
import { emptyFile } from '#shared/issues/empty-file.ts'
import { importCancelled } from '#shared/issues/import-cancelled.ts'
import { notAWorkbook } from '#shared/issues/not-a-workbook.ts'
import { detectFileKind } from './detect-format.ts'
import { problemOfError } from './error-problem.ts'
import { defaultImportLimits, type ImportLimits } from './import-limits.ts'
import { refuse } from './import-refusal.ts'
import { importSheet } from './import-sheet.ts'
import type { CsvDialect, ImportedSheet, ImportedSource, ImportProgress } from './imported.ts'
import { openWorkbook } from './open-workbook.ts'
import type { WorkbookReader } from './workbook-reader.ts'

export interface ImportOptions {
  /** Corrections of what was found in a text file. */
  readonly dialect?: Partial<CsvDialect>
  /** Header rows by sheet name, 1-based; 0 for a sheet without one. */
  readonly headerRows?: Readonly<Record<string, number>>
}

export interface ImportRequest {
  /**
   * The project's database. Nobody else may use the connection meanwhile; where the caller has begun a transaction,
   * the import is part of it, so that a crash leaves nothing behind.
   */
  readonly connection: DuckDBConnection
  readonly path: string
  /** The file's name as the user knows it; else the last part of the path. */
  readonly displayName?: string
  /** Tables are named `sheet_<n>`, counting from here. */
  readonly firstSheetNumber: number
  readonly options?: ImportOptions
  /**
   * A folder that the database may read, for formats that DuckDB reads itself: the file is linked or copied there
   * for the time of the import. Left out where the database may read any file.
   */
  readonly stagingDirectory?: string
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ImportProgress) => void
  readonly limits?: ImportLimits
}

/**
 * Loads a file into tables. On failure or cancel the tables are dropped and the problem says in one sentence what is
 * wrong and what to do; problems that do not stop the import stand in the result, by sheet.
 */
export async function importFile(request: ImportRequest): Promise<Result<ImportedSource>> {
  const file = request.displayName ?? basename(request.path)
  const tables: string[] = []
  try {
    request.signal?.throwIfAborted()
    return succeed(await importKind(request, file, tables))
  } catch (error) {
    await dropTables(request.connection, tables)
    const wasCancelled = request.signal?.aborted === true
    return fail(wasCancelled ? importCancelled(file) : problemOfError(error, file))
  }
}

async function importKind(request: ImportRequest, file: string, tables: string[]): Promise<ImportedSource> {
  const limits = request.limits ?? defaultImportLimits
  const { path, signal } = request
  const detected = await detectFileKind(path)
  if (detected.kind === 'empty') refuse(emptyFile(file))
  if (detected.kind === 'other') refuse(notAWorkbook(file, detected.name))
  const identity = await identify(path, signal)
  const reader = await openWorkbook(detected.kind, { path, file, limits, ...(signal === undefined ? {} : { signal }) })
  try {
    const sheets = await importSheets(reader, request, tables)
    if (sheets.length === 0) refuse(emptyFile(file))
    return {
      name: file,
      format: reader.format,
      ...identity,
      sheets,
      namedAreas: reader.namedAreas,
      date1904: reader.date1904,
      problems: reader.problems,
    }
  } finally {
    await reader.close()
  }
}

async function importSheets(
  reader: WorkbookReader,
  request: ImportRequest,
  tables: string[],
): Promise<ImportedSheet[]> {
  const { connection, firstSheetNumber, options, signal, onProgress } = request
  const sheets: ImportedSheet[] = []
  for (const [index, sheet] of reader.sheets.entries()) {
    const table = `sheet_${firstSheetNumber + index}`
    const headerRow = options?.headerRows?.[sheet.name]
    tables.push(table)
    sheets.push(
      await importSheet(sheet, {
        connection,
        table,
        ...(headerRow === undefined ? {} : { headerRow }),
        ...(signal === undefined ? {} : { signal }),
        ...(onProgress === undefined ? {} : { onProgress }),
      }),
    )
  }
  return sheets
}

async function identify(path: string, signal: AbortSignal | undefined) {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 2 ** 20 })) {
    signal?.throwIfAborted()
    hash.update(piece)
  }
  return { sha256: hash.digest('hex'), byteLength: (await stat(path)).size }
}

/** In a transaction that has failed nothing can be dropped, and need not be: it is rolled back. */
async function dropTables(connection: DuckDBConnection, tables: readonly string[]): Promise<void> {
  for (const table of tables) await connection.run(`DROP TABLE IF EXISTS ${table}`).catch(() => {})
}

