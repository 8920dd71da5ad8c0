import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, link, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Files for the time of one import, in the folder that the database may read; gone when `dispose` is called. */
export interface StagingArea {
  /** A path in the folder for a file that the caller will write. */
  reserve(extension: string): string
  /** The file under a path that the database may read: itself where it may read all, else a link or a copy. */
  admit(path: string, extension: string): Promise<string>
  dispose(): Promise<void>
}

export function createStagingArea(directory: string | undefined): StagingArea {
  const folder = directory ?? tmpdir()
  const made: string[] = []
  const reserve = (extension: string): string => {
    const path = join(folder, `import-${randomUUID()}${extension}`)
    made.push(path)
    return path
  }
  return {
    reserve,
    async admit(path, extension) {
      if (directory === undefined) return path
      await mkdir(directory, { recursive: true })
      const staged = reserve(extension)
      // DuckDB resolves symbolic links before it checks the folder, so the file itself must be there.
      await link(path, staged).catch(() => copyFile(path, staged, constants.COPYFILE_FICLONE))
      return staged
    },
    async dispose() {
      for (const path of made.splice(0)) await rm(path, { force: true })
    },
  }
}
