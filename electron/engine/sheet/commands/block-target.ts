import type { Block } from '#shared/contract/sheet.ts'
import { type RowId, rowId } from '#shared/domain/ids.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { StoredColumn, StoredSheet } from '../../store/catalog.ts'
import { type PlacedRows, placeRows, rangeOf } from '../block.ts'
import { requestedColumns } from '../requested-sheet.ts'
import { type CommandContext, sheetOfCommand } from './command.ts'

/** What a block stands for when a command is applied: its sheet, its columns and the query for its rows. */
export interface BlockTarget {
  readonly sheet: StoredSheet
  readonly columns: readonly StoredColumn[]
  readonly rows: PlacedRows
}

/** Resolves a block that a command is about to write to; computed columns refuse. */
export async function writableBlock(context: CommandContext, block: Block): Promise<Outcome<BlockTarget>> {
  const target = await blockTarget(context, block)
  if (!target.ok) return target
  const computed = target.value.columns.find((column) => column.formula !== undefined)
  if (computed === undefined) return target
  return refuse(
    'invalid_value',
    `"${computed.name}" is computed by its formula. Change the formula, or leave the column out.`,
  )
}

/** Several blocks of one sheet, each by itself; the first refusal is that of all. */
export async function eachBlock(
  context: CommandContext,
  { target, others }: { readonly target: Block; readonly others: readonly Block[] },
  resolve: (context: CommandContext, block: Block) => Promise<Outcome<BlockTarget>>,
): Promise<Outcome<{ readonly sheet: StoredSheet; readonly blocks: readonly BlockTarget[] }>> {
  const first = await resolve(context, target)
  if (!first.ok) return first
  const blocks = [first.value]
  for (const other of others) {
    const resolved = await resolve(context, other)
    if (!resolved.ok) return resolved
    blocks.push(resolved.value)
  }
  return { ok: true, value: { sheet: first.value.sheet, blocks } }
}

export async function blockTarget(context: CommandContext, block: Block): Promise<Outcome<BlockTarget>> {
  const found = await sheetOfCommand(context, block.sheet)
  if (!found.ok) return found
  const sheet = found.value
  const columns = requestedColumns(sheet, block.columns)
  if (!columns.ok) return columns
  const { signal, onProgress } = context
  const rows = await placeRows(context.project, sheet, rangeOf(block), { signal, onProgress })
  return { ok: true, value: { sheet, columns: columns.value, rows } }
}

/** The ids of the block's rows, in the order of the view. */
export async function blockRowIds(context: CommandContext, target: BlockTarget): Promise<RowId[]> {
  const result = await context.connection.run(`SELECT row_id FROM (${target.rows.sql}) ORDER BY place`)
  const [ids = []] = await result.getColumns()
  return ids.map((id) => rowId(Number(id)))
}
