import { z } from 'zod'
import { counted } from '#shared/domain/counted.ts'
import { rowId } from '#shared/domain/ids.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import { fullTextSql } from '../../store/cell-sql.ts'
import { readRows } from '../../store/connection.ts'
import { type SearchArea, searchArea } from '../find.ts'
import { inputReader } from '../read-input.ts'
import { matchSql, replacementText, type SearchPattern, searchPattern } from '../search.ts'
import { addPending, type NewCell, startPending, writePending } from '../write-cells.ts'
import type { Apply, CommandContext, CommandOf } from './command.ts'

/** Replaces a text wherever a search finds it; each cell's new text is read as if it had been typed. */
export const replace: Apply<'replace'> = async (context, command) => {
  const pattern = await searchPattern(context.connection, command.search)
  if (!pattern.ok) return pattern
  let count = 0
  for (const id of command.search.sheets) {
    const area = await searchArea(context.project, id, command.search.block, context)
    if (!area.ok) return area
    context.onProgress({ label: `Replacing in ${area.value.sheet.info.name}`, count, unit: 'cells' })
    const cells = await replacedCells(context, command, area.value, pattern.value)
    if (!cells.ok) return cells
    if (cells.value.length === 0) continue
    await startPending(context.connection)
    await addPending(context.connection, cells.value)
    count += await writePending(context, area.value.sheet)
  }
  if (count === 0) return refuse('not_found', `"${command.search.text}" was not found.`)
  const [only, ...others] = command.search.sheets
  return {
    ok: true,
    value: {
      label: `replacement in ${counted(count, 'cell')}`,
      cells: count,
      ...(only !== undefined && others.length === 0 ? { sheet: only } : {}),
    },
  }
}

async function replacedCells(
  { connection }: CommandContext,
  { search, replacement }: CommandOf<'replace'>,
  area: SearchArea,
  pattern: SearchPattern,
): Promise<Outcome<NewCell[]>> {
  // Computed columns follow their formulas; there is nothing to replace in them.
  const columns = area.columns.filter((column) => column.formula === undefined)
  const read = await inputReader(connection, area.sheet, columns)
  const cells: NewCell[] = []
  for (const column of columns) {
    const text = fullTextSql(column, 's')
    const match = matchSql(text, pattern)
    const rows = await readRows(
      connection,
      z.object({ row_id: z.number(), text: z.string() }),
      `SELECT s.row_id, regexp_replace(${text}, ?, ?, ?) AS text FROM ${area.from} WHERE (${area.where}) AND (${match.sql})`,
      [pattern.pattern, replacementText(replacement, search.regularExpression), pattern.flags, match.value],
    )
    for (const row of rows) {
      const value = read(column, /^\s*=./.test(row.text) ? `'${row.text}` : row.text)
      if (!value.ok) return value
      cells.push({ row: rowId(row.row_id), column: column.id, value: value.value })
    }
  }
  return { ok: true, value: cells }
}
