import type { FileHandle } from 'node:fs/promises'
import type { NamedArea, SheetState } from '#shared/domain/sheet.ts'
import { damagedFile } from '#shared/issues/damaged-file.ts'
import { encryptedFile } from '#shared/issues/encrypted-file.ts'
import type { ImportLimits } from '../import-limits.ts'
import { refuse } from '../import-refusal.ts'
import type { RowChunk } from '../row-chunk.ts'
import {
  noDetails,
  type SheetDetails,
  type SheetReader,
  type SourceColumn,
  type WorkbookReader,
} from '../workbook-reader.ts'
import { readElements, scanPart } from '../xlsx/part-reader.ts'
import { parseReference } from '../xlsx/workbook-part.ts'
import type { ZipArchive, ZipEntry } from '../xlsx/zip-archive.ts'
import { createContentScan, type OdsTable } from './content-scanner.ts'
import { excelName, excelReference } from './defined-name.ts'
import { readOdsOutline } from './ods-outline.ts'

/**
 * Opens an OpenDocument spreadsheet. All its sheets stand in one part, which is streamed once for their names and
 * once for their cells; the sheets' rows must therefore be read in order.
 */
export async function readOds(
  zip: ZipArchive,
  handle: FileHandle,
  limits: ImportLimits,
  signal?: AbortSignal,
): Promise<WorkbookReader> {
  await refuseEncrypted(zip, limits)
  const entry = zip.find('content.xml')
  if (entry === undefined) refuse(damagedFile(zip.file, 'its content is missing'))
  const outline = await readOdsOutline(zip, entry, limits, signal)
  const content = streamContent(zip, entry, limits, signal)
  const sheets = outline.sheets.map(({ name, state }, index) => sheetReader(content, index, name, state))
  const namedAreas = outline.names.flatMap(({ name, kind, body }): NamedArea[] => {
    const area = kind === 'range' ? parseReference(excelReference(body)) : undefined
    return area === undefined ? [] : [{ name, kind: 'range', ...area }]
  })
  return {
    format: 'ods',
    date1904: outline.date1904,
    sheets,
    namedAreas,
    definedNames: outline.names.flatMap((name) => excelName(name) ?? []),
    problems: [],
    async close() {
      await content.stop()
      await handle.close()
    },
  }
}

async function refuseEncrypted(zip: ZipArchive, limits: ImportLimits): Promise<void> {
  const manifest = zip.find('META-INF/manifest.xml')
  if (manifest === undefined) return
  await readElements(zip, manifest, limits.partBytes, {
    open({ name }) {
      if (name === 'encryption-data') refuse(encryptedFile(zip.file))
    },
  })
}

interface ContentStream {
  rows(index: number): AsyncGenerator<RowChunk>
  table(index: number): OdsTable | undefined
  readonly fraction: number
  stop(): Promise<void>
}

function streamContent(
  zip: ZipArchive,
  entry: ZipEntry,
  limits: ImportLimits,
  signal: AbortSignal | undefined,
): ContentStream {
  const scan = createContentScan(limits.formulas, limits.repeatedCells)
  const pieces = scanPart(zip, entry, limits.sheetBytes, scan.handler, signal)
  let done = 0
  const advance = async (): Promise<boolean> => {
    const next = await pieces.next()
    if (next.done === true) return false
    done = next.value
    return true
  }
  return {
    async *rows(index) {
      for (;;) {
        const table = scan.tables[index]
        yield* table?.chunks.splice(0) ?? []
        if (table?.isDone === true || !(await advance())) break
      }
      yield* scan.tables[index]?.chunks.splice(0) ?? []
    },
    table: (index) => scan.tables[index],
    get fraction() {
      return entry.bytes === 0 ? 1 : done / entry.bytes
    },
    async stop() {
      await pieces.return(0)
    },
  }
}

function sheetReader(content: ContentStream, index: number, name: string, state: SheetState): SheetReader {
  const details = (): SheetDetails => {
    const table = content.table(index)
    if (table === undefined) return noDetails
    const { formulas, notes, mergedAreas, hiddenRows } = table
    const columns = new Map<number, SourceColumn>(
      [...table.hiddenColumns].map((column) => [column, { hidden: true }]),
    )
    return { ...noDetails, formulas, notes, mergedAreas, hiddenRows, columns }
  }
  return { name, state, rows: () => content.rows(index), details, fraction: () => content.fraction }
}
