import { useEffect } from 'react'
import { useGrid } from './grid-state.ts'

/** Gives the keyboard back to the cells once the dialog that calls this is gone. */
export function useFocusBack(): void {
  useEffect(() => () => void requestAnimationFrame(() => useGrid.getState().focusGrid?.()), [])
}
