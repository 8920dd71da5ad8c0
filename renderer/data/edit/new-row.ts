import { useProject } from '#renderer/app/state/project.ts'
import type { Answer } from '#shared/contract/bridge.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import type { ColumnId, RowId, SheetId } from '#shared/domain/ids.ts'
import { applyCommand } from '../state/apply-command.ts'
import type { PresentSheet } from '../state/present-sheet.ts'

/**
 * The row that input below the last row began. What is typed beside it goes into the same row, also while the engine
 * is still adding it or the grid has not read it yet.
 */
interface BegunRow {
  readonly sheet: SheetId
  readonly place: number
  readonly row: Promise<RowId | undefined>
  /** Rows of the sheet with it; fewer, and it was taken back. undefined until it is there. */
  rowCount: number | undefined
}

let begun: BegunRow | undefined

const rowCountOf = (sheet: SheetId): number =>
  useProject.getState().project?.sheets.find(({ id }) => id === sheet)?.rowCount ?? 0

const isBegun = (sheet: SheetId, place: number): boolean =>
  begun?.sheet === sheet && begun.place === place && rowCountOf(sheet) >= (begun.rowCount ?? 0)

/** Whether input at that place begins a row, or goes into one that was just begun there. */
export const isNewRow = ({ info, extent, reach }: PresentSheet, place: number): boolean =>
  isBegun(info.id, place) || (place >= extent.rows && reach.rows > extent.rows)

export async function enterInNewRow(
  sheet: SheetId,
  place: number,
  column: ColumnId,
  input: string,
): Promise<Answer<ReplyOf<'sheet.apply'>>> {
  const row = isBegun(sheet, place) ? await begun?.row : undefined
  if (row !== undefined) return applyCommand({ type: 'setCells', sheet, cells: [{ row, column, input }] })
  const added = applyCommand({ type: 'addRow', sheet, cells: [{ column, input }] })
  const beginning: BegunRow = {
    sheet,
    place,
    row: added.then((answer) => (answer.ok ? answer.value.addedRow : undefined)),
    rowCount: undefined,
  }
  begun = beginning
  const answer = await added
  if (answer.ok) beginning.rowCount = rowCountOf(sheet)
  else if (begun === beginning) begun = undefined
  return answer
}
