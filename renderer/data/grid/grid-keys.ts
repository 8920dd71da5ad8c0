import type { GridApi } from 'ag-grid-community'
import { runCommand } from '#renderer/app/commands/index.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { useCut } from '../clipboard/cut-cells.ts'
import { useColumnPanel } from '../columns/column-panel-state.ts'
import { beginEdit } from '../edit/edit-cell.ts'
import { jumpToEdge } from '../selection/jump-to-edge.ts'
import { advance, type Direction, goTo, moveBy, movingPlace } from '../selection/move.ts'
import { type Place, type Selection, selectAll, selectPlace, widenTo } from '../selection/selection.ts'
import { frozenColumns, frozenPanesOf } from '../state/frozen-panes.ts'
import { useGrid } from '../state/grid-state.ts'
import { type PresentSheet, presentSheet } from '../state/present-sheet.ts'
import { useSheetSettings } from '../state/sheet-settings.ts'
import { showNeighbourSheet } from '../state/show-sheet.ts'
import { rowHeightOf } from './grid-theme.ts'

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

interface GridKey {
  readonly key: string
  readonly control: boolean
  readonly shift: boolean
  readonly alt: boolean
}

/** Keys with Ctrl that are commands of the menu and the palette as well. */
const commandKeys: Readonly<Record<string, string>> = {
  z: 'undo',
  y: 'redo',
  'shift+z': 'redo',
  f: 'find',
  h: 'replace',
  g: 'nameBox',
  d: 'fillDown',
  r: 'fillRight',
  'shift+v': 'pasteValues',
  'shift+l': 'clearFilters',
  'alt+l': 'reapply',
  '9': 'hideRows',
  'shift+9': 'showRows',
}

/**
 * Keys while a cell has the focus, as Excel has them. What is handled goes no further; copy, cut and paste go on, since
 * the browser turns them into clipboard events.
 */
export function handleGridKey(event: KeyEvent, api: GridApi): void {
  const present = presentSheet()
  if (present === undefined || !isForCells(event.target)) return
  const pressed: GridKey = {
    key: event.key,
    control: event.ctrlKey || event.metaKey,
    shift: event.shiftKey,
    alt: event.altKey,
  }
  if (!takeNoteKey(pressed) && !takeKey(pressed, present, api)) return
  event.preventDefault()
  event.stopPropagation()
}

/** A note that is asked for opens once its cell is known: what is typed until then must not go into the cell. */
function takeNoteKey({ key }: GridKey): boolean {
  const { writingNote, writeNote } = useGrid.getState()
  if (writingNote && key === 'Escape') writeNote(false)
  return writingNote
}

/** What React's and the browser's own key events have in common. */
type KeyEvent = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'preventDefault' | 'stopPropagation'
> & { readonly target: EventTarget | null }

