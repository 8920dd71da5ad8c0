import { rowId } from '#shared/domain/ids.ts'
import type { TextChange } from '../change-texts.ts'
import type { CalculatedCell } from './calculate.ts'
import type { ChangedPlaces } from './dirty-formulas.ts'
import type { SheetPlaces } from './sheet-places.ts'
import { keyOf, type SourceCell } from './source-cell.ts'
import type { StaleCell } from './stale-cells.ts'

/** Marks that come and go: of the cells worked out, and of cells that the change itself gave a value. */
export function staleChanges(
  stale: readonly StaleCell[],
  calculated: readonly CalculatedCell[],
  changed: ChangedPlaces,
  places: SheetPlaces,
): TextChange[] {
  const before = new Map(
    stale.flatMap((cell) => {
      const place = places.cellOf(cell)
      return place === undefined ? [] : [[keyOf(place), cell] as const]
    }),
  )
  const after = new Map<string, { readonly cell: SourceCell; readonly reason: string | undefined }>()
  for (const cell of changed.cells) after.set(keyOf(cell), { cell, reason: undefined })
  for (const cell of calculated) after.set(keyOf(cell), { cell, reason: cell.stale })
  return [...after].flatMap(([key, { cell, reason }]): TextChange[] => {
    const was = before.get(key)?.reason
    const ids = places.idsOf(cell)
    if (was === reason || ids === undefined) return []
    return [
      {
        ...ids,
        row: rowId(cell.row),
        ...(was === undefined ? {} : { before: was }),
        ...(reason === undefined ? {} : { after: reason }),
      },
    ]
  })
}
