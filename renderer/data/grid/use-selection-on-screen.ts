import type { GridApi } from 'ag-grid-community'
import { type RefObject, useEffect, useRef } from 'react'
import { useCut } from '../clipboard/cut-cells.ts'
import { useFind } from '../find/find-state.ts'
import { selectionOf, useGrid } from '../state/grid-state.ts'
import { presentSheet, useSheet } from '../state/present-sheet.ts'
import { drawnSelection } from './drawn-selection.ts'
import { handleGridKey } from './grid-keys.ts'
import { redrawSelection } from './redraw-selection.ts'
import { focusActiveCell, revealActiveCell, revealSelection } from './reveal.ts'

/** Draws the selection and follows it, at every change of it. */
export function useSelectionOnScreen(api: GridApi | undefined, root: RefObject<HTMLDivElement | null>): void {
  const selection = useGrid(selectionOf)
  const cut = useCut((state) => state.cut)
  const drawn = useRef(drawnSelection())
  const { columns } = useSheet()
  const frozenRows = useGrid((state) => state.frozenRows)
  const isWriting = useGrid((state) => state.editing !== undefined || state.writingNote)
  // A column that goes away, hidden or deleted, takes the focus of its cell with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the columns are not read, they are why the focus may be gone
  useEffect(() => {
    const present = presentSheet()
    if (api !== undefined && present !== undefined && document.activeElement === document.body)
      focusActiveCell(api, present)
  }, [api, columns])
  // What is written into has to be seen; the end of writing gives the keyboard back to the cells.
  useEffect(() => {
    const present = presentSheet()
    if (api === undefined || present === undefined || root.current === null) return
    if (isWriting) revealActiveCell(api, present)
    else if (isFocusFree(root.current)) focusActiveCell(api, present)
  }, [api, root, isWriting])
  // Where rows freeze, the grid counts the others anew: its focus would be on another cell.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the frozen rows are not read, they are why the focus moves
  useEffect(() => {
    const present = presentSheet()
    if (api === undefined || present === undefined || root.current === null) return
    if (isFocusFree(root.current)) focusActiveCell(api, present)
  }, [api, root, frozenRows])
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is cut is read with the rest of the drawn selection
  useEffect(() => {
    const present = presentSheet()
    if (api === undefined || present === undefined) return
    const after = drawnSelection()
    redrawSelection(api, present.columns, drawn.current, after)
    drawn.current = after
  }, [api, cut])
}

/** The focus may follow the selection unless the user is typing somewhere. */
function isFocusFree(root: HTMLElement): boolean {
  const focused = document.activeElement
  if (focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement) return false
  return focused === null || focused === document.body || root.contains(focused)
}

/** Marks what a search found. */
export function useMatchesOnScreen(api: GridApi | undefined): void {
  const matches = useFind((state) => state.matches)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cells' rules ask for the matches themselves
  useEffect(() => api?.refreshCells({ force: true }), [api, matches])
}

/** A key that nothing has the focus for, such as after a menu was closed, is the grid's. */
export function useLostKeys(api: GridApi | undefined): void {
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
export function useGridHandles(api: GridApi | undefined): void {
  useEffect(() => {
    if (api === undefined) return
    useGrid.setState({
      fitColumns: (columns) => api.autoSizeColumns(columns.map(String)),
      focusGrid: () => {
        const present = presentSheet()
        // A menu may finish closing after the user has begun to type.
        const { editing, writingNote } = useGrid.getState()
        if (present !== undefined && editing === undefined && !writingNote) focusActiveCell(api, present)
      },
    })
    return () => useGrid.setState({ fitColumns: undefined, focusGrid: undefined })
  }, [api])
}
