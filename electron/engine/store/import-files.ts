import { basename } from 'node:path'
import type { RequestOf } from '#shared/contract/index.ts'
import type { Progress } from '#shared/contract/values.ts'
import { type SheetId, type SourceId, sheetId } from '#shared/domain/ids.ts'
import type { SourceInfo } from '#shared/domain/sheet.ts'
import { importFile } from '../intake/import-file.ts'
import type { CsvDialect, ImportedSheet, ImportedSource, ImportProgress } from '../intake/imported.ts'
import { failureOf, type Outcome } from '../refusal.ts'
import { calculateMissingValues } from '../sheet/recalculation/missing-values.ts'
import type { Connection } from './connection.ts'
import type { AffectedSheet } from './journal/affected.ts'
import type { Project } from './project.ts'
import { nextSheetNumber, recordSource, removeSource } from './source.ts'

export type ChosenDialect = NonNullable<RequestOf<'project.import'>['dialect']>

export interface ImportRequest {
  readonly paths: readonly string[]
  /** Corrections of how text files are read; what is undefined is found out. */
  readonly dialect: ChosenDialect | undefined
  /** The source that the files take the place of. */
  readonly replaces?: SourceId
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** Where the files of sources are that were read since the engine began: these the user has granted. */
const readPaths = new WeakMap<Project, Map<string, string>>()

const sourceKey = (source: SourceId, sha256: string): string => `${source} ${sha256}`

function rememberPath(project: Project, source: SourceId, sha256: string, path: string): void {
  const paths = readPaths.get(project) ?? new Map<string, string>()
  readPaths.set(project, paths.set(sourceKey(source, sha256), path))
}

/** The path of a source that was read since the engine began; a path that a project file tells is not to be trusted. */
export const readPathOf = (project: Project, { id, sha256 }: SourceInfo): string | undefined =>
  readPaths.get(project)?.get(sourceKey(id, sha256))

/** Adds files to the project, all of them or, where one is refused or the user stops it, none. */
export function importFiles(project: Project, request: ImportRequest): Promise<Outcome<undefined>> {
  const { replaces, signal, onProgress } = request
  return project.write<undefined>(async (connection, scope) => {
    const loaded = await loadFiles(project, connection, request)
    if (!loaded.ok) return loaded
    await scope.commitTables()
    const added = new Map<SheetId, AffectedSheet>()
    if (replaces !== undefined) await removeSource(connection, replaces)
    for (const { path, imported, firstSheetNumber } of loaded.value) {
      onProgress({ label: `Keeping ${imported.name}` })
      const source = await recordSource(connection, imported, path, firstSheetNumber)
      for (const index of imported.sheets.keys())
        added.set(sheetId(firstSheetNumber + index), { rows: true, columns: new Set() })
      rememberPath(project, source, imported.sha256, path)
      if (imported.sheets.some(lacksResults)) {
        onProgress({ label: `Computing the formulas of ${imported.name}` })
        await calculateMissingValues(project, connection, source, signal)
      }
    }
    // Sheets that were there before go on as they are, sorted and filtered as they were.
    if (replaces === undefined) scope.limitTo(added)
    return { ok: true, value: undefined }
  }, signal)
}

interface LoadedFile {
  readonly path: string
  readonly imported: ImportedSource
  readonly firstSheetNumber: number
}

/** Fills the tables of all files, to which nothing refers yet. */
async function loadFiles(
  project: Project,
  connection: Connection,
  { paths, dialect, signal, onProgress }: ImportRequest,
): Promise<Outcome<LoadedFile[]>> {
  const loaded: LoadedFile[] = []
  let firstSheetNumber = await nextSheetNumber(connection)
  for (const path of paths) {
    const name = basename(path)
    const imported = await importFile({
      connection,
      path,
      displayName: name,
      firstSheetNumber,
      options: { dialect: knownParts(dialect ?? {}) },
      signal,
      onProgress: (progress) => onProgress(progressOf(name, progress)),
      stagingDirectory: project.stagingDirectory,
    })
    if (!imported.ok) return { ok: false, error: failureOf(imported.error) }
    loaded.push({ path, imported: imported.value, firstSheetNumber })
    firstSheetNumber += imported.value.sheets.length
  }
  return { ok: true, value: loaded }
}

const lacksResults = ({ formulas }: ImportedSheet): boolean =>
  formulas.some(({ withoutValue }) => withoutValue === true)

function progressOf(name: string, { sheet, rows, fraction }: ImportProgress): Progress {
  const label = sheet === '' ? `Reading ${name}` : `Reading ${sheet} of ${name}`
  return { label, count: rows, unit: 'rows', ...(fraction === undefined ? {} : { fraction }) }
}

/** The parts of a dialect that were chosen. */
export function knownParts(dialect: ChosenDialect): Partial<CsvDialect> {
  const { delimiter, quote, encoding, decimalMark, headerRow, dateOrder } = dialect
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(quote === undefined ? {} : { quote }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(decimalMark === undefined ? {} : { decimalMark }),
    ...(headerRow === undefined ? {} : { headerRow }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
  }
}
