/** The source's package with rows and columns where they stand in Tenure and sheets under their present names, as far as is safe. */
import { columnLetters } from '#shared/domain/address.ts'
import { counted } from '#shared/domain/counted.ts'
import { groupBy } from '#shared/domain/group-by.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import { fail, type Problem, type Result, succeed } from '#shared/domain/result.ts'
import { changesToRows, insertionsOf, type RowChanges } from '../../sheet/changes-to-rows.ts'
import { type Moves, movedPosition, type SheetMoves, sheetMoves } from '../../sheet/formula-text/moves.ts'
import { readRelocations } from '../../sheet/formula-text/read-relocations.ts'
import { deletedColumns, type StoredSheet } from '../../store/catalog.ts'
import type { Connection } from '../../store/connection.ts'
import { inspectSheet } from '../package/inspect-package.ts'
import type { Refusals } from '../package/restructure/obstacles.ts'
import { type RestructureRequest, restructure } from '../package/restructure/restructure.ts'
import { type DataPlace, originalPlace } from './data-places.ts'
import { headedColumns } from './headed-columns.ts'

export interface PlacedOriginal {
  readonly bytes: Uint8Array
  readonly places: ReadonlyMap<SheetId, DataPlace>
  /** What was done to rows, columns and names of sheets. */
  readonly moves: Moves
  readonly problems: readonly Problem[]
}

/** What the user did to the rows and columns of a sheet. */
interface Structure extends RowChanges {
  readonly sheet: StoredSheet
  /** Those in which nothing else stands; ascending. */
  readonly deletedColumns: readonly number[]
  /** Deleted ones that hold something above the header, which nobody deleted. */
  readonly headedColumns: readonly number[]
}

export async function placeOriginals(
  connection: Connection,
  original: Uint8Array,
  sheets: readonly StoredSheet[],
): Promise<Result<PlacedOriginal>> {
  const structures = await Promise.all(sheets.map((sheet) => readStructure(connection, sheet)))
  const source = sheets[0]?.info.sourceId
  const relocations = source === undefined ? [] : await readRelocations(connection, source)
  const requests = structures.filter(isRestructured).map(requestOf)
  const restructured = await restructure(original, requests, relocations)
  if (!restructured.ok) return fail(restructured.error)
  const { bytes, moves, refused } = restructured.value
  const places = new Map<SheetId, DataPlace>()
  const problems: Problem[] = []
  for (const structure of structures) {
    const { info, originalName } = structure.sheet
    const reasons = refused.get(originalName) ?? {}
    const isFree = reasons.insertedRows === undefined || (await hasRoomBelow(original, structure.sheet))
    places.set(info.id, placeOf(structure, reasons, isFree))
    problems.push(...problemsOf(structure, reasons, isFree))
  }
  return succeed({ bytes, places, moves, problems })
}

async function readStructure(connection: Connection, sheet: StoredSheet): Promise<Structure> {
  const deleted = deletedColumns(sheet.info.columns, sheet.columns)
  const headed = await headedColumns(connection, sheet)
  return {
    sheet,
    ...(await changesToRows(connection, sheet)),
    deletedColumns: deleted.filter((column) => !headed.has(column)),
    headedColumns: deleted.filter((column) => headed.has(column)),
  }
}

const isRestructured = ({ sheet, insertedRows, deletedRows, deletedColumns }: Structure): boolean =>
  sheet.info.name !== sheet.originalName ||
  [insertedRows, deletedRows, deletedColumns].some(({ length }) => length > 0)

const requestOf = ({
  sheet: { info, originalName },
  insertedRows,
  deletedRows,
  deletedColumns,
}: Structure): RestructureRequest => ({
  sheet: originalName,
  headerRow: info.headerRow,
  insertedRows: insertionsOf(insertedRows),
  deletedRows,
  deletedColumns,
  ...(info.name === originalName ? {} : { renamedTo: info.name }),
})

