import { counted } from '#shared/domain/counted.ts'
import { execute } from '../../store/connection.ts'
import { pendingCells, startPending, writePending } from '../write-cells.ts'
import { eachBlock, writableBlock } from './block-target.ts'
import type { Apply } from './command.ts'

/** Makes every cell of the blocks blank. */
export const clear: Apply<'clear'> = async (context, command) => {
  const resolved = await eachBlock(context, command, writableBlock)
  if (!resolved.ok) return resolved
  const { sheet, blocks } = resolved.value
  await startPending(context.connection)
  for (const { columns, rows } of blocks)
    for (const column of columns)
      await execute(
        context.connection,
        `INSERT INTO ${pendingCells} SELECT ?, row_id, 0, NULL, NULL FROM (${rows.sql})`,
        [column.id],
      )
  const count = await writePending(context, sheet)
  return {
    ok: true,
    value: { label: `clearing of ${counted(count, 'cell')}`, sheet: sheet.info.id, cells: count },
  }
}
