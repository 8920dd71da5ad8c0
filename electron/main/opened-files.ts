import type { App } from 'electron'
import { z } from 'zod'
import { grantForReading } from './file-dialogs.ts'
import type { FileGrants } from './file-grants.ts'
import type { MainWindow } from './window.ts'

/** What a second start hands to the app that runs already. */
export const handedOverSchema = z.object({ files: z.array(z.string()) })
export type HandedOver = z.infer<typeof handedOverSchema>

/** Files that come from outside the window: command line, second start, the system's "open with", the menu. */
export interface OpenedFiles {
  /** Passes files on to the window, or keeps them until it asks for them. */
  readonly open: (paths: readonly string[]) => void
  /** The window's question at its start: everything kept so far. From now on files are sent to it. */
  readonly takeKept: () => readonly string[]
  /** A new window will ask again. */
  readonly keep: () => void
}

export function setupOpenedFiles(
  app: App,
  window: MainWindow,
  grants: FileGrants,
  first: readonly string[],
): OpenedFiles {
  const kept = [...first]
  let isListening = false
  let hadWindow = false

  const open = (paths: readonly string[]) => {
    // The first window is the start's own affair; later ones may have been closed while the app went on (macOS).
    if (hadWindow) window.open()
    if (paths.length === 0) return
    if (!isListening) kept.push(...paths)
    else window.send({ type: 'files', files: paths.map((path) => grantForReading(grants, path)) })
  }

  app.on('open-file', (event, path) => {
    event.preventDefault()
    open([path])
  })
  app.on('second-instance', (_event, _argv, _workingFolder, data) => {
    const handedOver = handedOverSchema.safeParse(data)
    open(handedOver.success ? handedOver.data.files : [])
  })

  return {
    open,
    takeKept: () => {
      isListening = true
      return kept.splice(0)
    },
    keep: () => {
      isListening = false
      hadWindow = true
    },
  }
}
