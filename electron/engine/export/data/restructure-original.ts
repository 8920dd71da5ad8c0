/** The source's package with rows where they stand in Tenure and sheets under their present names, as far as is safe. */
import { z } from 'zod'
import { groupBy } from '#shared/domain/group-by.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import { fail, type Problem, type Result, succeed } from '#shared/domain/result.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { inspectSheet } from '../package/inspect-package.ts'
import { type Insertion, movedRow } from '../package/restructure/moves.ts'
import { restructure } from '../package/restructure/restructure.ts'
import { type DataPlace, originalPlace } from './data-places.ts'

export interface PlacedOriginal {
  readonly bytes: Uint8Array
  readonly places: ReadonlyMap<SheetId, DataPlace>
  readonly problems: readonly Problem[]
}

interface InsertedRow {
  readonly row: number
  /** The nearest row of the source above it, or the header. */
  readonly above: number
}

export async function placeOriginals(
  connection: Connection,
  original: Uint8Array,
  sheets: readonly StoredSheet[],
): Promise<Result<PlacedOriginal>> {
  const inserted = new Map<SheetId, readonly InsertedRow[]>()
  for (const sheet of sheets) inserted.set(sheet.info.id, await insertedRows(connection, sheet))
  const requests = sheets.flatMap(({ info, originalName }) => {
    const rows = inserted.get(info.id) ?? []
    const renamedTo = info.name === originalName ? {} : { renamedTo: info.name }
    const request = {
      sheet: originalName,
      headerRow: info.headerRow,
      inserted: insertionsOf(rows),
      ...renamedTo,
    }
    return rows.length === 0 && info.name === originalName ? [] : [request]
  })
  const restructured = await restructure(original, requests)
  if (!restructured.ok) return fail(restructured.error)
  const { bytes, refusedRows, refusedNames } = restructured.value
  const places = new Map<SheetId, DataPlace>()
  const problems: Problem[] = []
  for (const sheet of sheets) {
    const { info, originalName } = sheet
    const rows = inserted.get(info.id) ?? []
    const keptName = refusedNames.get(originalName)
    if (keptName !== undefined) problems.push(nameProblem(sheet, keptName))
    const name = keptName === undefined ? info.name : originalName
    const keptRows = refusedRows.get(originalName)
    if (rows.length > 0 && keptRows !== undefined) {
      const room = await inspectSheet(original, originalName)
      const isFree = room.ok && (room.value.usedRange?.lastRow ?? 0) <= sheet.lastImportedRow
      problems.push(rowsProblem(sheet, rows.length, keptRows, isFree))
      places.set(
        info.id,
        originalPlace(sheet, name, (row) => rowBelow(sheet, row, isFree)),
      )
      continue
    }
    places.set(info.id, originalPlace(sheet, name, rowMover(sheet, rows), rows.length > 0))
  }
  return succeed({ bytes, places, problems })
}

const insertedSchema = z.object({ row: z.number(), above: z.number().nullable() })

/** In the order in which they stand. */
async function insertedRows(connection: Connection, sheet: StoredSheet): Promise<readonly InsertedRow[]> {
  const { table, lastImportedRow, info } = sheet
  const rows = await readRows(
    connection,
    insertedSchema,
    `SELECT i.row_id AS row, p.row_id AS above
     FROM (SELECT row_id, position FROM ${table} WHERE row_id > ?) AS i
     ASOF LEFT JOIN (SELECT row_id, position FROM ${table} WHERE row_id <= ?) AS p ON i.position > p.position
     ORDER BY i.position`,
    [lastImportedRow, lastImportedRow],
  )
  return rows.map(({ row, above }) => ({ row, above: above ?? info.headerRow }))
}

const insertionsOf = (rows: readonly InsertedRow[]): Insertion[] =>
  [...groupBy(rows, ({ above }) => above)]
    .map(([above, group]) => ({ above, count: group.length }))
    .sort((one, other) => one.above - other.above)

/** From a row's id to its number once the new rows stand between the others. */
function rowMover(
  { originalName, lastImportedRow }: StoredSheet,
  rows: readonly InsertedRow[],
): (row: number) => number | undefined {
  if (rows.length === 0) return (row) => (row <= lastImportedRow ? row : undefined)
  const moves = { sheet: originalName, inserted: insertionsOf(rows) }
  const places = new Map<number, number>()
  for (const [above, group] of groupBy(rows, (row) => row.above)) {
    group.forEach(({ row }, index) => {
      places.set(row, movedRow(moves, above) + 1 + index)
    })
  }
  return (row) => (row <= lastImportedRow ? movedRow(moves, row) : places.get(row))
}

/** Where rows cannot be moved, new ones stand below all others if there is room, under their ids as numbers. */
const rowBelow = ({ lastImportedRow }: StoredSheet, row: number, isFree: boolean): number | undefined =>
  row <= lastImportedRow || isFree ? row : undefined

function rowsProblem({ originalName }: StoredSheet, count: number, reason: string, isFree: boolean): Problem {
  const rows = count === 1 ? 'The row that was inserted' : `${count} rows that were inserted`
  const message = isFree
    ? `${originalName}: ${rows} ${count === 1 ? 'stands' : 'stand'} below the others: moving rows is not safe, because ${reason}.`
    : `${originalName}: ${rows} ${count === 1 ? 'is' : 'are'} not in the exported sheet: moving rows is not safe, because ${reason}, and other cells stand below.`
  return {
    code: isFree ? 'rows_appended' : 'rows_left_out',
    severity: isFree ? 'information' : 'warning',
    message,
    place: { sheet: originalName },
    count,
  }
}

const nameProblem = ({ originalName, info }: StoredSheet, reason: string): Problem => ({
  code: 'name_kept',
  severity: 'warning',
  message: `${originalName}: the sheet keeps its name; "${info.name}" stands in Tenure only, because ${reason}.`,
  place: { sheet: originalName },
})
