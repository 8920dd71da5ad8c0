import { readMappableSheets } from '#electron/engine/mapping/project-sheets.ts'
import { suggestMappings } from '#electron/engine/mapping/suggest-mapping.ts'
import { fileToken } from '#shared/domain/ids.ts'
import type { SuggestedSheet } from '#shared/domain/mapping.ts'
import { startEngine } from '../engine-fixture.ts'

/** What is suggested for each of some CSV texts, by name: read by the real intake into one project. */
export async function suggestForFiles(
  files: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, readonly SuggestedSheet[]>> {
  const engine = await startEngine()
  try {
    const paths: string[] = []
    for (const [name, text] of Object.entries(files)) paths.push(await engine.write(`${name}.csv`, text))
    await engine.ask('project.import', { files: paths.map(fileToken) })
    const project = await engine.engine.project()
    return await project.read(async (connection) => {
      const sheets = await readMappableSheets(connection)
      const suggested = await suggestMappings(connection, sheets)
      return new Map(sheets.map(({ file }, place) => [file.replace(/\.csv$/, ''), suggested[place] ?? []]))
    })
  } finally {
    await engine.dispose()
  }
}

/** The first reading as `kind: column=field, ...`, columns in the order of the sheet; `none` where there is none. */
export function summary(suggested: readonly SuggestedSheet[] | undefined): string {
  const first = suggested?.[0]
  if (first === undefined) return 'none'
  const columns = first.columns.map(({ column, field }) => `${column}=${field}`)
  const across = first.unpivot === undefined ? [] : [`${first.unpivot.columns.join('|')} across`]
  return `${first.kind}: ${[...columns, ...across].join(', ')}`
}
