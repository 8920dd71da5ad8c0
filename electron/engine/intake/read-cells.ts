import { basename, parse } from 'node:path'
import { type CellValue, cellAt, cellKindCode } from '#shared/domain/cell.ts'
import { fail, type Problem, type Result, succeed } from '#shared/domain/result.ts'
import type { SheetState } from '#shared/domain/sheet.ts'
import { emptyFile } from '#shared/issues/empty-file.ts'
import { importCancelled } from '#shared/issues/import-cancelled.ts'
import { unsupportedFile } from '#shared/issues/unsupported-file.ts'
import { gunzipFile } from './csv/gunzip-file.ts'
import { sampleText } from './csv/import-text.ts'
import { textRecords } from './csv/normalize-text.ts'
import { createStagingArea, type StagingArea } from './csv/staged-file.ts'
import { textToCell } from './csv/text-value.ts'
import { detectFileKind } from './detect-format.ts'
import { problemOfError } from './error-problem.ts'
import { identifyFile } from './file-identity.ts'
import { defaultImportLimits, type ImportLimits } from './import-limits.ts'
import { refuse } from './import-refusal.ts'
import type { CsvDialect } from './imported.ts'
import { openWorkbook } from './open-workbook.ts'
import type { RowChunk } from './row-chunk.ts'
import { readSheetBySheet } from './sheet-by-sheet.ts'

/** Called as the file is read: once a sheet, then for each of its cells, row by row and from left to right. */
export interface CellVisitor {
  sheet(name: string, state: SheetState): void
  cell(row: number, column: number, value: CellValue): void
}

export interface ReadCellsRequest {
  readonly path: string
  readonly displayName?: string
  readonly dialect?: Partial<CsvDialect>
  readonly signal?: AbortSignal
  readonly limits?: ImportLimits
}

/**
 * Every cell of every sheet that is neither blank nor empty text, straight from the reader: title rows and header
 * included, nothing stored. Gives the problems that were met on the way.
 */
export async function readCells(
  request: ReadCellsRequest,
  visitor: CellVisitor,
): Promise<Result<readonly Problem[]>> {
  const file = request.displayName ?? basename(request.path)
  const staging = createStagingArea(undefined)
  try {
    return succeed(await visitFile(request, file, request.path, staging, visitor))
  } catch (error) {
    return fail(request.signal?.aborted === true ? importCancelled(file) : problemOfError(error, file))
  } finally {
    await staging.dispose()
  }
}

async function visitFile(
  request: ReadCellsRequest,
  file: string,
  path: string,
  staging: StagingArea,
  visitor: CellVisitor,
): Promise<readonly Problem[]> {
  const limits = request.limits ?? defaultImportLimits
  const { signal } = request
  const detected = await detectFileKind(path, file)
  if (detected.kind === 'empty') refuse(emptyFile(file))
  if (detected.kind === 'parquet' || detected.kind === 'json') {
    refuse(
      unsupportedFile(file, `a ${detected.kind === 'json' ? 'JSON' : 'Parquet'} file has columns, not cells`),
    )
  }
  if (detected.kind === 'gzip') {
    const unpacked = staging.reserve('.txt')
    await gunzipFile(path, unpacked, file, limits, signal)
    return visitFile(request, file.replace(/\.gz$/i, ''), unpacked, staging, visitor)
  }
  if (detected.kind === 'text') {
    await visitText(request, file, path, visitor)
    return []
  }
  const reader = await openWorkbook(detected, {
    path,
    file,
    limits,
    ...(signal === undefined ? {} : { signal }),
  })
  try {
    const { values, problems } = await readSheetBySheet(
      reader.sheets,
      async (sheet) => {
        let rows = 0
        visitor.sheet(sheet.name, sheet.state)
        for await (const chunk of sheet.rows(signal === undefined ? {} : { signal })) {
          rows += chunk.rowCount
          visitChunk(chunk, visitor)
        }
        return { rows, problems: sheet.details().problems }
      },
      ({ rows }) => rows > 0,
      async () => {},
    )
    return [...reader.problems, ...problems, ...values.flatMap((sheet) => sheet.problems)]
  } finally {
    await reader.close()
  }
}

function visitChunk(chunk: RowChunk, visitor: CellVisitor): void {
  for (let index = 0; index < chunk.rowCount; index++) {
    const row = chunk.rowNumbers[index] as number
    for (let at = 0; at < chunk.columns.length; at++) {
      const column = chunk.columns[at]
      if (column === undefined || column.kinds[index] === cellKindCode.blank) continue
      const value = cellAt(column, index)
      if (value.kind !== 'text' || value.value !== '') visitor.cell(row, at + 1, value)
    }
  }
}

async function visitText(
  request: ReadCellsRequest,
  file: string,
  path: string,
  visitor: CellVisitor,
): Promise<void> {
  const { isUtf8 } = await identifyFile(path, true, request.signal)
  const sample = await sampleText(path, isUtf8, request.dialect ?? {})
  visitor.sheet(parse(file).name, 'visible')
  let row = 0
  for await (const records of textRecords(path, sample, request.signal)) {
    for (const record of records) {
      row += 1
      record.forEach((text, at) => {
        const value = textToCell(text, sample.dialect.decimalMark)
        if (value.kind !== 'blank') visitor.cell(row, at + 1, value)
      })
    }
  }
}
