import type { Block } from '#shared/contract/sheet.ts'
import { maximumColumn } from '#shared/domain/address.ts'
import { freeColumnName } from '#shared/domain/column-name.ts'
import type { RowId, SheetId } from '#shared/domain/ids.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { StoredColumn, StoredSheet } from '../../store/catalog.ts'
import { blockRowIds, writableBlock } from './block-target.ts'
import type { CommandContext } from './command.ts'
import { addColumn } from './insert-column.ts'
import { addRowsAtEnd } from './insert-rows.ts'

/** Where cells are about to be written: as many rows and columns as they need. */
export interface Room {
  readonly sheet: StoredSheet
  readonly rows: readonly RowId[]
  readonly columns: readonly StoredColumn[]
  /** The first of the rows that were added. */
  readonly addedRow: RowId | undefined
}

/**
 * The rows and columns from a block's first cell on. Those that its sheet lacks are added at the sheet's end, also
 * where a sort or a filter shows other rows there: what is pasted is never cut off.
 */
export async function roomFor(
  context: CommandContext,
  block: Block,
  size: { readonly rows: number; readonly columns: number },
): Promise<Outcome<Room>> {
  const columns = block.columns.slice(0, size.columns)
  const resolved = await writableBlock(context, { ...block, rowCount: size.rows, columns })
  if (!resolved.ok) return resolved
  const target = resolved.value
  const rows = await blockRowIds(context, target)
  const added = await addColumnsAtEnd(context, block.sheet, size.columns - columns.length)
  if (!added.ok) return added
  const below = await addRowsAtEnd(context, target.sheet, size.rows - rows.length)
  const sheet = (await context.sheets.get(block.sheet)) ?? target.sheet
  return {
    ok: true,
    value: {
      sheet,
      rows: [...rows, ...below],
      columns: [...target.columns, ...added.value],
      addedRow: below[0],
    },
  }
}

async function addColumnsAtEnd(
  context: CommandContext,
  id: SheetId,
  count: number,
): Promise<Outcome<StoredColumn[]>> {
  const columns: StoredColumn[] = []
  while (columns.length < count) {
    const sheet = await context.sheets.get(id)
    if (sheet === undefined) return refuse('not_found', 'This sheet is no longer in the project.')
    const known = sheet.info.columns
    if (known.length >= maximumColumn)
      return refuse('invalid_value', `"${sheet.info.name}" has as many columns as a sheet can have.`)
    const added = await addColumn(context, sheet, freeColumnName(known), known.length)
    const column = (await context.sheets.get(id))?.columns.get(added)
    if (column !== undefined) columns.push(column)
  }
  return { ok: true, value: columns }
}
