import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { projectExtension } from './project.ts'

/** How long a project that was never saved is kept after it was last open. */
const keptFor = 30 * 24 * 3600 * 1000

/** Deletes projects that were never saved and not opened for a month, with their logs. */
export async function forgetOldProjects(directory: string, present: string, now = Date.now()): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name)
    if (!name.endsWith(projectExtension) || path === present) continue
    const { mtimeMs } = await stat(path)
    if (now - mtimeMs < keptFor) continue
    await rm(path, { force: true })
    await rm(`${path}.wal`, { force: true })
  }
}
