import type { ColumnId, RowId } from '#shared/domain/ids.ts'
import { readSheets, type StoredSheet } from '../../store/catalog.ts'
import type { Connection } from '../../store/connection.ts'
import type { Project } from '../../store/project.ts'
import { formulaSet } from './formula-set.ts'
import { formulasInForce } from './in-force.ts'
import { sheetPlaces } from './sheet-places.ts'

/** How many of a workbook's formulas read any of the cells of one of its sheets by an address or a range. */
export async function countReaders(
  project: Project,
  connection: Connection,
  { info }: StoredSheet,
  cells: readonly { readonly row: RowId; readonly column: ColumnId }[],
): Promise<number> {
  const sheets = (await readSheets(connection)).filter((sheet) => sheet.info.sourceId === info.sourceId)
  const set = await formulaSet(project, connection, info.sourceId, sheets)
  if (set === undefined) return 0
  const { isInForce } = await formulasInForce(connection, sheets)
  const { cellOf } = sheetPlaces(sheets)
  const search = set.reads.search()
  const readers = cells.flatMap((cell) => {
    const place = cellOf({ sheet: info.id, ...cell })
    return place === undefined ? [] : search.readersOf(place.sheet, place.row, place.column)
  })
  return readers.filter((number) => {
    const formula = set.formulas[number]
    return formula !== undefined && isInForce(formula)
  }).length
}
