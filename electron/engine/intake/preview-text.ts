import { basename } from 'node:path'
import { fail, type Result, succeed } from '#shared/domain/result.ts'
import { notAWorkbook } from '#shared/issues/not-a-workbook.ts'
import { sampleText } from './csv/import-text.ts'
import { detectFileKind } from './detect-format.ts'
import { problemOfError } from './error-problem.ts'
import { identifyFile } from './file-identity.ts'
import { refuse } from './import-refusal.ts'
import type { CsvDialect } from './imported.ts'

/** The beginning of a text file as it would be read. */
export interface TextPreview {
  readonly dialect: CsvDialect
  /** The first records, the header's and what stands above it included. */
  readonly records: readonly (readonly string[])[]
}

const previewRecords = 100

/**
 * Shows how a text file would be read, with the parts of the dialect that the user has chosen; the rest is guessed.
 * It takes no longer for a large file but for one look at whether all of it is valid UTF-8.
 */
export async function previewText(
  path: string,
  chosen: Partial<CsvDialect> = {},
): Promise<Result<TextPreview>> {
  const file = basename(path)
  try {
    const { kind } = await detectFileKind(path, file)
    if (kind !== 'text') refuse(notAWorkbook(file, 'not a plain text file'))
    const { isUtf8 } = await identifyFile(path, true)
    const { dialect, records } = await sampleText(path, isUtf8, chosen)
    return succeed({ dialect, records: records.slice(0, previewRecords) })
  } catch (error) {
    return fail(problemOfError(error, file))
  }
}
