import type { ColumnResizedEvent, GridApi, IDatasource } from 'ag-grid-community'
import { AgGridReact } from 'ag-grid-react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import { useRevision } from '#renderer/app/state/project.ts'
import { columnId } from '#shared/domain/ids.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { createTiles } from '../cells/tiles.ts'
import { CellEditor } from '../edit/cell-editor.tsx'
import { CellRefusalNote } from '../edit/cell-refusal-note.tsx'
import { NoteEditor } from '../edit/note-editor.tsx'
import { useFind } from '../find/find-state.ts'
import { clampSelection } from '../selection/selection.ts'
import { applyCommand } from '../state/apply-command.ts'
import { frozenColumns, useFrozenColumns } from '../state/frozen-columns.ts'
import { selectionOf, useGrid } from '../state/grid-state.ts'
import { presentSheet, rowsInView, useSheet } from '../state/present-sheet.ts'
import { useSheetReadings } from '../state/sheet-readings.ts'
import { CellHint } from './cell-hint.tsx'
import { CellMenu } from './cell-menu.tsx'
import { drawnSelection } from './drawn-selection.ts'
import { gridColumns, widthOfPixels } from './grid-columns.ts'
import { handleGridKey } from './grid-keys.ts'
import { useGridPointer } from './grid-pointer.ts'
import { gridTheme, rowHeight } from './grid-theme.ts'
import { redrawSelection } from './redraw-selection.ts'
import { focusActiveCell, revealSelection } from './reveal.ts'
import { useScaledWheel } from './scaled-wheel.ts'
import { useGridApi } from './use-grid-api.ts'
import { useStableColumns } from './use-stable-columns.ts'
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
export function SheetGrid({ sheet }: { sheet: SheetInfo }) {
  const root = useRef<HTMLDivElement>(null)
  const { api, onGridReady } = useGridApi()
  const { columns, view } = useSheet()
  const stable = useStableColumns(columns)
  const frozen = useFrozenColumns(sheet)
  const columnDefs = useMemo(() => gridColumns(stable, frozenColumns(sheet, frozen)), [stable, sheet, frozen])
  const isMapped = useSheetReadings(sheet).length > 0
  const total = useGrid((state) => state.total)
  const rowCount = rowsInView(sheet, view, total)

  useTiles(sheet, api)
  useMatchesOnScreen(api)
  useGridHandles(api)
  useLostKeys(api)
  useRowCount(api, rowCount)
  useSelectionOnScreen(api, root)
  useGridPointer(api, root)
  useScaledWheel(root, rowCount * rowHeight)

  const showViewport = useCallback(() => {
    if (api !== undefined) readViewport(api)
  }, [api])

  return (
    <div
      ref={root}
      className="sheet-grid"
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
        rowHeight={rowHeight}
        headerHeight={isMapped ? mappedHeaderHeight : headerHeight}
        rowBuffer={10}
        animateRows={false}
        suppressMovableColumns
        suppressAnimationFrame
        suppressContentVisibilityAuto
        suppressDragLeaveHidesColumns
        suppressNoRowsOverlay
        suppressLoadingOverlay
        suppressHeaderFocus
        suppressColumnMoveAnimation
        onGridReady={onGridReady}
        onViewportChanged={showViewport}
        onVirtualColumnsChanged={showViewport}
        onFirstDataRendered={showViewport}
        onColumnResized={keepWidth}
      />
      {api !== undefined && <CellEditor api={api} root={root} />}
      {api !== undefined && <CellRefusalNote api={api} root={root} />}
      {api !== undefined && <NoteEditor api={api} root={root} />}
      <CellMenu root={root} />
      <CellHint root={root} />
    </div>
  )
}

/** Tells the tiles what is on screen. */
function readViewport(api: GridApi): void {
  const present = presentSheet()
  if (present?.tiles === undefined) return
  const firstRow = Math.max(0, api.getFirstDisplayedRowIndex())
  const lastRow = Math.max(firstRow, api.getLastDisplayedRowIndex())
  const shown = new Set(api.getAllDisplayedVirtualColumns().map((column) => column.getColId()))
  let firstColumn = -1
  let lastColumn = -1
  present.columns.forEach((column, place) => {
    if (!shown.has(String(column.id))) return
    if (firstColumn < 0) firstColumn = place
    lastColumn = place
  })
  if (firstColumn >= 0) present.tiles.show({ firstRow, lastRow, firstColumn, lastColumn })
}

