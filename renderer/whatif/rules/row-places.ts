/** Rows that stand together in a view, both ends included. */
export interface RowPlaces {
  readonly first: number
  readonly last: number
}

/** The rows of areas as places that do not overlap, in order. */
export function rowPlaces(
  areas: readonly { readonly firstRow: number; readonly lastRow: number }[],
): RowPlaces[] {
  const sorted = areas
    .map(({ firstRow, lastRow }) => ({ first: firstRow, last: lastRow }))
    .filter(({ first, last }) => last >= first)
    .sort((a, b) => a.first - b.first)
  const merged: RowPlaces[] = []
  for (const place of sorted) {
    const before = merged.at(-1)
    if (before === undefined || place.first > before.last + 1) merged.push(place)
    else merged[merged.length - 1] = { first: before.first, last: Math.max(before.last, place.last) }
  }
  return merged
}
