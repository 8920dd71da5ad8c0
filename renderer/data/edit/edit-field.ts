import type { KeyboardEvent } from 'react'
import type { Direction } from '../selection/move.ts'
import { useGrid } from '../state/grid-state.ts'
import { commitEdit, commitToSelection } from './edit-cell.ts'

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

/** Keys of a field that takes a cell's input: the one in the cell, and the formula bar. */
export function handleEditKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const { editing, edit } = useGrid.getState()
  if (editing === undefined || event.nativeEvent.isComposing) return
  const take = () => {
    event.preventDefault()
    event.stopPropagation()
  }
  switch (event.key) {
    case 'Enter':
      take()
      if (event.altKey) insertLineBreak(event.currentTarget)
      else if (event.ctrlKey) void commitToSelection()
      else void commitEdit({ type: 'advance', along: 'rows', backward: event.shiftKey })
      return
    case 'Tab':
      take()
      void commitEdit({ type: 'advance', along: 'columns', backward: event.shiftKey })
      return
    case 'Escape':
      take()
      edit(undefined)
      return
    case 'F2':
      take()
      edit({ ...editing, mode: editing.mode === 'enter' ? 'edit' : 'enter' })
      return
  }
  const direction = arrows[event.key]
  if (direction === undefined || editing.mode === 'edit' || editing.focus === 'bar') return
  take()
  void commitEdit({ type: 'move', direction })
}

/** Alt+Enter, as Excel has it; the field's own undo knows of it. */
function insertLineBreak(field: HTMLTextAreaElement): void {
  const { selectionStart, selectionEnd, value } = field
  const text = `${value.slice(0, selectionStart)}\n${value.slice(selectionEnd)}`
  const { editing, edit } = useGrid.getState()
  if (editing !== undefined) edit({ ...editing, text })
  requestAnimationFrame(() => field.setSelectionRange(selectionStart + 1, selectionStart + 1))
}
