import { basename } from 'node:path'
import type { RequestOf } from '#shared/contract/index.ts'
import type { Progress } from '#shared/contract/values.ts'
import { importFile } from '../intake/import-file.ts'
import type { CsvDialect, ImportProgress } from '../intake/imported.ts'
import { failureOf, type Outcome } from '../refusal.ts'
import type { Project } from './project.ts'
import { nextSheetNumber, recordSource } from './source.ts'

export interface ImportRequest {
  readonly paths: readonly string[]
  /** Corrections of how text files are read; what is undefined is found out. */
  readonly dialect: RequestOf<'project.import'>['dialect'] | undefined
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** Adds files to the project, all of them or, where one is refused or the user stops it, none. */
export function importFiles(project: Project, request: ImportRequest): Promise<Outcome<undefined>> {
  return project.write<undefined>(async (connection) => {
    for (const path of request.paths) {
      const firstSheetNumber = await nextSheetNumber(connection)
      const name = basename(path)
      const imported = await importFile({
        connection,
        path,
        displayName: name,
        firstSheetNumber,
        options: { dialect: knownParts(request.dialect ?? {}) },
        signal: request.signal,
        onProgress: (progress) => request.onProgress(progressOf(name, progress)),
        stagingDirectory: project.stagingDirectory,
      })
      if (!imported.ok) return { ok: false, error: failureOf(imported.error) }
      request.onProgress({ label: `Keeping ${name}` })
      await recordSource(connection, imported.value, path, firstSheetNumber)
    }
    return { ok: true, value: undefined }
  }, request.signal)
}

function progressOf(name: string, { sheet, rows, fraction }: ImportProgress): Progress {
  const label = sheet === '' ? `Reading ${name}` : `Reading ${sheet} of ${name}`
  return { label, count: rows, unit: 'rows', ...(fraction === undefined ? {} : { fraction }) }
}

function knownParts(dialect: NonNullable<ImportRequest['dialect']>): Partial<CsvDialect> {
  const { delimiter, quote, encoding, decimalMark, headerRow } = dialect
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(quote === undefined ? {} : { quote }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(decimalMark === undefined ? {} : { decimalMark }),
    ...(headerRow === undefined ? {} : { headerRow }),
  }
}
