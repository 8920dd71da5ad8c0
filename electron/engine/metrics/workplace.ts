import type { Period } from '#shared/domain/period.ts'
import type { OperationContext } from '../handlers.ts'
import type { Datasets } from '../mapping/dataset.ts'
import { projectDatasets } from '../mapping/project-datasets.ts'
import type { Outcome } from '../refusal.ts'
import { datasetsUnder } from '../scenario/scenario-datasets.ts'
import type { Connection } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { today } from '../today.ts'
import { dataRange } from './data-range.ts'
import { type ProjectMetrics, projectMetrics, readCustomMetrics } from './project-metrics.ts'
import { createScanCache, type ScanCache } from './scan-cache.ts'

/** All that a question about metrics needs of a project: its data as datasets, what they cover, its metrics. */
export interface Workplace {
  readonly connection: Connection
  readonly datasets: Datasets
  /** The days the data covers; undefined where it has no dates. */
  readonly range: Period | undefined
  readonly metrics: ProjectMetrics
  readonly cache: ScanCache
  readonly signal: AbortSignal
}

const caches = new WeakMap<Project, ScanCache>()

function cacheOf(project: Project): ScanCache {
  const known = caches.get(project) ?? createScanCache()
  caches.set(project, known)
  return known
}

/** Does `work` over the project's data as it is now, or as a saved scenario has it, on a connection of its own. */
export async function atWorkplace<Value>(
  { project, signal, onProgress }: Pick<OperationContext, 'project' | 'signal' | 'onProgress'>,
  work: (place: Workplace) => Promise<Outcome<Value>>,
  scenario?: string,
): Promise<Outcome<Value>> {
  // Datasets are made for everyone who asks: one caller that is overtaken must not cut the work off for the next.
  const datasets = await projectDatasets(project, { onProgress })
  if (!datasets.ok) return datasets
  signal.throwIfAborted()
  return project.read(async (connection) => {
    const range = await dataRange(connection, datasets.value, today())
    const metrics = projectMetrics(await readCustomMetrics(connection))
    const place = { connection, datasets: datasets.value, range, metrics, cache: cacheOf(project), signal }
    if (scenario === undefined) return work(place)
    const changed = await datasetsUnder(place, scenario)
    return changed.ok ? work({ ...place, datasets: changed.value }) : changed
  }, signal)
}
