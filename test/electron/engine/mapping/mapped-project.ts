import { z } from 'zod'
import type { Dataset, Datasets } from '#electron/engine/mapping/dataset.ts'
import { projectDatasets } from '#electron/engine/mapping/project-datasets.ts'
import { readRows } from '#electron/engine/store/connection.ts'
import { fileToken } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'

/** A project with some CSV texts in it, and its datasets as the metrics get them. */
export interface MappedProject {
  readonly engine: TestEngine
  readonly datasets: () => Promise<Datasets>
  readonly dataset: (id: string) => Promise<Dataset>
  /** The rows of a dataset, its mapped and computed fields named by `columns`, in the order of the sheet. */
  readonly rows: (id: string, columns: readonly string[]) => Promise<Record<string, unknown>[]>
}

export async function mappedProject(files: Readonly<Record<string, string>>): Promise<MappedProject> {
  const engine = await startEngine()
  const paths: string[] = []
  for (const [name, text] of Object.entries(files)) paths.push(await engine.write(name, text))
  await engine.ask('project.import', { files: paths.map(fileToken) })
  return mappedProjectOf(engine)
}

/** The same for an engine that has its files already. */
export function mappedProjectOf(engine: TestEngine): MappedProject {
  const datasets = async () => {
    const made = await projectDatasets(await engine.engine.project())
    if (!made.ok) throw new Error(made.error.message)
    return made.value
  }
  const dataset = async (id: string) => {
    const found = (await datasets()).byId.get(id)
    if (found === undefined) throw new Error(`there is no dataset ${id}`)
    return found
  }
  return {
    engine,
    datasets,
    dataset,
    rows: async (id, columns) => {
      const { relation } = await dataset(id)
      const project = await engine.engine.project()
      const names = columns.map((column) => `"${column}"::VARCHAR AS "${column}"`).join(', ')
      return project.read((connection) =>
        readRows(
          connection,
          z.record(z.string(), z.unknown()),
          `SELECT ${names} FROM ${relation} ORDER BY sheet_id, row_id`,
        ),
      )
    },
  }
}
