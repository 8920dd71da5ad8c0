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
import type { TextSample } from './csv/sniff-dialect.ts'
import { createStagingArea, type StagingArea } from './csv/staged-file.ts'
import { detectFileKind, type FileKind } from './detect-format.ts'
import { problemOfError } from './error-problem.ts'
import { identifyFile } from './file-identity.ts'
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
 * Loads a file into tables, whose rows may be left without numbers (`rowsToNumberFrom`). On failure or cancel the tables
 * are dropped and the problem says in one sentence what is wrong and what to do; problems that do not stop the import
 * stand in the result, by sheet.
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
  if (detected.kind === 'text') return importTextFile(job, path)
  const { sha256, byteLength } = await identifyFile(path, false, signal)
  const origin = { name: file, sha256, byteLength }
  return detected.kind === 'gzip' ? importPacked(job, origin) : importContents(job, detected, path, origin)
}

/** What a source is known by. */
type Origin = Pick<ImportedSource, 'name' | 'sha256' | 'byteLength'>

async function importPacked(job: Job, origin: Origin): Promise<ImportedSource> {
  const { path, file, staging, signal } = job
  const unpacked = staging.reserve('.txt')
  await gunzipFile(path, unpacked, file, job.limits ?? defaultImportLimits, signal)
  const inner = await detectFileKind(unpacked, file.replace(/\.gz$/i, ''))
  if (inner.kind === 'empty' || inner.kind === 'gzip') refuse(emptyFile(file))
  if (inner.kind !== 'text') return importContents(job, inner, unpacked, origin)
  return { ...(await importTextFile(job, unpacked)), ...origin }
}

/** A file that was taken for UTF-8 by its beginning is not. */
class NotUtf8 extends Error {}

/**
 * Nearly every text file that begins as UTF-8 is so to its end: it is loaded as such while all of its bytes are looked
 * at, and once more where they say otherwise.
 */
async function importTextFile(job: Job, path: string): Promise<ImportedSource> {
  const { file, staging, signal } = job
  const request = sheetRequest(job, 0, undefined)
  const identifying = identifyFile(path, true, signal)
  const sampleAs = (isUtf8: boolean) => sampleText(path, isUtf8, job.options?.dialect ?? {})
  const loadHopefully = async (): Promise<LoadedText | undefined> => {
    const sample = await sampleAs(true)
    if (sample.dialect.encoding !== 'utf-8') return undefined
    const confirmUtf8 = async (): Promise<void> => {
      if (!(await identifying).isUtf8) throw new NotUtf8()
    }
    const source = { path, file, sample, isUtf8: true, confirmUtf8 }
    return { sample, sheet: await importText(source, staging, request) }
  }
  // Both have to end before anything is said or undone: while one loads, nobody else may use the connection.
  const [identified, hopeful] = await Promise.allSettled([identifying, loadHopefully()])
  if (identified.status === 'rejected') throw identified.reason
  if (hopeful.status === 'rejected' && !(hopeful.reason instanceof NotUtf8)) throw hopeful.reason
  const { sha256, byteLength, isUtf8 } = identified.value
  let loaded = hopeful.status === 'fulfilled' && isUtf8 ? hopeful.value : undefined
  if (loaded === undefined) {
    await job.connection.run(`DROP TABLE IF EXISTS ${request.table}`)
    const sample = await sampleAs(isUtf8)
    loaded = { sample, sheet: await importText({ path, file, sample, isUtf8 }, staging, request) }
  }
  const { sample, sheet } = loaded
  return { name: file, sha256, byteLength, format: 'csv', dialect: sample.dialect, ...oneSheet(sheet) }
}

interface LoadedText {
  readonly sample: TextSample
  readonly sheet: ImportedSheet
}

async function importContents(
  job: Job,
  detected: FileKind,
  path: string,
  origin: Origin,
): Promise<ImportedSource> {
  const { file, signal, staging } = job
  const limits = job.limits ?? defaultImportLimits
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
    const { format, namedAreas, definedNames, date1904 } = reader
    const found = { namedAreas, definedNames, date1904, problems: [...reader.problems, ...problems] }
    return { ...origin, format, sheets, ...found }
  } finally {
    await reader.close()
  }
}

const oneSheet = (sheet: ImportedSheet) => ({
  sheets: [sheet],
  namedAreas: [],
  definedNames: [],
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
