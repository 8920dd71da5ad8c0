import type { SheetInfo } from '#shared/domain/sheet.ts'
import { useSheetSettings } from './sheet-settings.ts'

/** How many columns the user froze; undefined leaves it to the workbook. */
export const useFrozenColumns = (sheet: SheetInfo | undefined): number | undefined =>
  useSheetSettings((state) => (sheet === undefined ? undefined : state.frozen.get(sheet.id)))

/** How many of the shown columns stay in place; the workbook counts hidden and blank ones too. */
export function frozenColumns({ columns, frozen }: SheetInfo, chosen: number | undefined): number {
  if (chosen !== undefined) return chosen
  const last = frozen?.columns ?? 0
  return columns.filter(({ hidden, sourceColumn }) => !hidden && (sourceColumn ?? Infinity) <= last).length
}
