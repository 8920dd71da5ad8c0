import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import type { Affected } from './journal/affected.ts'

interface SheetRevisions {
  rows: number
  cells: number
  readonly columns: Map<ColumnId, number>
}

/** For each sheet the revision at which its rows and each of its columns last changed. */
export interface ContentRevisions {
  /** Without `affected`, everything has changed. */
  readonly note: (revision: number, affected: Affected | undefined) => void
  /** When sheets were last read anew or removed: an id may mean another row since. */
  readonly replacedAt: () => number
  /**
   * When a sheet's rows, or cells of the given columns, last changed: what was worked out from them since then is good.
   * Without columns: any cells.
   */
  readonly revisionOf: (sheet: SheetId, columns?: readonly ColumnId[]) => number
}

export function contentRevisions(first: number): ContentRevisions {
  const sheets = new Map<SheetId, SheetRevisions>()
  let everything = first
  return {
    note(revision, affected) {
      if (affected === undefined) everything = revision
      for (const [id, { rows, columns }] of affected ?? []) {
        const known = sheets.get(id) ?? { rows: first, cells: first, columns: new Map<ColumnId, number>() }
        sheets.set(id, known)
        if (rows) known.rows = revision
        known.cells = revision
        for (const column of columns) known.columns.set(column, revision)
      }
    },
    replacedAt: () => everything,
    revisionOf(sheet, columns) {
      const known = sheets.get(sheet)
      if (known === undefined) return everything
      const cells =
        columns === undefined ? [known.cells] : columns.map((column) => known.columns.get(column) ?? first)
      return Math.max(everything, known.rows, ...cells)
    },
  }
}
