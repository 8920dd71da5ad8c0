import { engine } from '#renderer/app/engine-client.ts'
import { useProject } from '#renderer/app/state/project.ts'
import { areasOf } from '#renderer/data/selection/selection.ts'
import { type PresentSheet, presentSheet } from '#renderer/data/state/present-sheet.ts'
import type { Mapping } from '#shared/domain/mapping.ts'
import type { RowRule } from '#shared/domain/scenario.ts'
import { type RowPlaces, rowPlaces } from './row-places.ts'

/** The rows selected in the Data workspace, where their sheet is mapped: what a rule can be about. */
export interface SelectedRows {
  readonly dataset: string
  readonly sheetName: string
  readonly count: number
  /** Reads which rows they are. */
  readonly read: () => Promise<Extract<RowRule['where'], { rows: number[] }>>
}

const idsAtOnce = 50_000

/** undefined where no more than a cell is selected, or the sheet is not mapped as a dataset of rows. */
export function selectedRows({ sheets }: Mapping): SelectedRows | undefined {
  const present = presentSheet()
  if (present === undefined) return undefined
  const { info, selection, extent } = present
  // The new row below the last one may be selected too.
  const areas = areasOf(selection, extent)
    .map((area) => ({ ...area, lastRow: Math.min(area.lastRow, extent.rows - 1) }))
    .filter((area) => area.lastRow >= area.firstRow)
  const [first] = areas
  const isOneCell =
    areas.length === 1 &&
    first !== undefined &&
    first.firstRow === first.lastRow &&
    first.firstColumn === first.lastColumn
  const source = useProject.getState().project?.sources.find(({ id }) => id === info.sourceId)
  const mapped = sheets.find(({ file, sheet }) => sheet === info.name && file === source?.name)
  const places = rowPlaces(areas)
  if (isOneCell || mapped === undefined || places.length === 0) return undefined
  return {
    dataset: mapped.kind,
    sheetName: info.name,
    count: places.reduce((total, { first: from, last }) => total + last - from + 1, 0),
    read: async () => ({ rows: await rowIdsAt(present, places), sheet: info.id }),
  }
}

async function rowIdsAt(
  { info, view, columns }: PresentSheet,
  places: readonly RowPlaces[],
): Promise<number[]> {
  const [column] = columns
  const ids: number[] = []
  if (column === undefined) return ids
  for (const { first, last } of places)
    for (let firstRow = first; firstRow <= last; firstRow += idsAtOnce) {
      const answer = await engine('sheet.window', {
        sheet: info.id,
        view,
        firstRow,
        rowCount: Math.min(idsAtOnce, last - firstRow + 1),
        columns: [column.id],
      })
      if (answer.ok) ids.push(...answer.value.rowIds)
    }
  return ids
}
