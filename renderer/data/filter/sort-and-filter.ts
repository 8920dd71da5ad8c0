import type { ColumnFilter, SheetView } from '#shared/contract/sheet.ts'
import type { ColumnId } from '#shared/domain/ids.ts'

/** The sort with a column as its only key, or with `further` as one more (or turned round where it is one already). */
export function sortedBy(
  sort: SheetView['sort'],
  column: ColumnId,
  descending: boolean,
  further: boolean,
): SheetView['sort'] {
  const key = { column, descending }
  if (!further) return [key]
  return sort.some((known) => known.column === column)
    ? sort.map((known) => (known.column === column ? key : known))
    : [...sort, key]
}

/** Filters with those of one column replaced; none clears the column. */
export const filteredBy = (
  filters: readonly ColumnFilter[],
  column: ColumnId,
  own: readonly ColumnFilter[],
): ColumnFilter[] => [...filters.filter((filter) => filter.column !== column), ...own]
