import { cellKindCode } from '#shared/domain/cell.ts'

/**
 * A run of consecutive rows of a sheet as columns. `columns[i]` belongs to source column i + 1 and is undefined
 * where none of these rows has a cell there. The arrays may be longer than `rowCount`; what lies beyond is not data.
 * A cell is read as in `CellColumn` of the domain.
 */
export interface RowChunk {
  readonly rowCount: number
  /** 1-based source row numbers, ascending; rows without cells are left out. */
  readonly rowNumbers: Uint32Array<ArrayBuffer>
  readonly columns: readonly (ChunkColumn | undefined)[]
}

export interface ChunkColumn {
  readonly kinds: Uint8Array<ArrayBuffer>
  readonly numbers: Float64Array<ArrayBuffer>
  /** Filled only where the kind is text or error. */
  readonly texts: (string | undefined)[]
  /** Bit 1 << kind is set for each kind that occurs. */
  kindsSeen: number
}

const firstCapacity = 128
const largestCapacity = 2048
/** Slots (rows x columns) that a chunk should not exceed, so that 16,384 columns do not take gigabytes. */
const slotBudget = 1_000_000

/** Collects cells in any column order, one row after the other, and hands out full chunks. */
export interface ChunkBuilder {
  startRow(row: number): void
  putNumber(column: number, kind: number, value: number): void
  putText(column: number, kind: number, text: string): void
  /** Rows so far, with the one that is open. */
  readonly rowCount: number
  isFull(): boolean
  take(): RowChunk
}

export function createChunkBuilder(): ChunkBuilder {
  let capacity = firstCapacity
  let rowCount = 0
  let rowNumbers = new Uint32Array(capacity)
  let columns: (ChunkColumn | undefined)[] = []
  let columnCount = 0

  const columnAt = (column: number): ChunkColumn => {
    const existing = columns[column - 1]
    if (existing !== undefined) return existing
    const created: ChunkColumn = {
      kinds: new Uint8Array(capacity),
      numbers: new Float64Array(capacity),
      texts: new Array(capacity),
      kindsSeen: 0,
    }
    while (columns.length < column - 1) columns.push(undefined)
    columns[column - 1] = created
    columnCount += 1
    return created
  }

  return {
    get rowCount() {
      return rowCount
    },
    startRow(row) {
      // A row without cells before this one left its place unused.
      rowNumbers[rowCount] = row
      rowCount += 1
    },
    putNumber(column, kind, value) {
      const target = columnAt(column)
      target.kinds[rowCount - 1] = kind
      target.numbers[rowCount - 1] = value
      target.kindsSeen |= 1 << kind
    },
    putText(column, kind, text) {
      const target = columnAt(column)
      target.kinds[rowCount - 1] = kind
      target.texts[rowCount - 1] = text
      target.kindsSeen |= 1 << kind
    },
    isFull: () => rowCount === capacity,
    take() {
      const chunk: RowChunk = { rowCount, rowNumbers, columns }
      capacity = Math.max(
        firstCapacity,
        Math.min(largestCapacity, Math.floor(slotBudget / Math.max(1, columnCount))),
      )
      rowCount = 0
      rowNumbers = new Uint32Array(capacity)
      columns = []
      columnCount = 0
      return chunk
    },
  }
}

/** True where the row has a value that a person would see: anything but blank and empty text. */
export function rowHasValue(chunk: RowChunk, index: number): boolean {
  return chunk.columns.some((column) => column !== undefined && cellHasValue(column, index))
}

function cellHasValue(column: ChunkColumn, index: number): boolean {
  const kind = column.kinds[index]
  if (kind === cellKindCode.blank || kind === undefined) return false
  return kind !== cellKindCode.text || column.texts[index] !== ''
}
