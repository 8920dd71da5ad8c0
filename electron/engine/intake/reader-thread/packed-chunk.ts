import type { ChunkColumn, RowChunk } from '../row-chunk.ts'

/**
 * A row chunk on its way from one thread to another: its numbers change hands without a copy, and a text that stands
 * in many cells of a column travels once.
 */
export interface PackedChunk {
  readonly rowCount: number
  readonly rowNumbers: Uint32Array<ArrayBuffer>
  readonly columns: readonly (PackedColumn | undefined)[]
}

interface PackedColumn {
  readonly kinds: Uint8Array<ArrayBuffer>
  readonly numbers: Float64Array<ArrayBuffer>
  readonly kindsSeen: number
  /** The different texts, and for each row the place of its text among them, counted from 1; 0 where there is none. */
  readonly texts: readonly string[]
  readonly textAt: Uint16Array<ArrayBuffer>
}

/** The chunk, and what of it is handed over and cannot be used here any more. */
export function packChunk(chunk: RowChunk): { packed: PackedChunk; handedOver: ArrayBuffer[] } {
  const columns = chunk.columns.map((column) =>
    column === undefined ? undefined : packColumn(column, chunk.rowCount),
  )
  const buffers = columns.flatMap((column) =>
    column === undefined ? [] : [column.kinds.buffer, column.numbers.buffer, column.textAt.buffer],
  )
  const { rowCount, rowNumbers } = chunk
  return { packed: { rowCount, rowNumbers, columns }, handedOver: [rowNumbers.buffer, ...buffers] }
}

function packColumn({ kinds, numbers, kindsSeen, texts }: ChunkColumn, rowCount: number): PackedColumn {
  const places = new Map<string, number>()
  const textAt = new Uint16Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    const text = texts[row]
    if (text === undefined) continue
    const place = places.get(text) ?? places.size + 1
    if (place > places.size) places.set(text, place)
    textAt[row] = place
  }
  return { kinds, numbers, kindsSeen, texts: [...places.keys()], textAt }
}

export function unpackChunk({ rowCount, rowNumbers, columns }: PackedChunk): RowChunk {
  return {
    rowCount,
    rowNumbers,
    columns: columns.map((column) => (column === undefined ? undefined : unpackColumn(column))),
  }
}

function unpackColumn({ kinds, numbers, kindsSeen, texts, textAt }: PackedColumn): ChunkColumn {
  const unpacked: (string | undefined)[] = new Array(texts.length === 0 ? 0 : textAt.length)
  for (let row = 0; row < unpacked.length; row++) {
    const place = textAt[row] as number
    unpacked[row] = place === 0 ? undefined : texts[place - 1]
  }
  return { kinds, numbers, kindsSeen, texts: unpacked }
}
