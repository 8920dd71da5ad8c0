import { engine } from '#renderer/app/engine-client.ts'
import { useProblem } from '#renderer/app/state/problem.ts'
import type { RequestInput } from '#shared/contract/index.ts'
import { type RowId, rowId } from '#shared/domain/ids.ts'
import { hideRows } from '../filter/change-view.ts'
import { disjointAreas } from '../selection/disjoint-areas.ts'
import { type Area, areaOf, areasOf, liveRange } from '../selection/selection.ts'
import { applyOrSay } from '../state/apply-command.ts'
import { blockOf, blocksOf } from '../state/blocks.ts'
import { type PresentSheet, presentSheet } from '../state/present-sheet.ts'

type Highlight = Extract<RequestInput<'sheet.apply'>['command'], { type: 'highlight' }>['color']

/** Delete: the selected cells become blank. */
export async function clearCells(): Promise<void> {
  const present = presentSheet()
  if (present === undefined) return
  const [target, ...others] = blocksOf(present, areasOf(present.selection, present.extent))
  if (target === undefined) return
  await applyOrSay({ type: 'clear', target, others }, 'Nothing was cleared', 'Clearing')
}

export async function highlightCells(color: Highlight): Promise<void> {
  const present = presentSheet()
  if (present === undefined) return
  const [target, ...others] = blocksOf(present, areasOf(present.selection, present.extent))
  if (target === undefined) return
  await applyOrSay({ type: 'highlight', target, others, color }, 'Nothing was highlighted')
}

/** Ctrl+D and Ctrl+R: the first row or column over the others; where one alone is selected, what stands before it. */
export async function fillCells(direction: 'down' | 'right'): Promise<void> {
  const present = presentSheet()
  if (present === undefined) return
  const area = fillArea(areaOf(liveRange(present.selection), present.extent), direction)
  const block = blockOf({ ...present, extent: present.reach }, area)
  if (block === undefined || (direction === 'down' ? block.rowCount : block.columns.length) < 2) return
  await applyOrSay({ type: 'fill', target: block, direction, series: false }, 'Nothing was filled', 'Filling')
}

export function fillArea(area: Area, direction: 'down' | 'right'): Area {
  if (direction === 'down' && area.firstRow === area.lastRow)
    return { ...area, firstRow: Math.max(0, area.firstRow - 1) }
  if (direction === 'right' && area.firstColumn === area.lastColumn)
    return { ...area, firstColumn: Math.max(0, area.firstColumn - 1) }
  return area
}

/** Continues what stands at the top (or, in a single row, at the left) of the selected block through the rest of it. */
export async function fillSeries(): Promise<void> {
  const present = presentSheet()
  if (present === undefined) return
  const area = areaOf(liveRange(present.selection), present.extent)
  const block = blockOf(present, area)
  if (block === undefined) return
  const direction = area.firstRow === area.lastRow ? 'right' : 'down'
  await applyOrSay(
    {
      type: 'fill',
      target: block,
      direction,
      sourceCount: filledAtStart(present, area, direction),
      series: true,
    },
    'Nothing was filled',
    'Filling',
  )
}

/** How many cells at the start of the block are filled, at least one. */
function filledAtStart({ tiles, columns }: PresentSheet, area: Area, direction: 'down' | 'right'): number {
  const length = direction === 'down' ? area.lastRow - area.firstRow : area.lastColumn - area.firstColumn
  for (let step = 1; step < length; step += 1) {
    const row = direction === 'down' ? area.firstRow + step : area.firstRow
    const column = columns[direction === 'down' ? area.firstColumn : area.firstColumn + step]
    const value = column === undefined ? undefined : tiles?.cell(row, column.id)
    if (value === undefined || value.kind === 'blank') return step
  }
  return Math.max(1, length)
}

/** As many blank rows as are selected, above or below them. */
export async function insertRows(side: 'above' | 'below'): Promise<void> {
  const present = presentSheet()
  if (present === undefined) return
  const area = areaOf(liveRange(present.selection), present.extent)
  const at = side === 'above' ? area.firstRow : area.lastRow + 1
  const [before] = at < present.extent.rows ? await rowIdsOf(present, at, at) : []
  await applyOrSay(
    {
      type: 'insertRows',
      sheet: present.info.id,
      before: before ?? null,
      count: area.lastRow - area.firstRow + 1,
    },
    'No row was inserted',
  )
}

/** Rows that can be hidden one by one: for more there are filters. */
const mostHidden = 10_000

/** Hides the selected rows, until they are shown again by the sign above the grid. */
export async function hideSelectedRows(): Promise<void> {
  const present = presentSheet()
  if (present === undefined) return
  const rows = await selectedRowIds(present)
  const hidden = present.view.hidden?.length ?? 0
  if (rows.length + hidden > mostHidden)
    useProblem.getState().show({
      title: 'The rows were not hidden',
      message: `Up to ${mostHidden.toLocaleString('en-US')} rows of a sheet can be hidden. Filter it to leave out more.`,
    })
  else if (rows.length > 0) hideRows(present.info.id, rows)
}

export async function deleteRows(): Promise<void> {
  const present = presentSheet()
  if (present === undefined) return
  const rows = await selectedRowIds(present)
  if (rows.length === 0) return
  await applyOrSay({ type: 'deleteRows', sheet: present.info.id, rows }, 'No row was deleted', 'Deleting')
}

/** The ids of all rows that a selected cell is in. */
async function selectedRowIds(present: PresentSheet): Promise<RowId[]> {
  const whole = areasOf(present.selection, present.extent).map((area) => ({
    ...area,
    firstColumn: 0,
    lastColumn: 0,
  }))
  const rows: RowId[] = []
  for (const area of disjointAreas(whole))
    rows.push(...(await rowIdsOf(present, area.firstRow, area.lastRow)))
  return rows
}

const idsAtOnce = 50_000

/** The ids of rows by their places, also of those that are not on screen. */
async function rowIdsOf(
  { info, view, columns }: PresentSheet,
  first: number,
  last: number,
): Promise<RowId[]> {
  const ids: RowId[] = []
  const [column] = columns
  if (column === undefined) return ids
  for (let firstRow = first; firstRow <= last; firstRow += idsAtOnce) {
    const rowCount = Math.min(idsAtOnce, last - firstRow + 1)
    const answer = await engine('sheet.window', {
      sheet: info.id,
      view,
      firstRow,
      rowCount,
      columns: [column.id],
    })
    if (!answer.ok) return []
    ids.push(...Array.from(answer.value.rowIds, rowId))
  }
  return ids
}