/** Not for text fields, nor for menus and panels that are drawn elsewhere but belong to the grid for React. */
const isForCells = (target: EventTarget | null): boolean =>
  target === document.body ||
  (target instanceof Element &&
    !(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
    target.closest('.ag-root-wrapper') !== null)

/** True where the key was taken. */
function takeKey(pressed: GridKey, present: PresentSheet, api: GridApi): boolean {
  const select = (selection: Selection | undefined): boolean => {
    if (selection !== undefined) useGrid.getState().select(selection)
    return selection !== undefined
  }
  const { key, control, shift, alt } = pressed
  const spelled = `${alt ? 'alt+' : ''}${shift ? 'shift+' : ''}${key === '(' ? '9' : key.toLowerCase()}`
  const command = control ? commandKeys[spelled] : undefined
  if (command !== undefined) {
    runCommand(command)
    return true
  }
  if (alt && key === 'ArrowDown') return openColumnPanel(present, api)
  const direction = arrows[key]
  if (direction !== undefined && control) {
    void jumpToEdge(present, direction, shift)
    return true
  }
  if (control && (key === 'PageDown' || key === 'PageUp')) {
    showNeighbourSheet(key === 'PageDown' ? 1 : -1)
    return true
  }
  return select(moved(pressed, present, api)) || takeEditKey(pressed)
}

/** Sort and filter of the active cell's column, under its header. */
function openColumnPanel(present: PresentSheet, api: GridApi): true {
  const column = present.columns[present.selection.active.column]
  if (column === undefined) return true
  // Its header may have scrolled out of sight, where it is not drawn.
  api.ensureColumnVisible(String(column.id))
  useColumnPanel.getState().open(column.id)
  return true
}

/** Where the key takes the selection; undefined for other keys. */
function moved(
  { key, control, shift, alt }: GridKey,
  { info, selection, extent, reach }: PresentSheet,
  api: GridApi,
): Selection | undefined {
  const direction = arrows[key]
  if (direction !== undefined) return moveBy(selection, direction, 1, shift, reach)
  const from = movingPlace(selection, shift)
  const lastColumn = Math.max(0, extent.columns - 1)
  switch (key) {
    case 'Home':
      return goTo(selection, startOf(info, from, control), shift)
    case 'End':
      return goTo(
        selection,
        { row: control ? Math.max(0, extent.rows - 1) : from.row, column: lastColumn },
        shift,
      )
    case 'PageDown':
    case 'PageUp': {
      const forward = key === 'PageDown'
      if (alt) return moveBy(selection, forward ? 'right' : 'left', columnsOnScreen(api), shift, reach)
      return moveBy(selection, forward ? 'down' : 'up', rowsOnScreen(api, info.id), shift, reach)
    }
    case 'Tab':
      return control ? undefined : advance(selection, 'columns', shift, reach)
    case 'Enter':
      return control || alt ? undefined : advance(selection, 'rows', shift, reach)
    case 'a':
    case 'A':
      return control && !shift ? selectAll(selection) : undefined
    case ' ':
      if (control && shift) return selectAll(selection)
      if (control) return widenTo(selection, 'columns')
      return shift ? widenTo(selection, 'rows') : undefined
    case 'Escape':
      useCut.getState().end()
      return selectPlace(selection.active)
    default:
      return undefined
  }
}

/** As in Excel the first cell that scrolls; from there the frozen ones before it. */
function startOf(info: SheetInfo, { row, column }: Place, ofSheet: boolean): Place {
  const columns = frozenColumns(info, frozenPanesOf(info))
  const rows = ofSheet ? useGrid.getState().frozenRows : row
  if (column !== columns || row !== rows) return { row: rows, column: columns }
  return { row: ofSheet ? 0 : row, column: 0 }
}

function takeEditKey({ key, control, shift, alt }: GridKey): boolean {
  switch (key) {
    case 'F2':
      if (shift) runCommand('note')
      else beginEdit(undefined)
      return true
    case 'Delete':
      if (control) return false
      runCommand('clearCells')
      return true
    case 'Backspace':
      if (control) return false
      beginEdit('')
      return true
    case 'F3':
      runCommand(shift ? 'findPrevious' : 'findNext')
      return true
    case 'F5':
      runCommand('nameBox')
      return true
    case 'F6':
      runCommand('formulaBar')
      return true
    case 'ContextMenu':
      return false
    // An input method begins: the field must be there before its first letter is.
    case 'Process':
      beginEdit('')
      return false
    default:
      if (control && key === ';') return beginWithToday()
      if (key.length !== 1 || control || alt) return false
      beginEdit(key)
      return true
  }
}

/** Ctrl+; begins an input with the day of today. */
function beginWithToday(): true {
  const today = new Date()
  const parts = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
  beginEdit(parts.map((part) => String(part).padStart(2, '0')).join('-'))
  return true
}

const rowsOnScreen = (api: GridApi, sheet: SheetId): number => {
  const { top, bottom } = api.getVerticalPixelRange()
  const height = rowHeightOf(useSheetSettings.getState().wrapped.has(sheet))
  return Math.max(1, Math.floor((bottom - top) / height) - 1)
}

const columnsOnScreen = (api: GridApi): number => Math.max(1, api.getAllDisplayedVirtualColumns().length - 2)
