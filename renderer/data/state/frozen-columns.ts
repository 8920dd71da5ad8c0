import type { SheetInfo } from '#shared/domain/sheet.ts'
import { useSheetSettings } from './sheet-settings.ts'

/** How many columns the user froze; undefined leaves it to the workbook. */
export const useFrozenColumns = (sheet: SheetInfo | undefined): number | undefined =>
  useSheetSettings((state) => (sheet === undefined ? undefined : state.frozen.get(sheet.id)))

export const frozenColumns = (sheet: SheetInfo, chosen: number | undefined): number =>
  chosen ?? sheet.frozen?.columns ?? 0
