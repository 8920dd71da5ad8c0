import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import type { SourceCell } from './source-cell.ts'
import type { StaleCell } from './stale-cells.ts'

/** From a cell of the source to the store's ids, and back. */
export interface SheetPlaces {
  readonly idsOf: (cell: SourceCell) => { readonly sheet: SheetId; readonly column: ColumnId } | undefined
  readonly cellOf: (cell: StaleCell) => SourceCell | undefined
}

export function sheetPlaces(sheets: readonly StoredSheet[]): SheetPlaces {
  const columns = new Map<string, { sheet: SheetId; column: ColumnId }>()
  const names = new Map<string, SourceCell>()
  for (const { info, originalName, columns: all } of sheets)
    for (const { id, sourceColumn } of all.values()) {
      if (sourceColumn === undefined) continue
      columns.set(`${originalName}/${sourceColumn}`, { sheet: info.id, column: id })
      names.set(`${info.id}/${id}`, { sheet: originalName, row: 0, column: sourceColumn })
    }
  return {
    idsOf: ({ sheet, column }) => columns.get(`${sheet}/${column}`),
    cellOf: ({ sheet, column, row }) => {
      const place = names.get(`${sheet}/${column}`)
      return place === undefined ? undefined : { ...place, row }
    },
  }
}
