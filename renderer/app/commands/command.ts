import type { IconName } from '@blueprintjs/icons'

/** One thing the user can do by menu, key or palette. A command is one object in one file; the index gathers them. */
export interface Command {
  /** Equal to the native menu's command of the same meaning, where there is one. */
  readonly id: string
  readonly title: string
  readonly group: 'File' | 'Edit' | 'View' | 'Go to' | 'Help'
  readonly icon?: IconName
  /** As shown: "Ctrl+O". */
  readonly shortcut?: string
  readonly enabled?: () => boolean
  readonly run: () => void | Promise<void>
}
