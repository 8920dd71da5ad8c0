import { useOverlays } from '../state/overlays.ts'
import type { Command } from './command.ts'

const overlayCommands: readonly Command[] = [
  {
    id: 'palette',
    title: 'Find a command, sheet, column, metric or scenario',
    group: 'Go to',
    shortcut: 'Ctrl+K',
    run: () => useOverlays.getState().show('palette'),
  },
  {
    id: 'help',
    title: 'Help',
    group: 'Help',
    shortcut: 'F1',
    run: () => useOverlays.getState().show('help'),
  },
  {
    id: 'shortcuts',
    title: 'Keyboard shortcuts',
    group: 'Help',
    run: () => useOverlays.getState().show('help'),
  },
]

export default overlayCommands
