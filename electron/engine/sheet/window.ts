import type { Block, SheetWindow } from '#shared/contract/sheet.ts'
import { type RowId, rowId } from '#shared/domain/ids.ts'
import type { Outcome } from '../refusal.ts'
import type { StoredSheet } from '../store/catalog.ts'
import type { Project } from '../store/project.ts'
import { placeRows, rangeOf, readPlacedCells } from './block.ts'
import { hasMarks, readMarks } from './marks.ts'
import { requestedColumns, requestedRowSet, requestedSheet } from './requested-sheet.ts'
import { rowNumbersOf } from './row-numbers.ts'
import type { ViewOptions } from './view-table.ts'

const hiddenSets = new WeakMap<StoredSheet, ReadonlySet<number>>()

function hiddenOf(sheet: StoredSheet, rowIds: Float64Array): RowId[] {
  const hidden = hiddenSets.get(sheet) ?? new Set(sheet.hiddenRows)
  hiddenSets.set(sheet, hidden)
  return Array.from(rowIds)
    .filter((row) => hidden.has(row))
    .map(rowId)
}

/** The cells of a block and what marks them: what the grid asks for as it scrolls. */
export async function readWindow(
  project: Project,
  block: Block,
  options: ViewOptions,
): Promise<Outcome<SheetWindow>> {
  const revision = project.revision()
  const found = await requestedSheet(project, block.sheet)
  if (!found.ok) return found
  const rowSet = requestedRowSet(project, block.view)
  if (!rowSet.ok) return rowSet
  const sheet = found.value
  const requested = requestedColumns(sheet, block.columns)
  if (!requested.ok) return requested
  const columns = requested.value
  const placed = await placeRows(project, sheet, rangeOf(block), options)
  const numberOf = await rowNumbersOf(project, sheet)
  const isMarked = await hasMarks(project, sheet)
  return project.read(async (connection) => {
    const cells = await readPlacedCells(connection, placed, columns)
    return {
      ok: true,
      value: {
        total: placed.total,
        outdated: placed.outdated,
        rowIds: cells.rowIds,
        rowNumbers: cells.rowIds.map((id, index) => numberOf(id, cells.positions[index] ?? 0)),
        hiddenRows: sheet.hiddenRows.length === 0 ? [] : hiddenOf(sheet, cells.rowIds),
        columns: [...cells.columns],
        marks: isMarked ? await readMarks(project, connection, sheet, columns, cells) : [],
        revision,
      },
    }
  }, options.signal)
}
