import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Answer } from '#shared/contract/bridge.ts'
import type { EngineOperationName, ReplyOf, RequestInput } from '#shared/contract/index.ts'
import type { EngineEvent } from '#shared/contract/protocol.ts'
import type { Progress } from '#shared/contract/values.ts'
import type { FileToken } from '#shared/domain/ids.ts'
import { dispatch, type HandlerLookup } from './dispatch.ts'
import { handlers } from './handlers.ts'
import { type Failure, type Outcome, refuse } from './refusal.ts'
import { recordProblem } from './store/catalog.ts'
import { openProject, type Project, type ProjectPlace, projectExtension } from './store/project.ts'
import { readProjectInfo } from './store/project-info.ts'
import { forgetOldProjects, leaveProject, restProject } from './store/unsaved-projects.ts'

export type GrantMode = 'read' | 'write'

export interface EngineOptions {
  /** Where projects live until the user chooses a place for them. */
  readonly projectDirectory: string
  /** Private to this engine: readers and DuckDB put temporary files here. */
  readonly stagingDirectory: string
  /** The path behind a token that the user granted for this use, or undefined. */
  readonly resolveFile: (file: FileToken, mode: GrantMode) => string | undefined
  /** Open the project that was open when the engine last ran, as after a crash. */
  readonly resume?: boolean
  readonly checkReplies?: boolean
}

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/** The whole of Tenure without a window: operations in, answers and events out. Plain Node. */
export interface Engine {
  /** An operation from outside, unchecked; see `dispatch`. */
  readonly handle: (name: string, payload: unknown, options?: CallOptions) => Promise<Answer<unknown>>
  /** The same for callers of the same process, typed by the contract. */
  readonly ask: <Name extends EngineOperationName>(
    name: Name,
    request: RequestInput<Name>,
    options?: CallOptions,
  ) => Promise<Answer<ReplyOf<Name>>>
  /** The open project, for callers that work on the store itself. */
  readonly project: () => Promise<Project>
  /** Returns its own cleanup. */
  readonly onEvent: (listener: (event: EngineEvent) => void) => () => void
  readonly close: () => Promise<void>
}

/** What project operations need of the engine itself: files and the change from one project to another. */
export interface Workbench {
  readonly resolveFile: (file: FileToken, mode: GrantMode) => Outcome<string>
  readonly stagingDirectory: string
  /** Where projects live until the user chooses a place for them. */
  readonly projectDirectory: string
  /** A place for a project that the user has not saved yet. */
  readonly newPlace: () => ProjectPlace
  readonly placeOf: (path: string) => ProjectPlace
  /** Makes `project` the open one and leaves the one before; see `leaveProject`. */
  readonly adopt: (project: Project) => Promise<void>
  /** Makes `project`, a copy of the open one, the open one. A project that had no place of its own is gone then. */
  readonly moveTo: (project: Project) => Promise<void>
}

