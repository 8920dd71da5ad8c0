import { stat } from 'node:fs/promises'
import type { SourceFormat } from '#shared/domain/sheet.ts'
import { tooLargeFile } from '#shared/issues/too-large-file.ts'
import { refuse } from '../import-refusal.ts'
import type { OpenRequest } from '../open-workbook.ts'
import { readInThread } from '../reader-thread/read-in-thread.ts'
import type { WorkbookReader } from '../workbook-reader.ts'

const patience = 120_000

/**
 * Reads a .xls or .xlsb file (or one of the HTML and XML tables that some programs call .xls) whole, in a thread of
 * its own: the library that does it holds everything in memory, and a hostile file must not take the engine along.
 */
export async function readWholeFile(request: OpenRequest, format: SourceFormat): Promise<WorkbookReader> {
  const { path, file, limits, signal } = request
  if ((await stat(path)).size > limits.wholeFileBytes) {
    const megabytes = Math.round(limits.wholeFileBytes / 2 ** 20)
    refuse(tooLargeFile(file, `.${format} files are read whole, up to ${megabytes} MB`))
  }
  const job = { path, file, format, limits }
  return readInThread('read-whole-file', job, { patience, ...(signal === undefined ? {} : { signal }) })
}
