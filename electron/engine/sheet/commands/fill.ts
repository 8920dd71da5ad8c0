import { type CellColumn, type CellValue, cellAt } from '#shared/domain/cell.ts'
import { counted } from '#shared/domain/counted.ts'
import { type RowId, rowId } from '#shared/domain/ids.ts'
import { readPlacedCells } from '../block.ts'
import { continueSeries } from '../series.ts'
import { isWholeSheet } from '../view.ts'
import { addPending, type NewCell, startPending, writePending } from '../write-cells.ts'
import { type BlockTarget, writableBlock } from './block-target.ts'
import type { Apply, CommandContext, CommandOf } from './command.ts'
import { addRowsAtEnd } from './insert-rows.ts'

/** Fills a block from the rows or columns at the side that the direction leads away from. */
export const fill: Apply<'fill'> = async (context, command) => {
  const resolved = await writableBlock(context, command.target)
  if (!resolved.ok) return resolved
  const target = resolved.value
  const addedRow = await addMissingRows(context, command, target)
  const { rowIds, columns } = await readPlacedCells(context.connection, target.rows, target.columns)
  await startPending(context.connection)
  await addPending(context.connection, filledCells(command, target, rowIds, columns))
  const count = await writePending(context, target.sheet)
  return {
    ok: true,
    value: {
      label: `fill of ${counted(count, 'cell')}`,
      sheet: target.sheet.info.id,
      cells: count,
      addedRow,
    },
  }
}

/** In the sheet's own order a fill may go on below the last row; returns the first row that it added. */
async function addMissingRows(
  context: CommandContext,
  { target: { view, firstRow, rowCount } }: CommandOf<'fill'>,
  { sheet }: BlockTarget,
): Promise<RowId | undefined> {
  if (!isWholeSheet(view)) return undefined
  const [first] = await addRowsAtEnd(context, sheet, firstRow + rowCount - sheet.info.rowCount)
  return first
}

function* filledCells(
  { direction, sourceCount, series }: CommandOf<'fill'>,
  { columns }: BlockTarget,
  rowIds: Float64Array,
  cells: readonly CellColumn[],
): Generator<NewCell> {
  const isVertical = direction === 'down' || direction === 'up'
  const isBackward = direction === 'up' || direction === 'left'
  const lineCount = isVertical ? columns.length : rowIds.length
  const length = isVertical ? rowIds.length : columns.length
  for (let line = 0; line < lineCount; line += 1) {
    // Steps count from the end that the fill starts at.
    const placeOf = (step: number) => {
      const along = isBackward ? length - 1 - step : step
      return isVertical ? { row: along, column: line } : { row: line, column: along }
    }
    const source = Array.from({ length: Math.min(sourceCount, length) }, (_, step) => {
      const { row, column } = placeOf(step)
      return valueAt(cells, row, column)
    })
    const valueAtStep = series ? continueSeries(source) : (step: number) => source[step % source.length]
    for (let step = source.length; step < length; step += 1) {
      const { row, column } = placeOf(step)
      const id = columns[column]?.id
      const value = valueAtStep(step)
      if (id !== undefined && value !== undefined) yield { row: rowId(rowIds[row] ?? 0), column: id, value }
    }
  }
}

function valueAt(cells: readonly CellColumn[], row: number, column: number): CellValue {
  const found = cells[column]
  return found === undefined ? { kind: 'blank' } : cellAt(found, row)
}
