import type { IDatasource } from 'ag-grid-community'
import { AgGridReact } from 'ag-grid-react'
import { useCallback, useMemo, useRef } from 'react'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { CellEditor } from '../edit/cell-editor.tsx'
import { CellRefusalNote } from '../edit/cell-refusal-note.tsx'
import { NoteEditor } from '../edit/note-editor.tsx'
import { frozenColumns, useFrozenPanes } from '../state/frozen-panes.ts'
import { useGrid } from '../state/grid-state.ts'
import { rowsInReach, useSheet } from '../state/present-sheet.ts'
import { useSheetReadings } from '../state/sheet-readings.ts'
import { CellHint } from './cell-hint.tsx'
import { CellMenu } from './cell-menu.tsx'
import { freezeAgain, frozenToScroll } from './frozen-in-view.ts'
import { gridColumns } from './grid-columns.ts'
import { handleGridKey } from './grid-keys.ts'
import { useGridPointer } from './grid-pointer.ts'
import { gridTheme, rowHeightOf } from './grid-theme.ts'
import { widthKeeper } from './keep-widths.ts'
import { useScaledWheel } from './scaled-wheel.ts'
import { useFrozenRows, useRoomForFrozenRows } from './use-frozen-rows.ts'
import { useGridApi } from './use-grid-api.ts'
import { useHiddenRows } from './use-hidden-rows.ts'
import {
  useGridHandles,
  useLostKeys,
  useMatchesOnScreen,
  useSelectionOnScreen,
} from './use-selection-on-screen.ts'
import { useStableColumns } from './use-stable-columns.ts'
import { readViewport, useRowCount, useTiles } from './use-tiles.ts'
import './overlays.css'
import './sheet-grid.css'

/** Rows come without content: what stands in them is read in tiles, which know of columns too. */
const rowPlaces: IDatasource = {
  getRows: ({ startRow, endRow, successCallback }) =>
    successCallback(Array.from({ length: endRow - startRow }, (_, index) => ({ row: startRow + index }))),
}

/** Letter and name; with a third line for the mapped field. */
const headerHeight = 40
const mappedHeaderHeight = 54

const blockRows = 200
const blocksKept = 12

/** The cells of one sheet: AG Grid scrolls and draws, everything a spreadsheet does on top of that is ours. */
export function SheetGrid({ sheet, wraps }: { sheet: SheetInfo; wraps: boolean }) {
  const root = useRef<HTMLDivElement>(null)
  const { api, onGridReady } = useGridApi()
  const { columns, view } = useSheet()
  const stable = useStableColumns(columns)
  const pinned = frozenColumns(sheet, useFrozenPanes(sheet))
  const digits = String(sheet.headerRow + sheet.rowCount).length
  const columnDefs = useMemo(() => gridColumns(stable, pinned, digits), [stable, pinned, digits])
  const isMapped = useSheetReadings(sheet).length > 0
  const total = useGrid((state) => state.total)
  const rowCount = rowsInReach(sheet, view, total)
  const frozenRows = useFrozenRows(sheet)
  const height = rowHeightOf(wraps)
  const gridHeaderHeight = isMapped ? mappedHeaderHeight : headerHeight
  const takeHeight = useRoomForFrozenRows(gridHeaderHeight, height)

  useTiles(sheet, api)
  useMatchesOnScreen(api)
  useGridHandles(api)
  useLostKeys(api)
  useRowCount(api, rowCount, frozenRows)
  useHiddenRows(sheet, api)
  useSelectionOnScreen(api, root)
  useGridPointer(api, root)
  useScaledWheel(root, rowCount * height)

  const keepWidths = useMemo(widthKeeper, [])

  const showViewport = useCallback(() => {
    if (api !== undefined) readViewport(api)
  }, [api])

  return (
    <div
      ref={root}
      className={wraps ? 'sheet-grid sheet-grid-wrapped' : 'sheet-grid'}
      onKeyDownCapture={(event) => {
        if (api !== undefined) handleGridKey(event, api)
      }}
    >
      <AgGridReact
        theme={gridTheme}
        rowModelType="infinite"
        datasource={rowPlaces}
        columnDefs={columnDefs}
        cacheBlockSize={blockRows}
        maxBlocksInCache={blocksKept}
        infiniteInitialRowCount={rowCount}
        rowHeight={height}
        headerHeight={gridHeaderHeight}
        rowBuffer={10}
        animateRows={false}
        suppressAutoSize
        suppressMovableColumns
        suppressAnimationFrame
        suppressContentVisibilityAuto
        suppressDragLeaveHidesColumns
        suppressNoRowsOverlay
        suppressLoadingOverlay
        suppressHeaderFocus
        suppressColumnMoveAnimation
        processUnpinnedColumns={frozenToScroll}
        onGridSizeChanged={({ api: sized, clientWidth, clientHeight }) => {
          freezeAgain(sized, clientWidth, pinned)
          takeHeight(clientHeight)
        }}
        onGridReady={onGridReady}
        onViewportChanged={showViewport}
        onVirtualColumnsChanged={showViewport}
        onFirstDataRendered={showViewport}
        onColumnResized={keepWidths}
      />
      {api !== undefined && <CellEditor api={api} root={root} />}
      {api !== undefined && <CellRefusalNote api={api} root={root} />}
      {api !== undefined && <NoteEditor api={api} root={root} />}
      <CellMenu root={root} />
      <CellHint root={root} />
    </div>
  )
}