async function hasRoomBelow(original: Uint8Array, sheet: StoredSheet): Promise<boolean> {
  const room = await inspectSheet(original, sheet.originalName)
  return room.ok && (room.value.usedRange?.lastRow ?? 0) <= sheet.lastImportedRow
}

function placeOf(structure: Structure, refused: Refusals, isFree: boolean): DataPlace {
  const { sheet, insertedRows, deletedRows, deletedColumns } = structure
  const { info, originalName, lastImportedRow } = sheet
  const moves = sheetMoves({
    sheet: originalName,
    insertedRows: refused.insertedRows === undefined ? insertionsOf(insertedRows) : [],
    deletedRows: refused.deletedRows === undefined ? deletedRows : [],
    deletedColumns: refused.deletedColumns === undefined ? deletedColumns : [],
  })
  const inserted = insertedPlaces(insertedRows, moves)
  return originalPlace(sheet, {
    name: refused.renamedTo === undefined ? info.name : originalName,
    hasMovedRows: moves.rows.isMoved,
    rowOf: (row) => {
      if (row <= lastImportedRow) return movedPosition(moves.rows, row)
      if (refused.insertedRows === undefined) return inserted.get(row)
      // Where rows cannot be moved, new ones stand below all others if there is room, under their ids as numbers.
      return isFree ? row : undefined
    },
    columnOf: (column) => movedPosition(moves.columns, column),
  })
}

/** By the ids of the rows, their numbers once they stand between the others. */
function insertedPlaces(rows: RowChanges['insertedRows'], { rows: axis }: SheetMoves): Map<number, number> {
  const places = new Map<number, number>()
  for (const [above, group] of groupBy(rows, (row) => row.above)) {
    const first = axis.before(above + 1) - group.length + 1
    for (const [index, { row }] of group.entries()) places.set(row, first + index)
  }
  return places
}

function problemsOf(structure: Structure, refused: Refusals, isFree: boolean): Problem[] {
  const { sheet, insertedRows, deletedRows, deletedColumns, headedColumns } = structure
  const { originalName, info } = sheet
  const said = (code: string, severity: Problem['severity'], text: string): Problem => ({
    code,
    severity,
    message: `${originalName}: ${text}`,
    place: { sheet: originalName },
  })
  const problems: Problem[] = []
  if (refused.renamedTo !== undefined) {
    const text = `the sheet keeps its name; "${info.name}" stands in Tenure only, because ${refused.renamedTo}.`
    problems.push(said('name_kept', 'warning', text))
  }
  if (refused.insertedRows !== undefined)
    problems.push({
      ...said(
        isFree ? 'rows_appended' : 'rows_left_out',
        isFree ? 'information' : 'warning',
        appendedText(insertedRows.length, refused.insertedRows, isFree),
      ),
      count: insertedRows.length,
    })
  if (refused.deletedRows !== undefined)
    problems.push(
      said('rows_emptied', 'warning', emptiedText(deletedRows.length, 'row', refused.deletedRows)),
    )
  if (refused.deletedColumns !== undefined) {
    const text = emptiedText(deletedColumns.length, 'column', refused.deletedColumns)
    problems.push(said('columns_emptied', 'warning', text))
  }
  for (const column of headedColumns) {
    const text = `column ${columnLetters(column)} is emptied and stays, because other cells stand in it above the headers.`
    problems.push(said('columns_emptied', 'information', text))
  }
  return problems
}

function appendedText(count: number, reason: string, isFree: boolean): string {
  const rows = count === 1 ? 'The row that was inserted' : `${count} rows that were inserted`
  return isFree
    ? `${rows} ${count === 1 ? 'stands' : 'stand'} below the others: moving rows is not safe, because ${reason}.`
    : `${rows} ${count === 1 ? 'is' : 'are'} not in the exported sheet: moving rows is not safe, because ${reason}, and other cells stand below.`
}

const emptiedText = (count: number, one: string, reason: string): string =>
  `${counted(count, `deleted ${one}`)} ${count === 1 ? 'is' : 'are'} emptied and hidden instead of taken out, because ${reason}.`
