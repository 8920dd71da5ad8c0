import { isAbsolute } from 'node:path'
import type { IpcMain } from 'electron'
import { z } from 'zod'
import { droppedFilesChannel } from '#shared/contract/channels.ts'
import { grantForReading } from './file-dialogs.ts'
import type { FileGrants } from './file-grants.ts'
import { isFromApp } from './shell-operations.ts'

/** The paths come from the preload script, which has them of the system for files that the user dropped. */
const pathsSchema = z.array(z.string().refine(isAbsolute)).max(1_000)

export function setupDroppedFiles(ipcMain: IpcMain, grants: FileGrants): void {
  ipcMain.handle(droppedFilesChannel, (event, payload: unknown) => {
    const paths = isFromApp(event) ? pathsSchema.safeParse(payload) : undefined
    if (paths?.success !== true) return []
    return paths.data.map((path) => grantForReading(grants, path))
  })
}
