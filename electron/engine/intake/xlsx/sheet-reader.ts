import type { Problem } from '#shared/domain/result.ts'
import type { NamedArea, SheetState } from '#shared/domain/sheet.ts'
import { coveredCells } from '#shared/issues/covered-cells.ts'
import { formulasLeftOut } from '#shared/issues/formulas-left-out.ts'
import { formulasWithoutValue } from '#shared/issues/formulas-without-value.ts'
import { longTexts } from '#shared/issues/long-texts.ts'
import { unreadableCells } from '#shared/issues/unreadable-cells.ts'
import { unsafeFile } from '#shared/issues/unsafe-file.ts'
import type { ImportLimits } from '../import-limits.ts'
import { refuse } from '../import-refusal.ts'
import type { ImportedNote } from '../imported.ts'
import type { RowChunk } from '../row-chunk.ts'
import {
  noDetails,
  type RowsOptions,
  type SheetDetails,
  type SheetReader,
  type SourceColumn,
} from '../workbook-reader.ts'
import { createMergedCover } from './merged-cover.ts'
import { readNotes, readThreads } from './notes.ts'
import { orElse } from './part-fallback.ts'
import { scanPart } from './part-reader.ts'
import { readRelationships } from './relationships.ts'
import {
  createSurroundingsCollector,
  readSheetOutline,
  type SheetOutline,
  type SheetSurroundings,
} from './sheet-outline.ts'
import { createSheetScan, type SheetScan } from './sheet-scanner.ts'
import { sortRows } from './sort-rows.ts'
import type { CellStyles } from './styles.ts'
import { type NativeTable, readTable } from './tables.ts'
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
}

export function createSheetReader(
  context: WorkbookContext,
  name: string,
  state: SheetState,
  entry: ZipEntry | undefined,
): SheetReader {
  let details: SheetDetails = noDetails
  let related: RelatedParts | undefined
  let fraction = 0

  async function* rows({ signal, inOnePass = false }: RowsOptions = {}): AsyncGenerator<RowChunk> {
    if (entry === undefined) return
    const { zip, limits } = context
    related ??= await readRelatedParts(context, name, entry)
    const looksFirst = !inOnePass || entry.bytes <= bytesWorthTwoPasses
    const outline = looksFirst ? await readSheetOutline(zip, entry, limits, signal) : undefined
    details = { ...noDetails, ...related, ...frozenOf(outline) }
    const surroundings = createSurroundingsCollector()
    const scan = createSheetScan({
      sharedStrings: context.sharedStrings,
      dateStyles: context.styles.dateStyles,
      date1904: context.date1904,
      cover: createMergedCover(outline?.mergedAreas ?? []),
      surroundings,
      formulaLimit: limits.formulas,
    })
    const pieces = scanPart(zip, entry, limits.sheetBytes, scan.handler, signal)
    const chunks = scanChunks(scan, pieces, outline === undefined, (bytes) => {
      fraction = bytes / entry.bytes
      if (outline === undefined) details = { ...details, ...frozenOf(surroundings.collected()) }
      refuseTextBomb(context, name, bytes, scan.textCharacters())
    })
    if (outline?.rowsInOrder === false) yield* sortRows(chunks, limits.unorderedCells, zip.file, name)
    else yield* chunks
    const around = outline ?? surroundings.collected()
    details = {
      ...details,
      formulas: scan.formulas,
      mergedAreas: around.mergedAreas,
      hiddenRows: scan.hiddenRows,
      columns: sourceColumns(around, scan, context.styles),
      problems: [...related.problems, ...problemsOf(name, scan)],
      foresight: foresightOf(outline, around, scan),
    }
  }
  return { name, state, rows, details: () => details, fraction: () => fraction }
}

/** Below this a first pass over a sheet takes no time that anyone notices. */
const bytesWorthTwoPasses = 16 * 2 ** 20

function foresightOf(
  outline: SheetOutline | undefined,
  { mergedAreas }: SheetSurroundings,
  scan: SheetScan,
): SheetDetails['foresight'] {
  if (outline !== undefined) return 'full'
  if (!scan.rowsInOrder()) return 'none'
  return mergedAreas.length > 0 ? 'partial' : 'full'
}

const frozenOf = (around: SheetSurroundings | undefined) =>
  around?.frozen === undefined ? {} : { frozen: around.frozen }

/** A few bytes a cell can each stand for a long shared text, and so for gigabytes of it. */
function refuseTextBomb(
  { zip, limits }: WorkbookContext,
  sheet: string,
  bytes: number,
  characters: number,
): void {
  if (characters <= limits.textCharacters || characters <= bytes * limits.textRatio) return
  refuse(
    unsafeFile(zip.file, `the texts of “${sheet}” unpack to more than ${limits.textRatio} times its size`, {
      sheet,
    }),
  )
}

