import { counted } from '#shared/domain/counted.ts'
import type { RowId } from '#shared/domain/ids.ts'
import { rowId } from '#shared/domain/ids.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { StoredColumn, StoredSheet } from '../../store/catalog.ts'
import { type InputReader, inputReader } from '../read-input.ts'
import { isWholeSheet } from '../view.ts'
import { addPending, type NewCell, startPending, writePending } from '../write-cells.ts'
import { blockRowIds, writableBlock } from './block-target.ts'
import type { Apply, CommandContext, CommandOf } from './command.ts'
import { nextRowId } from './insert-rows.ts'

/**
 * Texts at a place. A block that is a whole multiple of the texts is tiled with them, so one text fills it; else they
 * are written once from its first cell, and in the sheet's own order rows are added below its end where they need them.
 */
export const paste: Apply<'paste'> = async (context, command) => {
  const texts = command.transpose ? transposed(command.texts) : command.texts
  const size = pastedSize(command, texts)
  const resolved = await writableBlock(context, { ...command.target, rowCount: size.rows })
  if (!resolved.ok) return resolved
  const target = resolved.value
  const columns = target.columns.slice(0, size.columns)
  const rows = await blockRowIds(context, target)
  if (isWholeSheet(command.target.view))
    rows.push(...(await addedRows(context, command, target.sheet, size.rows, rows.length)))
  const read = await inputReader(context.connection, target.sheet, columns)
  const cells = pastedCells(texts, rows, columns, read)
  if (!cells.ok) return cells
  await startPending(context.connection)
  await addPending(context.connection, cells.value)
  const count = await writePending(context, target.sheet)
  return {
    ok: true,
    value: { label: `paste of ${counted(count, 'cell')}`, sheet: target.sheet.info.id, cells: count },
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
  return { rows: texts.length, columns: Math.min(width, target.columns.length) }
}

/** Blank rows below the sheet's end, for what of the texts would hang over it. */
async function addedRows(
  context: CommandContext,
  { target }: CommandOf<'paste'>,
  sheet: StoredSheet,
  needed: number,
  present: number,
): Promise<RowId[]> {
  const count = needed - present
  if (count <= 0) return []
  const firstRow = await nextRowId(context.connection, sheet)
  await context.take({
    type: 'insertRows',
    sheet: target.sheet,
    position: target.firstRow + present,
    firstRow,
    count,
  })
  return Array.from({ length: count }, (_, index) => rowId(firstRow + index))
}

function pastedCells(
  texts: Texts,
  rows: readonly RowId[],
  columns: readonly StoredColumn[],
  read: InputReader,
): Outcome<NewCell[]> {
  const cells: NewCell[] = []
  const width = widthOf(texts)
  if (width === 0) return refuse('no_data', 'There is nothing to paste.')
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
