import type { GridApi } from 'ag-grid-community'
import { useEffect, useMemo, useRef } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import { useProject, useRevision } from '#renderer/app/state/project.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { createTiles, type Tiles } from '../cells/tiles.ts'
import { clampSelection } from '../selection/selection.ts'
import { useGrid } from '../state/grid-state.ts'
import { isNarrowed, presentSheet, useSheet } from '../state/present-sheet.ts'
import { fitUnsizedColumns } from './fit-columns.ts'
import { drawnNodes, drawRows } from './frozen-rows.ts'

/** Tells the tiles what is on screen. */
export function readViewport(api: GridApi): void {
  const present = presentSheet()
  if (present?.tiles === undefined) return
  const { frozenRows } = useGrid.getState()
  const firstRow = frozenRows + Math.max(0, api.getFirstDisplayedRowIndex())
  const lastRow = Math.max(firstRow, frozenRows + api.getLastDisplayedRowIndex())
  const shown = new Set(api.getAllDisplayedVirtualColumns().map((column) => column.getColId()))
  let firstColumn = -1
  let lastColumn = -1
  present.columns.forEach((column, place) => {
    if (!shown.has(String(column.id))) return
    if (firstColumn < 0) firstColumn = place
    lastColumn = place
  })
  const { active } = present.selection
  if (firstColumn >= 0) present.tiles.show({ frozenRows, firstRow, lastRow, firstColumn, lastColumn, active })
}

/**
 * One set of tiles for each sheet, view and layout of columns; an edit refreshes it in place. What another set of the
 * same sheet has drawn stays on screen until the cells have come.
 */
export function useTiles(sheet: SheetInfo, api: GridApi | undefined): void {
  const { columns, view } = useSheet()
  const revision = useRevision()
  const layout = useMemo(() => columns.map((column) => column.id).join(), [columns])
  const viewKey = JSON.stringify(view)
  const last = useRef<{ readonly importedAt: string | undefined; readonly tiles: Tiles } | undefined>(
    undefined,
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: the layout and the view's key stand for the columns and the view
  useEffect(() => {
    if (api === undefined) return
    const { setTiles, setExtent } = useGrid.getState()
    const importedAt = useProject.getState().project?.sources[0]?.importedAt
    const isAsStored = view.sort.length === 0 && !isNarrowed(view)
    const label = `${isAsStored ? 'Reading' : 'Sorting and filtering'} ${sheet.name}`
    const tiles = createTiles({
      sheet: sheet.id,
      view,
      columns: columns.map((column) => column.id),
      before: last.current?.importedAt === importedAt ? last.current?.tiles : undefined,
      read: (block) => engine('sheet.window', block, { label }),
      onExtent: setExtent,
      onRows: (firstRow, lastRow) => {
        if (firstRow === 0) fitUnsizedColumns(api)
        // The rows beside them may be marked by what is hidden between.
        refreshRows(api, firstRow - 1, lastRow + 1)
        useGrid.getState().noteArrival()
      },
      onRefusal: (message) => useGrid.getState().refuse({ place: { row: 0, column: 0 }, message }),
    })
    last.current = { importedAt, tiles }
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

function refreshRows(api: GridApi, firstRow: number, lastRow: number): void {
  if (api.isDestroyed()) return
  const rowNodes = drawnNodes(api, (row) => row >= firstRow && row <= lastRow)
  if (rowNodes.length > 0) api.refreshCells({ rowNodes, force: true })
}

/** Tells the grid how many rows the view has and how many of them do not scroll, and draws the selection back to them. */
export function useRowCount(api: GridApi | undefined, rowCount: number, frozenRows: number): void {
  useEffect(() => {
    if (api === undefined) return
    drawRows(api, rowCount, frozenRows)
    // The new row is another one now.
    api.refreshCells({ force: true })
    readViewport(api)
    const present = presentSheet()
    if (present !== undefined && rowCount > 0) {
      const clamped = clampSelection(present.selection, present.reach)
      if (JSON.stringify(clamped) !== JSON.stringify(present.selection)) useGrid.getState().select(clamped)
    }
  }, [api, rowCount, frozenRows])
  useEffect(() => () => useGrid.setState({ frozenRows: 0 }), [])
}
