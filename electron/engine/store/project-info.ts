import { z } from 'zod'
import type { ProjectInfo } from '#shared/contract/project.ts'
import { readProblems, readSheets, readSources } from './catalog.ts'
import { computedProblems } from './computed-problems.ts'
import { type Connection, readRow } from './connection.ts'
import { type Project, projectName } from './project.ts'
import { staleProblems } from './stale-problems.ts'

const known = new WeakMap<Project, { readonly revision: number; readonly info: Promise<ProjectInfo> }>()

/** The project as the window sees it; read once for each revision. */
export function readProjectInfo(project: Project): Promise<ProjectInfo> {
  const revision = project.revision()
  const present = known.get(project)
  if (present?.revision === revision) return present.info
  const info = project.read((connection) => readInfo(connection, project, revision))
  known.set(project, { revision, info })
  return info
}

async function readInfo(connection: Connection, project: Project, revision: number): Promise<ProjectInfo> {
  const sources = await readSources(connection)
  const sheets = await readSheets(connection)
  const labels = await readRow(
    connection,
    z.object({ undo: z.string().nullable(), redo: z.string().nullable() }),
    `SELECT max_by(label, id) FILTER (NOT undone) AS undo, min_by(label, id) FILTER (undone) AS redo FROM journal`,
  )
  return {
    opened: project.opened,
    name: project.saved ? projectName(project.path) : projectName(sources[0]?.name ?? 'Untitled'),
    saved: project.saved,
    edited: !project.saved && sources.length > 0,
    sources,
    sheets: sheets.map((sheet) => sheet.info),
    undo: labels?.undo ?? null,
    redo: labels?.redo ?? null,
    problems: [
      ...(await readProblems(connection)),
      ...(await computedProblems(connection, sheets)),
      ...(await staleProblems(connection)),
    ],
    revision,
  }
}
