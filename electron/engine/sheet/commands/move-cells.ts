import type { Block } from '#shared/contract/sheet.ts'
import { cellAt } from '#shared/domain/cell.ts'
import { counted } from '#shared/domain/counted.ts'
import { type RowId, rowId } from '#shared/domain/ids.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { StoredColumn, StoredSheet } from '../../store/catalog.ts'
import { readPlacedCells } from '../block.ts'
import { addPending, type NewCell, startPending, writePending } from '../write-cells.ts'
import { writableBlock } from './block-target.ts'
import type { Apply, CommandContext } from './command.ts'
import { follow, planFollowing } from './follow-moved-cells.ts'
import { moveMarks } from './move-marks.ts'
import { cellKey, type MovedCell } from './moved-cell.ts'
import { type Room, roomFor } from './room.ts'

/**
 * Cells to another place, exactly as they are; where they were is blank, unless that is part of where they go. Formulas
 * of the workbook follow them; the summary says how many cannot, and how many of those among them are values now.
 */
export const moveCells: Apply<'moveCells'> = async (context, { source, target }) => {
  const read = await readSource(context, source)
  if (!read.ok) return read
  const resolved = await roomFor(context, target, {
    rows: read.value.rows.length,
    columns: read.value.columns.length,
  })
  if (!resolved.ok) return resolved
  const room = resolved.value
  const moved = movedCells(read.value, room)
  const sheet = (await context.sheets.get(source.sheet)) ?? read.value.sheet
  const following = await planFollowing(context, { ...read.value, sheet }, room)
  const isWithin = source.sheet === target.sheet
  const left = isWithin ? outside(moved) : moved.map(({ from }) => from)
  const blanks = left.map((cell): NewCell => ({ ...cell, value: { kind: 'blank' } }))
  const cells = moved.map(({ to }) => to)
  if (isWithin) await write(context, source, [...blanks, ...cells])
  else {
    await write(context, source, blanks)
    await write(context, target, cells)
  }
  await moveMarks(context, source.sheet, target.sheet, moved)
  await follow(context, following)
  return {
    ok: true,
    value: {
      label: `move of ${counted(moved.length, 'cell')}`,
      sheet: target.sheet,
      cells: moved.length,
      addedRow: room.addedRow,
      formulasLeft: following.formulasLeft,
      formulasToValues: following.formulasToValues,
    },
  }
}

interface SourceCells {
  readonly sheet: StoredSheet
  readonly rows: readonly RowId[]
  readonly columns: readonly StoredColumn[]
  readonly value: (row: number, column: number) => NewCell['value']
}

async function readSource(context: CommandContext, source: Block): Promise<Outcome<SourceCells>> {
  const resolved = await writableBlock(context, source)
  if (!resolved.ok) return resolved
  const { sheet, columns, rows } = resolved.value
  const cells = await readPlacedCells(context.connection, rows, columns)
  if (cells.count === 0) return refuse('not_found', 'The cells that were cut are no longer there.')
  const value = (row: number, column: number): NewCell['value'] => {
    const found = cells.columns[column]
    return found === undefined ? { kind: 'blank' } : cellAt(found, row)
  }
  return { ok: true, value: { sheet, rows: Array.from(cells.rowIds, rowId), columns, value } }
}

const movedCells = (source: SourceCells, room: Room): MovedCell[] =>
  source.rows.flatMap((row, down) =>
    source.columns.flatMap((column, across) => {
      const [toRow, toColumn] = [room.rows[down], room.columns[across]]
      if (toRow === undefined || toColumn === undefined) return []
      const to = { row: toRow, column: toColumn.id, value: source.value(down, across) }
      return { from: { row, column: column.id }, to }
    }),
  )

/** The places that are left and not taken again. */
function outside(moved: readonly MovedCell[]): MovedCell['from'][] {
  const taken = new Set(moved.map(({ to }) => cellKey(to)))
  return moved.flatMap(({ from }) => (taken.has(cellKey(from)) ? [] : from))
}

async function write(context: CommandContext, { sheet: id }: Block, cells: readonly NewCell[]) {
  const sheet = await context.sheets.get(id)
  if (sheet === undefined || cells.length === 0) return
  await startPending(context.connection)
  await addPending(context.connection, cells)
  await writePending(context, sheet)
}
