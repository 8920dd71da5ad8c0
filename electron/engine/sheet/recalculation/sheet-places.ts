import { type ColumnId, columnId, type SheetId } from '#shared/domain/ids.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import type { SourceCell } from './source-cell.ts'
import type { StaleCell } from './stale-cells.ts'

/** From a cell of the source to the store's ids, and back. */
export interface SheetPlaces {
  readonly idsOf: (cell: SourceCell) => { readonly sheet: SheetId; readonly column: ColumnId } | undefined
  readonly cellOf: (cell: Omit<StaleCell, 'reason'>) => SourceCell | undefined
}

export function sheetPlaces(sheets: readonly StoredSheet[]): SheetPlaces {
  const sheetsByName = new Map(sheets.map((sheet) => [sheet.originalName, sheet.info]))
  const namesById = new Map(sheets.map((sheet) => [sheet.info.id, sheet.originalName]))
  const columns = new Map<string, { sheet: SheetId; column: ColumnId }>()
  const names = new Map<string, SourceCell>()
  for (const { info, originalName, columns: all } of sheets)
    for (const { id, sourceColumn } of all.values()) {
      if (sourceColumn === undefined) continue
      columns.set(`${originalName}/${sourceColumn}`, { sheet: info.id, column: id })
      names.set(`${info.id}/${id}`, { sheet: originalName, row: 0, column: sourceColumn })
    }
  return {
    idsOf: ({ sheet, row, column }) => {
      const info = sheetsByName.get(sheet)
      const known = columns.get(`${sheet}/${column}`)
      // Above the headers cells may stand beside the columns of the table: a column's number is its id there.
      if (known !== undefined || info === undefined || row > info.headerRow) return known
      return { sheet: info.id, column: columnId(column) }
    },
    cellOf: ({ sheet, column, row }) => {
      const place = names.get(`${sheet}/${column}`)
      if (place !== undefined) return { ...place, row }
      const name = namesById.get(sheet)
      return name === undefined ? undefined : { sheet: name, row, column }
    },
  }
}
