import { copyCells, cutCells } from '#renderer/data/clipboard/copy-cells.ts'
import { pasteFromClipboard } from '#renderer/data/clipboard/paste-cells.ts'
import {
  clearCells,
  deleteRows,
  fillCells,
  fillSeries,
  hideSelectedRows,
  insertRows,
} from '#renderer/data/edit/change-cells.ts'
import { freezeAtCell, freezeRows, unfreezePanes, unfreezeRows } from '#renderer/data/edit/freeze-panes.ts'
import { showHiddenRows } from '#renderer/data/filter/change-view.ts'
import { useGrid } from '#renderer/data/state/grid-state.ts'
import { presentSheet } from '#renderer/data/state/present-sheet.ts'
import { useProject } from '../state/project.ts'
import { useView } from '../state/view.ts'
import type { Command } from './command.ts'

const inGrid = (): boolean =>
  useView.getState().workspace === 'data' && useProject.getState().project !== undefined

const cells = (command: Omit<Command, 'group' | 'enabled'>): Command => ({
  ...command,
  group: 'Edit',
  enabled: inGrid,
})

/** The new row has no cell yet that could have a note. */
function writeNote(): void {
  const present = presentSheet()
  if (present !== undefined && present.selection.active.row < present.extent.rows)
    useGrid.getState().writeNote(true)
}

function showRowsAgain(): void {
  const present = presentSheet()
  if (present !== undefined) showHiddenRows(present.info.id)
}

function focusFormulaBar(): void {
  const field = document.querySelector('.formula-bar-field')
  if (field instanceof HTMLTextAreaElement) field.focus()
}

function focusNameBox(): void {
  const field = document.querySelector('.name-box input')
  if (field instanceof HTMLInputElement) field.focus()
}

/** Commands on the selected cells of the grid. */
const editCommands: readonly Command[] = [
  cells({ id: 'cut', title: 'Cut', shortcut: 'Ctrl+X', run: cutCells }),
  cells({ id: 'copy', title: 'Copy', shortcut: 'Ctrl+C', run: () => copyCells() }),
  cells({ id: 'copyWithHeaders', title: 'Copy with headers', run: () => copyCells(true) }),
  cells({ id: 'paste', title: 'Paste', shortcut: 'Ctrl+V', run: () => pasteFromClipboard() }),
  cells({
    id: 'pasteValues',
    title: 'Paste values',
    shortcut: 'Ctrl+Shift+V',
    run: () => pasteFromClipboard(),
  }),
  cells({ id: 'pasteTransposed', title: 'Paste transposed', run: () => pasteFromClipboard(true) }),
  cells({ id: 'clearCells', title: 'Clear cells', shortcut: 'Delete', run: clearCells }),
  cells({ id: 'fillDown', title: 'Fill down', shortcut: 'Ctrl+D', run: () => fillCells('down') }),
  cells({ id: 'fillRight', title: 'Fill right', shortcut: 'Ctrl+R', run: () => fillCells('right') }),
  cells({ id: 'fillSeries', title: 'Fill series', run: fillSeries }),
  cells({ id: 'insertRowsAbove', title: 'Insert rows above', run: () => insertRows('above') }),
  cells({ id: 'insertRowsBelow', title: 'Insert rows below', run: () => insertRows('below') }),
  cells({ id: 'deleteRows', title: 'Delete rows', run: deleteRows }),
  cells({ id: 'hideRows', title: 'Hide rows', shortcut: 'Ctrl+9', run: hideSelectedRows }),
  cells({ id: 'showRows', title: 'Show the hidden rows', shortcut: 'Ctrl+Shift+9', run: showRowsAgain }),
  cells({
    id: 'freezePanes',
    title: 'Freeze the rows above and the columns left of the cell',
    run: freezeAtCell,
  }),
  cells({ id: 'freezeRows', title: 'Freeze up to the selected row', run: freezeRows }),
  cells({ id: 'unfreezeRows', title: 'Unfreeze rows', run: unfreezeRows }),
  cells({ id: 'unfreezePanes', title: 'Unfreeze rows and columns', run: unfreezePanes }),
  cells({
    id: 'note',
    title: 'Write a note on the cell',
    shortcut: 'Shift+F2',
    run: writeNote,
  }),
  cells({ id: 'formulaBar', title: 'Go to the formula bar', shortcut: 'F6', run: focusFormulaBar }),
  cells({ id: 'nameBox', title: 'Go to an address', shortcut: 'Ctrl+G', run: focusNameBox }),
]

export default editCommands
