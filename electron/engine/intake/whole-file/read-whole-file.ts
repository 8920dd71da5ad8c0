import { readFile, stat } from 'node:fs/promises'
import type { SourceFormat } from '#shared/domain/sheet.ts'
import { tooLargeFile } from '#shared/issues/too-large-file.ts'
import { refuse } from '../import-refusal.ts'
import type { OpenRequest } from '../open-workbook.ts'
import type { WorkbookReader } from '../workbook-reader.ts'
import { convertWorkbook } from './convert-workbook.ts'

/** Reads a .xls, .xlsb or .ods file (or the HTML and XML tables that some programs call .xls), whole, in memory. */
export async function readWholeFile(request: OpenRequest, format: SourceFormat): Promise<WorkbookReader> {
  const { path, file, limits } = request
  if ((await stat(path)).size > limits.wholeFileBytes) {
    refuse(tooLargeFile(file, `.${format} files are read whole, up to ${Math.round(limits.wholeFileBytes / 2 ** 20)} MB`))
  }
  return convertWorkbook(await readFile(path), file, format)
}