async function* scanChunks(
  scan: SheetScan,
  pieces: AsyncIterable<number>,
  endsAtDisorder: boolean,
  report: (bytes: number) => void,
): AsyncGenerator<RowChunk> {
  for await (const bytes of pieces) {
    report(bytes)
    if (endsAtDisorder && !scan.rowsInOrder()) return
    yield* scan.take(false)
  }
  yield* scan.take(true)
}

function problemsOf(sheet: string, scan: SheetScan): Problem[] {
  const { unreadable, covered, withoutValue, tooLong } = scan.tallies
  const leftOut = scan.formulasLeftOut()
  const problems: Problem[] = []
  if (unreadable.count > 0) problems.push(unreadableCells(sheet, unreadable.count, unreadable.first))
  if (covered.count > 0) problems.push(coveredCells(sheet, covered.count, covered.first))
  if (withoutValue.count > 0)
    problems.push(formulasWithoutValue(sheet, withoutValue.count, withoutValue.first))
  if (tooLong.count > 0) problems.push(longTexts(sheet, tooLong.count, tooLong.first))
  if (leftOut > 0) problems.push(formulasLeftOut(sheet, leftOut))
  return problems
}

interface RelatedParts {
  readonly notes: readonly ImportedNote[]
  readonly problems: readonly Problem[]
  readonly headerRow?: number
}

/** Tables go to the workbook's named areas; of a note and a thread on the same cell the thread stays. */
async function readRelatedParts(
  context: WorkbookContext,
  sheet: string,
  entry: ZipEntry,
): Promise<RelatedParts> {
  const { zip, limits, persons } = context
  const problems: Problem[] = []
  const notes = new Map<string, ImportedNote>()
  const tables: NativeTable[] = []
  const orNothing = <Value>(read: () => Promise<Value>, nothing: Value, what: string) =>
    orElse(read, nothing, what, problems, sheet)
  const relationships = await orNothing(
    () => readRelationships(zip, entry.name, limits.partBytes),
    [],
    'tables and notes',
  )
  const partsOf = (wanted: string) =>
    relationships.flatMap(({ type, target }) => (type === wanted ? (zip.find(target) ?? []) : []))
  for (const part of partsOf('table')) {
    const table = await orNothing(() => readTable(zip, part, limits.partBytes), undefined, 'table')
    if (table !== undefined) tables.push(table)
  }
  const keep = (found: readonly ImportedNote[]): void => {
    for (const note of found) if (notes.size < limits.notes) notes.set(`${note.row} ${note.column}`, note)
  }
  for (const part of partsOf('comments')) {
    keep(await orNothing(() => readNotes(zip, part, limits.partBytes), [], 'notes'))
  }
  for (const part of partsOf('threadedComment')) {
    keep(await orNothing(() => readThreads(zip, part, limits.partBytes, persons), [], 'notes'))
  }
  for (const { name, range, ...table } of tables)
    context.namedAreas.push({ name, kind: 'table', sheet, range, table })
  const headerRow = headerRowOf(tables)
  return { notes: [...notes.values()], problems, ...(headerRow === undefined ? {} : { headerRow }) }
}

/** Rows from the top within which a table's own header row is taken for that of the sheet. */
const lastHeaderRow = 50

/** Where all tables of the sheet begin in one row near its top, that row names the columns. */
function headerRowOf(tables: readonly NativeTable[]): number | undefined {
  const rows = new Set(tables.map(({ range, headerRows }) => (headerRows > 0 ? range.firstRow : 0)))
  const [row = 0] = rows
  return rows.size === 1 && row > 0 && row <= lastHeaderRow ? row : undefined
}

/** Width and hidden mark as the sheet states them, and the number format of most cells of each column. */
function sourceColumns(
  outline: SheetSurroundings,
  scan: SheetScan,
  styles: CellStyles,
): ReadonlyMap<number, SourceColumn> {
  const columns = new Map<number, SourceColumn>()
  const styleCounts = scan.styleCounts()
  for (const [column, counts] of styleCounts) {
    const [style] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))
    const format = styles.formatCodes[style]
    if (format !== undefined && format !== 'General')
      columns.set(column, { hidden: false, numberFormat: format })
  }
  for (const { first, last, width, hidden } of outline.columnRuns) {
    // A run that reaches the edge of the sheet is the look of unused columns.
    for (let column = first; column <= last; column++) {
      if (!styleCounts.has(column)) continue
      columns.set(column, { ...columns.get(column), hidden, ...(width === undefined ? {} : { width }) })
    }
  }
  return columns
}
