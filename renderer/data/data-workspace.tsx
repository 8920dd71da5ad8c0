/**
 * file -> [grid: windows of cells in, commands out] -> mapping -> KPI -> scenario -> export
 */
import { useCallback, useEffect, useState } from 'react'
import { useProject } from '#renderer/app/state/project.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useClipboardEvents } from './clipboard/use-clipboard-events.ts'
import { ColumnDialog } from './columns/column-dialog.tsx'
import { DataToolbar } from './data-toolbar.tsx'
import { FormulaBar } from './edit/formula-bar.tsx'
import { ViewChips } from './filter/view-chips.tsx'
import { FindBar } from './find/find-bar.tsx'
import { EmptySheet, hasCells } from './grid/empty-sheet.tsx'
import { SheetGrid } from './grid/sheet-grid.tsx'
import { DataInspector } from './inspector/data-inspector.tsx'
import { RowsAboveBar } from './rows-above/rows-above-bar.tsx'
import { ActiveCellContext, useReadActiveCell } from './state/active-cell.ts'
import { useGrid } from './state/grid-state.ts'
import { useSheet } from './state/present-sheet.ts'
import { SheetReadings, useReadings } from './state/sheet-readings.ts'
import { useSavedViews, useSheetSettings } from './state/sheet-settings.ts'
import { useFocus } from './state/use-focus.ts'
import { useGridStatus } from './state/use-grid-status.ts'
import { SheetTabs } from './tabs/sheet-tabs.tsx'
import { TextFileDialog } from './text-file/text-file-dialog.tsx'
import './data-workspace.css'

/** The workbook's cells: see, edit, sort, filter, find, and take back. */
export default function DataWorkspace() {
  const [isSettled, setSettled] = useState(false)
  useSavedViews(useCallback(() => setSettled(true), []))
  const readings = useReadings()
  const project = useProject((state) => state.project)
  if (project === undefined || !isSettled) return <div className="data-workspace" />
  if (project.sheets.length === 0)
    return (
      <EmptyState icon="th" title="There is no sheet here">
        Add a file to see its cells.
      </EmptyState>
    )
  return (
    <SheetReadings value={readings}>
      <OpenSheet />
    </SheetReadings>
  )
}

function OpenSheet() {
  const { info } = useSheet()
  const activeCell = useReadActiveCell()
  const wraps = useSheetSettings((state) => info !== undefined && state.wrapped.has(info.id))
  useFocus()
  useGridStatus()
  useClipboardEvents()
  useEffect(() => {
    if (info !== undefined) useGrid.getState().show(info.id)
  }, [info])
  if (info === undefined) return null
  return (
    <ActiveCellContext value={activeCell}>
      <div className="data-workspace">
        <FormulaBar />
        <FindBar />
        <ViewChips />
        <RowsAboveBar />
        <div className="data-workspace-grid">
          {hasCells(info) ? (
            // The rows of a grid get another height only with the grid.
            <SheetGrid key={`${info.id} ${wraps}`} sheet={info} wraps={wraps} />
          ) : (
            <EmptySheet sheet={info} />
          )}
        </div>
        <SheetTabs />
        <ColumnDialog />
        <TextFileDialog />
        <DataToolbar />
        <DataInspector />
      </div>
    </ActiveCellContext>
  )
}
