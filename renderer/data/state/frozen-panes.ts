import type { SheetInfo } from '#shared/domain/sheet.ts'
import { type FrozenPanes, useSheetSettings } from './sheet-settings.ts'

const asInWorkbook: FrozenPanes = {}

/** What the user froze of a sheet; what is undefined there is left to the workbook. */
export const useFrozenPanes = (sheet: SheetInfo | undefined): FrozenPanes =>
  useSheetSettings((state) => (sheet === undefined ? undefined : state.frozen.get(sheet.id))) ?? asInWorkbook

/** The same, for commands. */
export const frozenPanesOf = ({ id }: SheetInfo): FrozenPanes =>
  useSheetSettings.getState().frozen.get(id) ?? asInWorkbook

/** How many of the shown columns stay in place; the workbook counts hidden and blank ones too. */
export function frozenColumns({ columns, frozen }: SheetInfo, chosen: FrozenPanes): number {
  if (chosen.columns !== undefined) return chosen.columns
  const last = frozen?.columns ?? 0
  return columns.filter(({ hidden, sourceColumn }) => !hidden && (sourceColumn ?? Infinity) <= last).length
}

/** The number of the last row that stays in place; at most the header's own where only that does. */
export const lastFrozenRow = ({ frozen }: SheetInfo, chosen: FrozenPanes): number =>
  chosen.lastRow ?? frozen?.rows ?? 0
