import { counted } from '#shared/domain/counted.ts'
import { execute } from '../../store/connection.ts'
import { blockTarget, eachBlock } from './block-target.ts'
import type { Apply } from './command.ts'

/** Gives the cells of the blocks a background colour, or takes it off. */
export const highlight: Apply<'highlight'> = async (context, command) => {
  const resolved = await eachBlock(context, command, blockTarget)
  if (!resolved.ok) return resolved
  const { sheet, blocks } = resolved.value
  const color = command.color === 'none' ? null : command.color
  let count = 0
  for (const { columns, rows } of blocks)
    for (const column of columns)
      count += await execute(
        context.connection,
        `INSERT INTO journal_cell
       SELECT ?, ?, ?, r.row_id, 0, NULL, h.color, 0, NULL, ?
       FROM (${rows.sql}) AS r
       LEFT JOIN highlight AS h ON h.sheet_id = ? AND h.column_id = ? AND h.row_id = r.row_id`,
        [context.entry, context.nextStep(), column.id, color, sheet.info.id, column.id],
      )
  if (count > 0) await context.take({ type: 'highlights', sheet: sheet.info.id })
  const label = `${color === null ? 'removal of highlight from' : 'highlight of'} ${counted(count, 'cell')}`
  return { ok: true, value: { label, sheet: sheet.info.id, cells: count } }
}
