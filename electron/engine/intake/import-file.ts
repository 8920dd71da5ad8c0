/**
 * file -> [intake: bytes to typed columns plus a report] -> store -> sheet -> mapping -> metrics -> scenario -> export
 *
 * The one way in for data: a file of any known format becomes tables of the project's database and a description.
 */
import { basename } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { fail, type Result, succeed } from '#shared/domain/result.ts'
import { emptyFile } from '#shared/issues/empty-file.ts'
import { importCancelled } from '#shared/issues/import-cancelled.ts'
import { gunzipFile } from './csv/gunzip-file.ts'
import { importText, sampleText } from './csv/import-text.ts'
import { createStagingArea, type StagingArea } from './csv/staged-file.ts'
import { detectFileKind, type FileKind } from './detect-format.ts'
import { problemOfError } from './error-problem.ts'
import { type FileIdentity, identifyFile } from './file-identity.ts'
import { defaultImportLimits, type ImportLimits } from './import-limits.ts'
import { refuse } from './import-refusal.ts'
import { importSheet, type SheetImport } from './import-sheet.ts'
import type { CsvDialect, ImportedSheet, ImportedSource, ImportProgress } from './imported.ts'
import { openWorkbook } from './open-workbook.ts'
import { type ReadSheets, readSheetBySheet } from './sheet-by-sheet.ts'
import { importTable } from './table-file/import-table.ts'
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
  const staging = createStagingArea(request.stagingDirectory)
  const tables: string[] = []
  try {
    request.signal?.throwIfAborted()
    return succeed(await importKind({ ...request, file, staging, tables }))
  } catch (error) {
    await dropTables(request.connection, tables)
    const wasCancelled = request.signal?.aborted === true
    return fail(wasCancelled ? importCancelled(file) : problemOfError(error, file))
  } finally {
    await staging.dispose()
  }
}

interface Job extends ImportRequest {
  readonly file: string
  readonly staging: StagingArea
  /** Tables made so far. */
  readonly tables: string[]
}

async function importKind(job: Job): Promise<ImportedSource> {
  const { path, file, signal } = job
  const detected = await detectFileKind(path, file)
  if (detected.kind === 'empty') refuse(emptyFile(file))
  const isText = detected.kind === 'text'
  const identity = await identifyFile(path, isText, signal)
  return importContents(job, detected, path, identity)
}

async function importContents(
  job: Job,
  detected: FileKind,
  path: string,
  identity: FileIdentity,
): Promise<ImportedSource> {
  const { file, signal, staging } = job
  const limits = job.limits ?? defaultImportLimits
  const origin = { name: file, sha256: identity.sha256, byteLength: identity.byteLength }
  if (detected.kind === 'gzip') {
    const unpacked = staging.reserve('.txt')
    await gunzipFile(path, unpacked, file, limits, signal)
    const inner = await detectFileKind(unpacked, file.replace(/\.gz$/i, ''))
    const innerIdentity = await identifyFile(unpacked, true, signal)
    if (inner.kind === 'empty' || inner.kind === 'gzip') refuse(emptyFile(file))
    const source = await importContents(job, inner, unpacked, innerIdentity)
    return { ...source, ...origin }
  }
  if (detected.kind === 'text') {
    const sample = await sampleText(path, identity.isUtf8, job.options?.dialect ?? {})
    const request = sheetRequest(job, 0, undefined)
    const sheet = await importText(path, file, sample, identity.isUtf8, staging, request)
    return { ...origin, format: 'csv', dialect: sample.dialect, ...oneSheet(sheet) }
  }
  if (detected.kind === 'parquet' || detected.kind === 'json') {
    const sheet = await importTable(path, file, detected.kind, staging, sheetRequest(job, 0, undefined))
    return { ...origin, format: detected.kind, ...oneSheet(sheet) }
  }
  const reader = await openWorkbook(detected, {
    path,
    file,
    limits,
    ...(signal === undefined ? {} : { signal }),
  })
  try {
    const { values: sheets, problems } = await importSheets(reader, job)
    if (sheets.length === 0) refuse(emptyFile(file))
    const { format, namedAreas, date1904 } = reader
    return { ...origin, format, sheets, namedAreas, date1904, problems: [...reader.problems, ...problems] }
  } finally {
    await reader.close()
  }
}

const oneSheet = (sheet: ImportedSheet) => ({
  sheets: [sheet],
  namedAreas: [],
  date1904: false,
  problems: [],
})

/** Tables are numbered without a gap, so one of a sheet that was left out is the next one's. */
async function importSheets(reader: WorkbookReader, job: Job): Promise<ReadSheets<ImportedSheet>> {
  let number = 0
  return readSheetBySheet(
    reader.sheets,
    async (sheet) => {
      const imported = await importSheet(
        sheet,
        sheetRequest(job, number, job.options?.headerRows?.[sheet.name]),
      )
      number += 1
      return imported
    },
    ({ columns }) => columns.length > 0,
    () => dropTables(job.connection, job.tables.slice(number)),
  )
}

function sheetRequest(job: Job, index: number, headerRow: number | undefined): SheetImport {
  const table = `sheet_${job.firstSheetNumber + index}`
  job.tables.push(table)
  return {
    connection: job.connection,
    table,
    ...(headerRow === undefined ? {} : { headerRow }),
    ...(job.signal === undefined ? {} : { signal: job.signal }),
    ...(job.onProgress === undefined ? {} : { onProgress: job.onProgress }),
  }
}

/** In a transaction that has failed nothing can be dropped, and need not be: it is rolled back. */
async function dropTables(connection: DuckDBConnection, tables: readonly string[]): Promise<void> {
  for (const table of tables) await connection.run(`DROP TABLE IF EXISTS ${table}`).catch(() => {})
}