/** One set of tiles for each sheet, view and layout of columns; an edit refreshes it in place. */
function useTiles(sheet: SheetInfo, api: GridApi | undefined): void {
  const { columns, view } = useSheet()
  const revision = useRevision()
  const layout = useMemo(() => columns.map((column) => column.id).join(), [columns])
  const viewKey = JSON.stringify(view)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the layout and the view's key stand for the columns and the view
  useEffect(() => {
    if (api === undefined) return
    const { setTiles, setTotal } = useGrid.getState()
    const tiles = createTiles({
      sheet: sheet.id,
      view,
      columns: columns.map((column) => column.id),
      read: (block) => engine('sheet.window', block, { label: `Reading ${sheet.name}` }),
      onTotal: setTotal,
      onRows: (firstRow, lastRow) => {
        refreshRows(api, firstRow, lastRow)
        useGrid.getState().noteArrival()
      },
      onRefusal: (message) => useGrid.getState().refuse({ place: { row: 0, column: 0 }, message }),
    })
    setTiles(tiles)
    readViewport(api)
    api.refreshCells({ force: true })
    return () => {
      tiles.close()
      setTiles(undefined)
    }
  }, [api, sheet.id, layout, viewKey])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision is not read, it is why cells are read again
  useEffect(() => {
    useGrid.getState().tiles?.refresh()
  }, [revision])
}

/** Marks what a search found. */
function useMatchesOnScreen(api: GridApi | undefined): void {
  const matches = useFind((state) => state.matches)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cells' rules ask for the matches themselves
  useEffect(() => api?.refreshCells({ force: true }), [api, matches])
}

/** A key that nothing has the focus for, such as after a menu was closed, is the grid's. */
function useLostKeys(api: GridApi | undefined): void {
  useEffect(() => {
    if (api === undefined) return
    const take = (event: KeyboardEvent) => {
      const present = presentSheet()
      const isOverlaid = document.querySelector('.bp6-overlay-open .bp6-dialog, .bp6-menu') !== null
      if (event.target !== document.body || isOverlaid || present === undefined) return
      focusActiveCell(api, present)
      handleGridKey(event, api)
    }
    window.addEventListener('keydown', take)
    return () => window.removeEventListener('keydown', take)
  }, [api])
}

/** What menus and commands can do with the drawn grid. */
function useGridHandles(api: GridApi | undefined): void {
  useEffect(() => {
    if (api === undefined) return
    useGrid.setState({
      fitColumn: (column) => api.autoSizeColumns([String(column)]),
      focusGrid: () => {
        const present = presentSheet()
        if (present !== undefined) focusActiveCell(api, present)
      },
    })
    return () => useGrid.setState({ fitColumn: undefined, focusGrid: undefined })
  }, [api])
}

function refreshRows(api: GridApi, firstRow: number, lastRow: number): void {
  if (api.isDestroyed()) return
  const rowNodes = api
    .getRenderedNodes()
    .filter(({ rowIndex }) => rowIndex !== null && rowIndex >= firstRow && rowIndex <= lastRow)
  if (rowNodes.length > 0) api.refreshCells({ rowNodes, force: true })
}

function useRowCount(api: GridApi | undefined, rowCount: number): void {
  useEffect(() => {
    if (api === undefined) return
    api.setRowCount(rowCount, true)
    readViewport(api)
    const present = presentSheet()
    if (present !== undefined && rowCount > 0) {
      const clamped = clampSelection(present.selection, present.extent)
      if (JSON.stringify(clamped) !== JSON.stringify(present.selection)) useGrid.getState().select(clamped)
    }
  }, [api, rowCount])
}

/** Draws the selection and follows it, at every change of it. */
function useSelectionOnScreen(api: GridApi | undefined, root: React.RefObject<HTMLDivElement | null>): void {
  const selection = useGrid(selectionOf)
  const drawn = useRef(drawnSelection())
  const isWriting = useGrid((state) => state.editing !== undefined || state.writingNote)
  // The end of writing gives the keyboard back to the cells.
  useEffect(() => {
    const present = presentSheet()
    if (api === undefined || present === undefined || root.current === null || isWriting) return
    if (isFocusFree(root.current)) focusActiveCell(api, present)
  }, [api, root, isWriting])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selection is read with the rest of the present sheet
  useEffect(() => {
    const present = presentSheet()
    if (api === undefined || present === undefined || root.current === null) return
    const after = drawnSelection()
    redrawSelection(api, present.columns, drawn.current, after)
    drawn.current = after
    revealSelection(api, present)
    if (isFocusFree(root.current)) focusActiveCell(api, present)
  }, [api, root, selection])
}

/** The focus may follow the selection unless the user is typing somewhere. */
function isFocusFree(root: HTMLElement): boolean {
  const focused = document.activeElement
  if (focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement) return false
  return focused === null || focused === document.body || root.contains(focused)
}

function keepWidth(event: ColumnResizedEvent): void {
  // Numbers are shown with as many digits as fit.
  if (event.finished && event.columns !== null)
    event.api.refreshCells({ columns: event.columns, force: true })
  const present = presentSheet()
  const column = event.column
  const isByUser = event.source === 'uiColumnResized' || event.source === 'autosizeColumns'
  if (!event.finished || !isByUser || column === null || present === undefined) return
  void applyCommand({
    type: 'formatColumn',
    sheet: present.info.id,
    column: columnId(Number(column.getColId())),
    width: widthOfPixels(column.getActualWidth()),
  })
}
