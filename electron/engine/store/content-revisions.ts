import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import type { Affected } from './journal/affected.ts'

interface SheetRevisions {
  rows: number
  cells: number
  readonly columns: Map<ColumnId, number>
}

/** Keeps, for each sheet, the revision at which its rows and each of its columns last changed. */
export function contentRevisions(first: number) {
  const sheets = new Map<SheetId, SheetRevisions>()
  let everything = first
  return {
    /** Without `affected`, everything has changed. */
    note(revision: number, affected: Affected | undefined): void {
      if (affected === undefined) everything = revision
      for (const [id, { rows, columns }] of affected ?? []) {
        const known = sheets.get(id) ?? { rows: first, cells: first, columns: new Map<ColumnId, number>() }
        sheets.set(id, known)
        if (rows) known.rows = revision
        known.cells = revision
        for (const column of columns) known.columns.set(column, revision)
      }
    },
    /** When everything last changed at once, as it does when a file is read: the sheets may be others since. */
    replacedAt: (): number => everything,
    revisionOf(sheet: SheetId, columns?: readonly ColumnId[]): number {
      const known = sheets.get(sheet)
      if (known === undefined) return everything
      const cells =
        columns === undefined ? [known.cells] : columns.map((column) => known.columns.get(column) ?? first)
      return Math.max(everything, known.rows, ...cells)
    },
  }
}
