/** Where columns that are dragged would go. */
export interface ColumnDrop {
  /** The place of the shown column that they would stand before; the number of columns for the end. */
  readonly before: number
  /** Where the first of them would stand then. */
  readonly first: number
}

/**
 * Dragged onto another column, columns take its place: those between move up. undefined over the dragged ones
 * themselves, where they stay.
 */
export function columnDrop(first: number, last: number, over: number): ColumnDrop | undefined {
  if (over >= first && over <= last) return undefined
  if (over < first) return { before: over, first: over }
  return { before: over + 1, first: over - (last - first) }
}
