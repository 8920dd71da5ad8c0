import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { UnsavedProject } from '#shared/contract/project.ts'
import { type Outcome, refuse } from '../refusal.ts'
import { readRow } from './connection.ts'
import { type Project, projectExtension } from './project.ts'
import { readProjectInfo } from './project-info.ts'

/** How long a project that was never saved is kept after it was last open. */
const keptFor = 30 * 24 * 3600 * 1000

/** What is known of a kept project without opening its file; it lies beside it. */
const noteSchema = z.object({ name: z.string(), keptAt: z.iso.datetime(), changes: z.number().int() })

/** Ids are the names of files in one folder; what reaches out of it is none. */
const idSchema = z.uuid()

const projectFile = (directory: string, id: string): string => join(directory, `${id}${projectExtension}`)
const noteFile = (directory: string, id: string): string => join(directory, `${id}.json`)

/**
 * Closes a project that another takes the place of. One that was never saved is kept with a note where someone worked
 * on it, and deleted where it holds nothing that its source file does not.
 */
export async function leaveProject(directory: string, project: Project): Promise<void> {
  if (project.saved) return project.close()
  const changes = await countChanges(project)
  return changes === 0 ? discard(directory, project) : keep(directory, project, changes)
}

/** Closes the project that is open when Tenure ends, and opens again when it starts; an empty one is deleted. */
export async function restProject(directory: string, project: Project): Promise<void> {
  if (project.saved) return project.close()
  const { sources } = await readProjectInfo(project)
  if (sources.length === 0) return discard(directory, project)
  return keep(directory, project, await countChanges(project))
}

async function discard(directory: string, project: Project): Promise<void> {
  await project.discard()
  await deleteProject(directory, basename(project.path, projectExtension))
}

async function keep(directory: string, project: Project, changes: number): Promise<void> {
  const { name } = await readProjectInfo(project)
  await project.close()
  const note = { name, keptAt: new Date().toISOString(), changes } satisfies z.input<typeof noteSchema>
  await writeFile(noteFile(directory, basename(project.path, projectExtension)), JSON.stringify(note))
}

/** What someone did by hand: the mapping that Tenure made when the file was opened is no change. */
async function countChanges(project: Project): Promise<number> {
  const counted = await project.read((connection) =>
    readRow(
      connection,
      z.object({ changes: z.number() }),
      `SELECT greatest((SELECT count(*) FROM journal WHERE NOT undone) - (SELECT count(*) FROM mapping), 0)
        + (SELECT count(*) FROM scenario) + (SELECT count(*) FROM assumption)
        + (SELECT count(*) FROM target) + (SELECT count(*) FROM custom_metric) AS changes`,
    ),
  )
  return counted?.changes ?? 0
}

/** The projects that were left without being saved, newest first; the open one is not among them. */
export async function listUnsaved(directory: string, present: string): Promise<readonly UnsavedProject[]> {
  const names = await readdir(directory)
  const ids = names
    .filter((name) => name.endsWith(projectExtension) && join(directory, name) !== present)
    .map((name) => name.slice(0, -projectExtension.length))
  const listed = await Promise.all(ids.map((id) => readNote(directory, id)))
  return listed
    .filter((project) => project !== undefined)
    .sort((one, other) => other.keptAt.localeCompare(one.keptAt))
}

async function readNote(directory: string, id: string): Promise<UnsavedProject | undefined> {
  try {
    return { id, ...noteSchema.parse(JSON.parse(await readFile(noteFile(directory, id), 'utf8'))) }
  } catch {
    // Still open when Tenure stopped, or half written: there is nothing to call it by.
    return undefined
  }
}

/** The path of a project kept without being saved. */
export async function findUnsaved(directory: string, id: string): Promise<Outcome<string>> {
  const path = projectFile(directory, id)
  const isThere = idSchema.safeParse(id).success && (await stat(path).catch(() => undefined)) !== undefined
  if (isThere) return { ok: true, value: path }
  return refuse('not_found', 'This project is not kept any more.')
}

/** Deletes one project that was never saved. */
export async function forgetUnsaved(directory: string, id: string): Promise<Outcome<undefined>> {
  const found = await findUnsaved(directory, id)
  if (!found.ok) return found
  await deleteProject(directory, id)
  return { ok: true, value: undefined }
}

/** Deletes projects that were never saved and not opened for a month, with their logs. */
export async function forgetOldProjects(directory: string, present: string, now = Date.now()): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name)
    if (!name.endsWith(projectExtension) || path === present) continue
    const { mtimeMs } = await stat(path)
    if (now - mtimeMs < keptFor) continue
    await deleteProject(directory, name.slice(0, -projectExtension.length))
  }
}

async function deleteProject(directory: string, id: string): Promise<void> {
  const path = projectFile(directory, id)
  for (const file of [path, `${path}.wal`, noteFile(directory, id)]) await rm(file, { force: true })
}
