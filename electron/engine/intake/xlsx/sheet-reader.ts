import type { Problem } from '#shared/domain/result.ts'
import type { NamedArea, SheetState } from '#shared/domain/sheet.ts'
import { coveredCells } from '#shared/issues/covered-cells.ts'
import { formulasLeftOut } from '#shared/issues/formulas-left-out.ts'
import { formulasWithoutValue } from '#shared/issues/formulas-without-value.ts'
import { unreadableCells } from '#shared/issues/unreadable-cells.ts'
import type { ImportLimits } from '../import-limits.ts'
import type { ImportedNote } from '../imported.ts'
import type { RowChunk } from '../row-chunk.ts'
import { noDetails, type SheetDetails, type SheetReader, type SourceColumn } from '../workbook-reader.ts'
import { createMergedCover } from './merged-cover.ts'
import { readNotes, readThreads } from './notes.ts'
import { orElse } from './part-fallback.ts'
import { scanPart } from './part-reader.ts'
import { readRelationships } from './relationships.ts'
import { readSheetOutline, type SheetOutline } from './sheet-outline.ts'
import { createSheetScan, type SheetScan } from './sheet-scanner.ts'
import { sortRows } from './sort-rows.ts'
import type { CellStyles } from './styles.ts'
import { readTable } from './tables.ts'
import type { ZipArchive, ZipEntry } from './zip-archive.ts'

/** What the sheets of one workbook share. */
export interface WorkbookContext {
  readonly zip: ZipArchive
  readonly limits: ImportLimits
  readonly date1904: boolean
  readonly sharedStrings: readonly string[]
  readonly styles: CellStyles
  readonly persons: ReadonlyMap<string, string>
  /** Tables are added as the sheets are read. */
  readonly namedAreas: NamedArea[]
  readonly formulasKept: { count: number }
}

export function createSheetReader(
  context: WorkbookContext,
  name: string,
  state: SheetState,
  entry: ZipEntry | undefined,
): SheetReader {
  let details: SheetDetails = noDetails
  let done = 0
  let total = 0
  async function* rows(signal?: AbortSignal): AsyncGenerator<RowChunk> {
    if (entry === undefined) return
    const { zip, limits } = context
    const outline = await readSheetOutline(zip, entry, limits, signal)
    total = outline.bytes
    details = outline.frozen === undefined ? noDetails : { ...noDetails, frozen: outline.frozen }
    const scan = createSheetScan({
      sharedStrings: context.sharedStrings,
      dateStyles: context.styles.dateStyles,
      date1904: context.date1904,
      cover: createMergedCover(outline.mergedAreas),
      formulaLimit: limits.formulas - context.formulasKept.count,
    })
    const chunks = scanChunks(
      scan,
      scanPart(zip, entry, limits.sheetBytes, scan.handler, signal),
      (bytes) => {
        done = bytes
      },
    )
    if (outline.rowsInOrder) yield* chunks
    else yield* sortRows(chunks, limits.unorderedCells, zip.file, name)
    context.formulasKept.count += scan.formulas.length
    details = await gatherDetails(context, name, entry, outline, scan)
  }
  return { name, state, rows, details: () => details, fraction: () => (total === 0 ? 0 : done / total) }
}

async function* scanChunks(
  scan: SheetScan,
  pieces: AsyncIterable<number>,
  report: (bytes: number) => void,
): AsyncGenerator<RowChunk> {
  for await (const bytes of pieces) {
    report(bytes)
    yield* scan.take(false)
  }
  yield* scan.take(true)
}

async function gatherDetails(
  context: WorkbookContext,
  name: string,
  entry: ZipEntry,
  outline: SheetOutline,
  scan: SheetScan,
): Promise<SheetDetails> {
  const problems = problemsOf(name, scan)
  const related = await readRelatedParts(context, name, entry, problems)
  return {
    formulas: scan.formulas,
    notes: related,
    mergedAreas: outline.mergedAreas,
    hiddenRows: scan.hiddenRows,
    columns: sourceColumns(outline, scan, context.styles),
    problems,
    ...(outline.frozen === undefined ? {} : { frozen: outline.frozen }),
  }
}

function problemsOf(sheet: string, scan: SheetScan): Problem[] {
  const { unreadable, covered, withoutValue } = scan
  const leftOut = scan.formulasLeftOut()
  const problems: Problem[] = []
  if (unreadable.count > 0) problems.push(unreadableCells(sheet, unreadable.count, unreadable.first))
  if (covered.count > 0) problems.push(coveredCells(sheet, covered.count, covered.first))
  if (withoutValue.count > 0)
    problems.push(formulasWithoutValue(sheet, withoutValue.count, withoutValue.first))
  if (leftOut > 0) problems.push(formulasLeftOut(sheet, leftOut))
  return problems
}

/** Tables go to the workbook's named areas; notes and threads are the result, a thread in place of its placeholder. */
async function readRelatedParts(
  context: WorkbookContext,
  sheet: string,
  entry: ZipEntry,
  problems: Problem[],
): Promise<ImportedNote[]> {
  const { zip, limits, persons } = context
  const notes = new Map<string, ImportedNote>()
  const relationships = await orElse(
    () => readRelationships(zip, entry.name, limits.partBytes),
    [],
    'tables and notes',
    problems,
    sheet,
  )
  const threadsLast = [...relationships].sort(
    (a, b) => Number(a.type === 'threadedComment') - Number(b.type === 'threadedComment'),
  )
  for (const { type, target } of threadsLast) {
    const part = zip.find(target)
    if (part === undefined) continue
    if (type === 'table') {
      const table = await orElse(
        () => readTable(zip, part, limits.partBytes),
        undefined,
        'table',
        problems,
        sheet,
      )
      if (table !== undefined)
        context.namedAreas.push({ name: table.name, kind: 'table', sheet, range: table.range })
    }
    if (type !== 'comments' && type !== 'threadedComment') continue
    const read = () =>
      type === 'comments'
        ? readNotes(zip, part, limits.partBytes)
        : readThreads(zip, part, limits.partBytes, persons)
    for (const note of await orElse(read, [], 'notes', problems, sheet)) {
      if (notes.size < limits.notes) notes.set(`${note.row} ${note.column}`, note)
    }
  }
  return [...notes.values()]
}

/** Width and hidden mark as the sheet states them, and the number format of most cells of each column. */
function sourceColumns(
  outline: SheetOutline,
  scan: SheetScan,
  styles: CellStyles,
): ReadonlyMap<number, SourceColumn> {
  const columns = new Map<number, SourceColumn>()
  for (const [column, counts] of scan.styleCounts) {
    const [style] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))
    const format = styles.formatCodes[style]
    if (format !== undefined && format !== 'General')
      columns.set(column, { hidden: false, numberFormat: format })
  }
  for (const { first, last, width, hidden } of outline.columnRuns) {
    // A run that reaches the edge of the sheet is the look of unused columns.
    for (let column = first; column <= last; column++) {
      if (!scan.styleCounts.has(column)) continue
      columns.set(column, { ...columns.get(column), hidden, ...(width === undefined ? {} : { width }) })
    }
  }
  return columns
}
