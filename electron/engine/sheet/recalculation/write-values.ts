import { cellKindCode } from '#shared/domain/cell.ts'
import { rowId } from '#shared/domain/ids.ts'
import type { StoredSheet } from '../../store/catalog.ts'
import { cellParts } from '../../store/cell-parts.ts'
import type { ChangeContext } from '../../store/journal/journal.ts'
import type { PreambleParts } from '../../store/journal/step.ts'
import { readPreambleParts } from '../../store/preamble.ts'
import { addPending, type NewCell, startPending, writePending } from '../write-cells.ts'
import type { CalculatedCell } from './calculate.ts'

/** Values of data rows go to the sheets' tables, those above them where the cells above the data are kept. */
export async function writeValues(
  context: ChangeContext,
  sheets: readonly StoredSheet[],
  calculated: readonly CalculatedCell[],
): Promise<void> {
  for (const { info, originalName } of sheets) {
    const changed = calculated.filter(({ sheet, value }) => sheet === originalName && value !== undefined)
    if (changed.length === 0) continue
    const sheet = await context.sheets.get(info.id)
    if (sheet === undefined) continue
    const ids = new Map([...sheet.columns.values()].map(({ id, sourceColumn }) => [sourceColumn, id]))
    const cells = changed.flatMap(({ row, column, value }): NewCell[] => {
      const id = ids.get(column)
      return id === undefined || value === undefined || row <= info.headerRow
        ? []
        : [{ row: rowId(row), column: id, value }]
    })
    if (cells.length > 0) {
      await startPending(context.connection)
      await addPending(context.connection, cells)
      await writePending(context, sheet, { imported: false, recalculated: true })
    }
    await writePreamble(
      context,
      sheet,
      changed.filter(({ row }) => row <= info.headerRow),
    )
  }
}

async function writePreamble(
  context: ChangeContext,
  sheet: StoredSheet,
  changed: readonly CalculatedCell[],
): Promise<void> {
  if (changed.length === 0) return
  const rows = new Set(changed.map(({ row }) => row))
  const preamble = await readPreambleParts(context.connection, sheet.info.id)
  const before = preamble.filter(({ row }) => rows.has(row))
  const fresh = new Map(changed.map((cell) => [`${cell.row}/${cell.column}`, cell]))
  const after = [
    ...before.filter(({ row, column }) => !fresh.has(`${row}/${column}`)),
    ...changed.map(({ row, column, value = { kind: 'blank' } }): PreambleParts => {
      const [kind, number, text] = cellParts(value)
      return { row, column, kind, number, text }
    }),
  ].filter(({ kind }) => kind !== cellKindCode.blank)
  await context.take({ type: 'preamble', recalculated: true, sheet: sheet.info.id, before, after })
}
