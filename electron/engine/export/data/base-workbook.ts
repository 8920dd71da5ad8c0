/**
 * The workbook that the report is put into: the first source of the Excel family as it was imported, with the sheets of
 * the other sources beside its own, or a fresh workbook where there is none.
 */
import { z } from 'zod'
import type { ExportSheet } from '#shared/contract/export.ts'
import { maximumRow } from '#shared/domain/address.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import { fail, type Problem, type Result, succeed } from '#shared/domain/result.ts'
import type { SourceInfo } from '#shared/domain/sheet.ts'
import { changesToRows } from '../../sheet/changes-to-rows.ts'
import type { Moves } from '../../sheet/formula-text/moves.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { type Connection, readRow } from '../../store/connection.ts'
import { readSourceBytes } from '../../store/source.ts'
import { graft } from '../package/graft.ts'
import { inspectPackage } from '../package/inspect-package.ts'
import type { PackageFormat } from '../package/package-format.ts'
import { type DataPlace, freeSheetName, writtenPlace } from './data-places.ts'
import { placeOriginals } from './restructure-original.ts'
import { type WrittenSheet, writeSheets } from './written-sheets.ts'

export interface BaseWorkbook {
  /** The source whose package it is; undefined for a fresh workbook. */
  readonly source: SourceInfo | undefined
  readonly original: Uint8Array | undefined
  readonly format: PackageFormat
  readonly date1904: boolean
  readonly places: ReadonlyMap<SheetId, DataPlace>
  /** What was done to the original's rows, columns and names of sheets; undefined without an original. */
  readonly moves: Moves | undefined
  readonly written: readonly WrittenSheet[]
  /** Every sheet as it stands before anything is added. */
  readonly sheets: readonly ExportSheet[]
  /** Names of sheets that are taken, in lower case. */
  readonly takenNames: Set<string>
  readonly problems: readonly Problem[]
}

const packageFormats: readonly string[] = ['xlsx', 'xlsm', 'xltx']

/** Decides where every sheet of the project stands; writes nothing yet. */
export async function planBase(
  connection: Connection,
  sources: readonly SourceInfo[],
  sheets: readonly StoredSheet[],
  withDataSheets: boolean,
): Promise<Result<BaseWorkbook>> {
  if (!withDataSheets) return succeed(withoutData(sources, sheets))
  const packaged = sources.find(({ format }) => packageFormats.includes(format))
  const taken = packaged === undefined ? undefined : await takeSource(connection, packaged, sheets)
  if (taken?.ok === false && !cannotBeAddedTo.has(taken.error.code)) return taken
  const source = taken?.ok === true ? packaged : undefined
  const own = taken?.ok === true ? taken.value : undefined
  const overview = own?.overview
  const ownSheets = sheets.filter(({ info }) => info.sourceId === source?.id)

  const takenNames = new Set(overview?.sheets.map(({ name }) => name.toLowerCase()))
  const places = new Map<SheetId, DataPlace>(own?.places)
  const problems: Problem[] = [
    ...(own?.problems ?? []),
    ...(packaged === undefined || taken?.ok !== false ? [] : [writtenAnew(packaged)]),
  ]
  const bySource = new Map(sources.map((each) => [each.id, each]))
  const written: WrittenSheet[] = []
  const listed: ExportSheet[] = (overview?.sheets ?? []).map(({ name }) => ({
    file: source?.name ?? '',
    name,
    ...renameOf(name, ownSheets),
  }))
  for (const sheet of sheets.filter(({ info }) => info.sourceId !== source?.id)) {
    const { name: file = '', format } = bySource.get(sheet.info.sourceId) ?? {}
    const isTooLong = sheet.info.rowCount + Math.max(1, sheet.info.headerRow) > maximumRow
    if (isTooLong) {
      listed.push({ file, name: sheet.info.name, state: 'left out', details: [tooLong] })
      problems.push({
        code: 'too_large',
        severity: 'warning',
        message: `${sheet.info.name} of ${file} is left out: it ${tooLong}.`,
        place: { file, sheet: sheet.info.name },
      })
      continue
    }
    const isNamed = format === 'parquet' || format === 'json'
    const keepsRows = !isNamed && format !== 'csv' && (await hasGapsOnly(connection, sheet))
    const place = writtenPlace(sheet, freeSheetName(sheet.info.name, takenNames), { isNamed, keepsRows })
    places.set(sheet.info.id, place)
    written.push({ sheet, place })
    const rows = `${sheet.info.rowCount.toLocaleString('en-US')} rows of ${file} written as a new sheet`
    listed.push({ file, name: place.name, state: 'added', details: [rows] })
  }
  return succeed({
    source,
    original: own?.bytes,
    format: overview?.format ?? 'xlsx',
    date1904: overview?.date1904 ?? false,
    places,
    moves: own?.moves,
    written,
    sheets: listed,
    takenNames,
    problems: [...problems, ...(overview === undefined ? [] : packageWarnings(overview.isSigned))],
  })
}

