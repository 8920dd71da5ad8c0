import { useProject } from '#renderer/app/state/project.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import { useGrid } from './grid-state.ts'
import { findSheet } from './present-sheet.ts'
import { saveSheetSettings } from './sheet-settings.ts'

/** Shows another sheet, and remembers it for the next start. */
export function showSheet(sheet: SheetId): void {
  useGrid.getState().show(sheet)
  void saveSheetSettings()
}

/** Ctrl+PageDown and Ctrl+PageUp: the next tab, or the one before. */
export function showNeighbourSheet(step: 1 | -1): void {
  const project = useProject.getState().project
  const sheets = project?.sheets ?? []
  const present = findSheet(project, useGrid.getState().sheet)
  const next = sheets[sheets.findIndex((sheet) => sheet.id === present?.id) + step]
  if (next !== undefined) showSheet(next.id)
}
