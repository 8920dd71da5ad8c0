import { useEffect } from 'react'
import { commands } from './commands/index.ts'

/** The shortcut that a key event spells, in the form commands write it: "Ctrl+Shift+S". Command counts as Ctrl. */
function spelled(event: KeyboardEvent): string {
  const parts: string[] = []
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl')
  if (event.altKey) parts.push('Alt')
  if (event.shiftKey) parts.push('Shift')
  parts.push(event.key.length === 1 ? event.key.toUpperCase() : event.key)
  return parts.join('+')
}

/** Keys that work everywhere in the window. The native menu's accelerators come first and never reach the page. */
export function useKeys(run: (command: string) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const shortcut = spelled(event)
      const command = commands.find((known) => known.shortcut === shortcut)
      // The grid and text fields have undo, redo and their like under their own hands.
      if (command === undefined || command.group === 'Edit') return
      event.preventDefault()
      run(command.id)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [run])
}
