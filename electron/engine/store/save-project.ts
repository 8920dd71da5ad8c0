import { constants } from 'node:fs'
import { copyFile, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type Outcome, refuse } from '../refusal.ts'
import { openProject, type Project, type ProjectPlace } from './project.ts'

/**
 * Copies the project to a place of the user's choosing and opens it there. The copy is written beside the target and
 * renamed over it, so the target is at every moment the old file or the whole new one.
 */
export async function saveProjectAs(project: Project, place: ProjectPlace): Promise<Outcome<Project>> {
  if (resolve(place.path) === resolve(project.path)) return { ok: true, value: project }
  const busy = await refuseIfBusy(place)
  if (busy !== undefined) return busy
  const partial = join(dirname(place.path), `.${basename(place.path)}.partial`)
  try {
    await project.whileStill(async () => {
      await copyFile(project.path, partial, constants.COPYFILE_FICLONE)
      await flush(partial)
      await rename(partial, place.path)
      // What stood at the target before may have left a log of its own; it is none of the new file's.
      await rm(`${place.path}.wal`, { force: true })
      await flush(dirname(place.path))
    })
  } catch (error) {
    await rm(partial, { force: true })
    return refuseToWrite(place.path, error)
  }
  return openProject(place, project)
}

/** A project that another window has open must not be replaced under it. */
async function refuseIfBusy(place: ProjectPlace): Promise<Outcome<never> | undefined> {
  const exists = await stat(place.path).then(
    () => true,
    () => false,
  )
  if (!exists) return undefined
  const opened = await openProject(place)
  if (opened.ok) await opened.value.close()
  return !opened.ok && opened.error.code === 'file_busy' ? opened : undefined
}

/** Makes sure that a file's content, or a directory's entries, are on the disk. */
async function flush(path: string): Promise<void> {
  if (process.platform === 'win32' && (await stat(path)).isDirectory()) return
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

function refuseToWrite(path: string, error: unknown): Outcome<never> {
  const name = basename(path)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return refuse('no_space', `"${name}" could not be saved: the disk is full. Nothing was changed.`, error)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refuse(
        'permission_denied',
        `"${name}" could not be saved: permission denied. Choose another folder.`,
        error,
      )
    case 'EBUSY':
      return refuse(
        'file_busy',
        `"${name}" is in use by another program. Close it there, or choose another name.`,
        error,
      )
    default:
      return refuse('cannot_write', `"${name}" could not be saved. Choose another folder or name.`, error)
  }
}
