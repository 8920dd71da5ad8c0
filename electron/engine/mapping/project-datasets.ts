import type { Progress } from '#shared/contract/values.ts'
import type { Outcome } from '../refusal.ts'
import type { Connection } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { today } from '../today.ts'
import { readTypedAssumptions } from './assumptions.ts'
import type { Datasets } from './dataset.ts'
import { type BuiltDatasets, buildDatasets } from './datasets/build-datasets.ts'
import { changesBetween, type JournalMark, readJournalMark } from './datasets/sheet-changes.ts'
import { effectiveMapping } from './effective-mapping.ts'
import { readMappableSheets } from './project-sheets.ts'

export interface DatasetsOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/** What was made for a project last, and where the project stood then. */
interface ProjectState {
  readonly revision: number
  readonly mark: JournalMark
  readonly built: BuiltDatasets
}

const states = new WeakMap<Project, ProjectState>()
const turns = new WeakMap<Project, Promise<unknown>>()

/**
 * The datasets of a project as it is now: what the mapping in force describes. Made once and then kept up with the
 * project's changes; a change remakes only what depends on it.
 */
export function projectDatasets(project: Project, options: DatasetsOptions = {}): Promise<Outcome<Datasets>> {
  const work = () => bringUpToDate(project, options)
  const turn = (turns.get(project) ?? Promise.resolve()).then(work, work)
  turns.set(
    project,
    turn.catch(() => undefined),
  )
  return turn
}

async function bringUpToDate(
  project: Project,
  { signal, onProgress }: DatasetsOptions,
): Promise<Outcome<Datasets>> {
  const revision = project.revision()
  const before = states.get(project)
  if (before?.revision === revision) return { ok: true, value: before.built.datasets }
  const report = (label: string) => onProgress?.({ label })
  // A build that is cut off leaves tables half followed up: the next one starts from nothing.
  states.delete(project)
  const state = await project.read(
    (connection) => build(connection, project, revision, before, report),
    signal,
  )
  states.set(project, state)
  return { ok: true, value: state.built.datasets }
}

async function build(
  connection: Connection,
  project: Project,
  revision: number,
  before: ProjectState | undefined,
  report: (label: string) => void,
): Promise<ProjectState> {
  const mark = await readJournalMark(connection)
  const sheets = await readMappableSheets(connection)
  const mapping = await effectiveMapping(connection, project, sheets)
  const typed = await readTypedAssumptions(connection)
  const changes = before === undefined ? undefined : await changesBetween(connection, before.mark, mark)
  const built = await buildDatasets(
    connection,
    { sheets, mapping, typed, today: today(), onTable: (name) => report(`Reading ${name.toLowerCase()}`) },
    before?.built,
    changes,
  )
  return { revision, mark, built }
}
