import { cellKindCode } from '#shared/domain/cell.ts'
import { tooLargeFile } from '#shared/issues/too-large-file.ts'
import { refuse } from '../import-refusal.ts'
import { createChunkBuilder, type RowChunk } from '../row-chunk.ts'

/** Row, column and what stands there; later cells of the same address win. */
type Row = Map<number, { readonly kind: number; readonly number: number; readonly text: string | undefined }>

/**
 * Puts the rows of a sheet in order, for the rare program that does not. They must all be held for that, so there is
 * a limit to their cells.
 */
export async function* sortRows(
  chunks: AsyncIterable<RowChunk>,
  limit: number,
  file: string,
  sheet: string,
): AsyncGenerator<RowChunk> {
  const rows = new Map<number, Row>()
  let cells = 0
  for await (const chunk of chunks) {
    for (let index = 0; index < chunk.rowCount; index++) cells += keepRow(rows, chunk, index)
    if (cells > limit) {
      refuse(
        tooLargeFile(
          file,
          `the rows of “${sheet}” stand out of order and have more than ${limit.toLocaleString('en-US')} cells`,
          {
            sheet,
          },
        ),
      )
    }
  }
  const builder = createChunkBuilder()
  for (const number of [...rows.keys()].sort((a, b) => a - b)) {
    if (builder.isFull()) yield builder.take()
    builder.startRow(number)
    for (const [column, { kind, number: value, text }] of rows.get(number) ?? []) {
      if (text === undefined) builder.putNumber(column, kind, value)
      else builder.putText(column, kind, text)
    }
  }
  if (builder.rowCount > 0) yield builder.take()
}

function keepRow(rows: Map<number, Row>, chunk: RowChunk, index: number): number {
  const number = chunk.rowNumbers[index] ?? 0
  const row: Row = rows.get(number) ?? new Map()
  rows.set(number, row)
  const before = row.size
  chunk.columns.forEach((column, at) => {
    const kind = column?.kinds[index] ?? cellKindCode.blank
    if (column === undefined || kind === cellKindCode.blank) return
    const isText = kind === cellKindCode.text || kind === cellKindCode.error
    row.set(at + 1, {
      kind,
      number: column.numbers[index] ?? 0,
      text: isText ? (column.texts[index] ?? '') : undefined,
    })
  })
  return row.size - before
}
