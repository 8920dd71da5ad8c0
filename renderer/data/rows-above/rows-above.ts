import type { ReplyOf } from '#shared/contract/index.ts'

export type CellAbove = ReplyOf<'sheet.preamble'>['cells'][number]

export interface RowAbove {
  readonly number: number
  /** By the column that they stand in, 1-based in the source. */
  readonly cells: ReadonlyMap<number, CellAbove>
}

export interface RowsAbove {
  readonly rows: readonly RowAbove[]
  /** The columns that any of the rows uses, ascending. */
  readonly columns: readonly number[]
}

/** The filled rows above a sheet's header row, from the cells that are kept of them and of the header. */
export function rowsAbove(cells: readonly CellAbove[], headerRow: number): RowsAbove {
  const rows = new Map<number, Map<number, CellAbove>>()
  const columns = new Set<number>()
  for (const cell of cells) {
    const { row, column } = cell
    if (row >= headerRow || cell.value.kind === 'blank') continue
    const known = rows.get(row) ?? new Map<number, CellAbove>()
    rows.set(row, known.set(column, cell))
    columns.add(column)
  }
  const ascending = (one: number, other: number) => one - other
  return {
    rows: [...rows.keys()]
      .sort(ascending)
      .map((number) => ({ number, cells: rows.get(number) ?? new Map() })),
    columns: [...columns].sort(ascending),
  }
}
