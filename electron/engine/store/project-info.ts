import { z } from 'zod'
import type { ProjectInfo } from '#shared/contract/project.ts'
import { readProblems, readSheets, readSources } from './catalog.ts'
import { type Connection, readRow } from './connection.ts'
import { type Project, projectName } from './project.ts'

/** The project as the window sees it. */
export function readProjectInfo(project: Project): Promise<ProjectInfo> {
  const revision = project.revision()
  return project.read(async (connection) => {
    const sources = await readSources(connection)
    const sheets = await readSheets(connection)
    return {
      name: project.saved ? projectName(project.path) : projectName(sources[0]?.name ?? 'Untitled'),
      saved: project.saved,
      edited: !project.saved && sources.length > 0,
      sources,
      sheets: sheets.map((sheet) => sheet.info),
      undo: await nextLabel(connection, 'SELECT max_by(label, id) AS label FROM journal WHERE NOT undone'),
      redo: await nextLabel(connection, 'SELECT min_by(label, id) AS label FROM journal WHERE undone'),
      problems: await readProblems(connection),
      revision,
    }
  })
}

async function nextLabel(connection: Connection, sql: string): Promise<string | null> {
  const row = await readRow(connection, z.object({ label: z.string().nullable() }), sql)
  return row?.label ?? null
}
