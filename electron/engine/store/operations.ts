import { stat } from 'node:fs/promises'
import type { projectOperations } from '#shared/contract/project.ts'
import type { HandlersOf, OperationContext } from '../handlers.ts'
import type { Outcome } from '../refusal.ts'
import { carryViews } from '../sheet/carry-views.ts'
import { importFiles } from './import-files.ts'
import { moveInHistory } from './journal/journal.ts'
import { listHistory } from './journal/list-history.ts'
import { noSheet, openProject, type Project, projectExtension } from './project.ts'
import { readProjectInfo } from './project-info.ts'
import { saveProjectAs } from './save-project.ts'
import { readSetting, writeSetting } from './setting.ts'
import { removeSource } from './source.ts'
import { previewTextFile, readAgain } from './text-source.ts'
import { findUnsaved, forgetUnsaved, listUnsaved } from './unsaved-projects.ts'

export const projectHandlers: HandlersOf<Exclude<keyof typeof projectOperations, 'history.revert'>> = {
  'project.info': async (_request, { project }) => infoOf(project),

  'project.new': async (_request, context) => {
    const fresh = await openProject(context.workbench.newPlace())
    if (!fresh.ok) return fresh
    await context.workbench.adopt(fresh.value)
    return infoOf(fresh.value)
  },

  'project.open': async ({ file }, context) => {
    const path = context.workbench.resolveFile(file, 'read')
    if (!path.ok) return path
    if (await isSameFile(path.value, context.project.path)) return infoOf(context.project)
    const opened = path.value.toLowerCase().endsWith(projectExtension)
      ? await openProject(context.workbench.placeOf(path.value))
      : await importIntoNew(path.value, context)
    if (!opened.ok) return opened
    await context.workbench.adopt(opened.value)
    return infoOf(opened.value)
  },

  'project.import': async ({ files, dialect }, context) => {
    const paths: string[] = []
    for (const file of files) {
      const path = context.workbench.resolveFile(file, 'read')
      if (!path.ok) return path
      paths.push(path.value)
    }
    const imported = await importFiles(context.project, {
      paths,
      dialect,
      signal: context.signal,
      onProgress: context.onProgress,
    })
    return imported.ok ? infoOf(context.project) : imported
  },

  'project.previewText': previewTextFile,
  'project.readAgain': readAgain,

  'project.saveAs': async ({ file }, { project, workbench }) => {
    const path = workbench.resolveFile(file, 'write')
    if (!path.ok) return path
    const saved = await saveProjectAs(project, workbench.placeOf(path.value))
    if (!saved.ok) return saved
    if (saved.value !== project) await carryViews(project, saved.value)
    await workbench.moveTo(saved.value)
    return infoOf(saved.value)
  },

  'project.unsaved': async (_request, { project, workbench }) => ({
    ok: true,
    value: { projects: [...(await listUnsaved(workbench.projectDirectory, project.path))] },
  }),

  'project.openUnsaved': async ({ id }, { workbench }) => {
    const path = await findUnsaved(workbench.projectDirectory, id)
    if (!path.ok) return path
    const opened = await openProject({ ...workbench.placeOf(path.value), saved: false })
    if (!opened.ok) return opened
    await workbench.adopt(opened.value)
    return infoOf(opened.value)
  },

  'project.forgetUnsaved': async ({ id }, { workbench }) => {
    const forgotten = await forgetUnsaved(workbench.projectDirectory, id)
    return forgotten.ok ? { ok: true, value: {} } : forgotten
  },

  'project.removeSource': async ({ source }, { project }) => {
    const removed = await project.write<undefined>(async (connection) => {
      await removeSource(connection, source)
      return { ok: true, value: undefined }
    })
    return removed.ok ? infoOf(project) : removed
  },

  'project.setting': async ({ key, value }, { project }) => {
    if (value === undefined) {
      const known = await project.read((connection) => readSetting(connection, key))
      return { ok: true, value: { value: known ?? null } }
    }
    const written = await project.write<undefined>(async (connection, scope) => {
      scope.limitTo(noSheet)
      await writeSetting(connection, key, value)
      return { ok: true, value: undefined }
    })
    return written.ok ? { ok: true, value: { value } } : written
  },

  'history.undo': async (_request, { project }) => {
    const moved = await moveInHistory(project, 'back')
    return moved.ok ? infoOf(project) : moved
  },

  'history.redo': async (_request, { project }) => {
    const moved = await moveInHistory(project, 'forward')
    return moved.ok ? infoOf(project) : moved
  },

  'history.list': async ({ limit }, { project }) => ({
    ok: true,
    value: { entries: await project.read((connection) => listHistory(connection, limit)) },
  }),
}

/**
 * True where two paths lead to one file, links followed. A project that is open must not be opened again: the system
 * lets one process lock a file twice, and two instances would write over each other.
 */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)))
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino
}

async function infoOf(project: Project) {
  return { ok: true as const, value: await readProjectInfo(project) }
}

/** A new project with one imported file; nothing is left of it where the import fails. */
async function importIntoNew(path: string, context: OperationContext): Promise<Outcome<Project>> {
  const fresh = await openProject(context.workbench.newPlace())
  if (!fresh.ok) return fresh
  const imported = await importFiles(fresh.value, {
    paths: [path],
    dialect: undefined,
    signal: context.signal,
    onProgress: context.onProgress,
  })
  if (imported.ok) return fresh
  await fresh.value.discard()
  return imported
}
