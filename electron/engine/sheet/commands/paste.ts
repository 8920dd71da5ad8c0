import { counted } from '#shared/domain/counted.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { type InputReader, inputReader } from '../read-input.ts'
import { addPending, type NewCell, startPending, writePending } from '../write-cells.ts'
import type { Apply, CommandOf } from './command.ts'
import { type Room, roomFor } from './room.ts'

/**
 * Texts at a place. A block that is a whole multiple of the texts is tiled with them, so one text fills it; else they
 * are written once from its first cell, and rows and columns are added at the sheet's end where they need them.
 */
export const paste: Apply<'paste'> = async (context, command) => {
  const texts = command.transpose ? transposed(command.texts) : command.texts
  if (widthOf(texts) === 0) return refuse('no_data', 'There is nothing to paste.')
  const resolved = await roomFor(context, command.target, pastedSize(command, texts))
  if (!resolved.ok) return resolved
  const room = resolved.value
  const read = await inputReader(context.connection, room.sheet, room.columns)
  const cells = pastedCells(texts, room, read)
  if (!cells.ok) return cells
  await startPending(context.connection)
  await addPending(context.connection, cells.value)
  const count = await writePending(context, room.sheet)
  return {
    ok: true,
    value: {
      label: `paste of ${counted(count, 'cell')}`,
      sheet: room.sheet.info.id,
      cells: count,
      addedRow: room.addedRow,
    },
  }
}

type Texts = readonly (readonly string[])[]

const widthOf = (texts: Texts): number => texts.reduce((width, line) => Math.max(width, line.length), 0)

const transposed = (texts: Texts): string[][] =>
  Array.from({ length: widthOf(texts) }, (_, column) => texts.map((line) => line[column] ?? ''))

function pastedSize({ target }: CommandOf<'paste'>, texts: Texts): { rows: number; columns: number } {
  const width = widthOf(texts)
  const isTiled = target.rowCount % texts.length === 0 && target.columns.length % width === 0
  if (isTiled) return { rows: target.rowCount, columns: target.columns.length }
  return { rows: texts.length, columns: width }
}

function pastedCells(texts: Texts, { rows, columns }: Room, read: InputReader): Outcome<NewCell[]> {
  const cells: NewCell[] = []
  const width = widthOf(texts)
  for (const [rowIndex, row] of rows.entries())
    for (const [columnIndex, column] of columns.entries()) {
      const input = texts[rowIndex % texts.length]?.[columnIndex % width] ?? ''
      const value = read(column, pastedInput(input))
      if (!value.ok) return value
      cells.push({ row, column: column.id, value: value.value })
    }
  return { ok: true, value: cells }
}

/** What is pasted are values: a text that would be a formula when typed stays text. */
const pastedInput = (text: string): string => (/^\s*=./.test(text) ? `'${text}` : text)