/** The source's package with its own sheets placed in it; a failure where it cannot be added to. */
async function takeSource(connection: Connection, source: SourceInfo, sheets: readonly StoredSheet[]) {
  const ownSheets = sheets.filter(({ info }) => info.sourceId === source.id)
  const placed = await placeOriginals(connection, await bytesOf(connection, source), ownSheets)
  if (!placed.ok) return placed
  const overview = await inspectPackage(placed.value.bytes)
  if (!overview.ok) return overview
  return succeed({ ...placed.value, overview: overview.value })
}

/** What is wrong with a package that Tenure reads and Excel would refuse: saving it again there is no way out. */
const cannotBeAddedTo: ReadonlySet<string> = new Set(['not_a_workbook', 'unsupported'])

const writtenAnew = ({ name }: SourceInfo): Problem => ({
  code: 'written_anew',
  severity: 'warning',
  message: `${name} is not a complete Excel workbook: its sheets are written as a new one, without charts, formats and whatever else Tenure does not read.`,
  place: { file: name },
})

/** Whether rows of a workbook's sheet stand as they stood, blank ones between them: then they can be written there. */
async function hasGapsOnly(connection: Connection, sheet: StoredSheet): Promise<boolean> {
  const { insertedRows, deletedRows } = await changesToRows(connection, sheet)
  if (insertedRows.length > 0 || deletedRows.length > 0) return false
  const rows = await readRow(
    connection,
    z.object({ last: z.number().nullable(), moved: z.number() }),
    `SELECT max(row_id) AS last, count(*) FILTER (row_id < above) AS moved
     FROM (SELECT row_id, lag(row_id) OVER (ORDER BY "position") AS above FROM ${sheet.table})`,
  )
  const last = rows?.last ?? 0
  return rows?.moved === 0 && last > sheet.info.headerRow + sheet.info.rowCount && last <= maximumRow
}

/** A sheet of the original, and the name that it had. */
function renameOf(name: string, sheets: readonly StoredSheet[]): Pick<ExportSheet, 'state' | 'details'> {
  const renamed = sheets.find(({ info, originalName }) => info.name === name && originalName !== name)
  if (renamed === undefined) return { state: 'untouched', details: [] }
  return { state: 'annotated', details: [`Renamed, was "${renamed.originalName}"`] }
}

const tooLong = 'has more rows than an Excel sheet can hold'

const withoutData = (sources: readonly SourceInfo[], sheets: readonly StoredSheet[]): BaseWorkbook => ({
  source: undefined,
  original: undefined,
  format: 'xlsx',
  date1904: false,
  places: new Map(),
  moves: undefined,
  written: [],
  sheets: sheets.map(({ info }) => ({
    file: sources.find(({ id }) => id === info.sourceId)?.name ?? '',
    name: info.name,
    state: 'left out',
    details: [],
  })),
  takenNames: new Set(['tenure']),
  problems: [],
})

const packageWarnings = (isSigned: boolean): Problem[] =>
  isSigned
    ? [
        {
          code: 'signature_invalid',
          severity: 'information',
          message: 'The workbook is digitally signed. The signature holds for the original only.',
        },
      ]
    : []

async function bytesOf(connection: Connection, source: SourceInfo): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of readSourceBytes(connection, source.id)) parts.push(part)
  const [first] = parts
  return parts.length === 1 && first !== undefined ? first : Buffer.concat(parts)
}

/** The bytes of the base; undefined where it has no sheet of its own. */
export async function baseBytes(
  connection: Connection,
  base: BaseWorkbook,
  onRows: (rows: number) => void,
): Promise<Result<Uint8Array | undefined>> {
  if (base.written.length === 0) return succeed(base.original)
  const written = await writeSheets(connection, base.written, onRows)
  if (base.original === undefined) return succeed(written)
  const joined = await graft(base.original, { addedSheets: { workbook: written } })
  if (!joined.ok) return fail(joined.error)
  return succeed(Buffer.concat(joined.value.chunks))
}
