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
  const field = event.currentTarget
  if (event.nativeEvent.isComposing) return
  if (editing === undefined) {
    if (event.key === 'Escape') leaveField(field)
    return
  }
  const take = () => {
    event.preventDefault()
    event.stopPropagation()
  }
  switch (event.key) {
    case 'Enter':
      take()
      if (event.altKey) {
        insertLineBreak()
        return
      }
      if (event.ctrlKey) void commitToSelection()
      else void commitEdit({ type: 'advance', along: 'rows', backward: event.shiftKey })
      leaveField(field)
      return
    case 'Tab':
      take()
      void commitEdit({ type: 'advance', along: 'columns', backward: event.shiftKey })
      leaveField(field)
      return
    case 'Escape':
      take()
      edit(undefined)
      leaveField(field)
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

/** What is typed next is for the cells again, also from the formula bar, which stays where it is. */
function leaveField(field: HTMLTextAreaElement): void {
  field.blur()
  useGrid.getState().focusGrid?.()
}

/**
 * Alt+Enter, as Excel has it. Done as if typed, so that the field's own undo knows of it, and the caret is in its place
 * before the next key.
 */
const insertLineBreak = (): void => void document.execCommand('insertText', false, '\n')