export async function createEngine(options: EngineOptions): Promise<Engine> {
  await mkdir(options.projectDirectory, { recursive: true })
  await mkdir(options.stagingDirectory, { recursive: true })
  const listeners = new Set<(event: EngineEvent) => void>()
  let current: Promise<Project> | undefined

  const announce = (project: Project) =>
    readProjectInfo(project).then(
      (info) => {
        for (const listener of listeners) listener({ type: 'project', project: info })
      },
      // A change that closes the project leaves nothing to tell.
      () => undefined,
    )

  const place = (path: string, saved: boolean): ProjectPlace => ({
    path,
    saved,
    stagingDirectory: options.stagingDirectory,
  })

  const workbench: Workbench = {
    resolveFile: (file, mode) => {
      const path = options.resolveFile(file, mode)
      if (path !== undefined) return { ok: true, value: path }
      return refuse('not_granted', 'Tenure may only use files that you chose. Choose the file again.')
    },
    stagingDirectory: options.stagingDirectory,
    projectDirectory: options.projectDirectory,
    newPlace: () => place(join(options.projectDirectory, `${randomUUID()}${projectExtension}`), false),
    placeOf: (path) => place(path, true),
    adopt: (project) => replace(project, (previous) => leaveProject(options.projectDirectory, previous)),
    moveTo: (project) =>
      replace(project, (previous) => (previous.saved ? previous.close() : previous.discard())),
  }

  const replace = async (project: Project, leave: (previous: Project) => Promise<void>): Promise<void> => {
    const previous = await current
    watch(project)
    current = Promise.resolve(project)
    await rememberPlace(options.projectDirectory, project)
    await announce(project)
    if (previous !== undefined && previous !== project) await leave(previous)
  }

  const watch = (project: Project) => project.onChange(() => void announce(project))

  const project = (): Promise<Project> => {
    current ??= openFirst(options, workbench).then((first) => {
      watch(first)
      // Tidying up may fail without harm; it is tried again at the next start.
      forgetOldProjects(options.projectDirectory, first.path).catch(() => undefined)
      return first
    })
    return current
  }

  // Correlates a name with its handler where the compiler sees only the union of all handlers.
  const lookUp: HandlerLookup = (name) => handlers[name]

  let isClosed = false
  const handle: Engine['handle'] = async (name, payload, { signal, onProgress } = {}) => {
    // Asked now, it would begin a new project that nobody closes.
    if (isClosed) return refuse('cancelled', 'Tenure is closing.')
    return dispatch(
      lookUp,
      name,
      payload,
      {
        project: await project(),
        workbench,
        signal: signal ?? new AbortController().signal,
        onProgress: onProgress ?? (() => undefined),
      },
      { checkReplies: options.checkReplies ?? false },
    )
  }

  return {
    handle,
    ask: async <Name extends EngineOperationName>(
      name: Name,
      request: RequestInput<Name>,
      call?: CallOptions,
    ) => (await handle(name, request, call)) as Answer<ReplyOf<Name>>,
    project,
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      isClosed = true
      const open = await current
      current = undefined
      if (open !== undefined) await restProject(options.projectDirectory, open)
    },
  }
}

const placeSchema = z.object({ path: z.string(), saved: z.boolean() })

const placeFile = (projectDirectory: string): string => join(projectDirectory, 'current.json')

const rememberPlace = (projectDirectory: string, { path, saved }: ProjectPlace): Promise<void> =>
  writeFile(placeFile(projectDirectory), JSON.stringify({ path, saved }))

/** The project of the last run where it is to be resumed and can be opened, else an empty one. */
async function openFirst(options: EngineOptions, workbench: Workbench): Promise<Project> {
  const resumed = options.resume === true ? await openRemembered(options) : undefined
  if (resumed?.ok === true) return resumed.value
  const fresh = await openProject(workbench.newPlace())
  if (!fresh.ok) throw new Error(`${fresh.error.message}\n${fresh.error.cause ?? ''}`)
  if (resumed?.ok === false) await noteProblem(fresh.value, resumed.error)
  else await rememberPlace(options.projectDirectory, fresh.value)
  return fresh.value
}

/** An empty project in the place of one that could not be opened says so, and what became of the other. */
const noteProblem = (project: Project, { code, message, cause }: Failure) =>
  project.write(async (connection) => {
    await recordProblem(connection, {
      code,
      severity: 'error',
      message,
      ...(cause === undefined ? {} : { cause }),
    })
    return { ok: true, value: undefined }
  })

async function openRemembered(options: EngineOptions): Promise<Outcome<Project> | undefined> {
  let place: z.output<typeof placeSchema>
  try {
    place = placeSchema.parse(JSON.parse(await readFile(placeFile(options.projectDirectory), 'utf8')))
  } catch {
    // Nothing to resume: the note is missing or was cut off while it was written.
    return undefined
  }
  return openProject({ ...place, stagingDirectory: options.stagingDirectory })
}
