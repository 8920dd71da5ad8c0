/**
 * sheet -> [kind: what a row is] -> mapping -> dataset -> [metric: definition] -> formula -> value
 *
 * Every dataset kind and every metric: one file each, found by its place. Adding one is adding its file.
 */
import type { DatasetKind } from '#shared/domain/kind.ts'
import type { MetricDefinition } from '#shared/domain/metric.ts'

export { type AssumptionDefinition, assumptions, findAssumption } from './assumptions.ts'

const kindFiles = import.meta.glob<DatasetKind>('./kinds/*.ts', { eager: true, import: 'default' })
const metricFiles = import.meta.glob<MetricDefinition>('./metrics/*.ts', { eager: true, import: 'default' })

/** By id; a file whose name is not its id in kebab case, or that brings no definition, is a mistake of the build. */
function gather<Definition extends { readonly id: string }>(
  files: Readonly<Record<string, Definition>>,
): ReadonlyMap<string, Definition> {
  const byId = new Map<string, Definition>()
  for (const [path, definition] of Object.entries(files)) {
    const fileName = path.slice(path.lastIndexOf('/') + 1, -'.ts'.length)
    if (definition?.id !== fileName.replaceAll('-', '_')) {
      throw new Error(`${path} must export by default the definition whose id is its file name`)
    }
    byId.set(definition.id, definition)
  }
  return byId
}

const kindsById = gather(kindFiles)
const metricsById = gather(metricFiles)

/** In order of their ids. */
export const kinds: readonly DatasetKind[] = [...kindsById.values()]
/** In order of their ids. */
export const metrics: readonly MetricDefinition[] = [...metricsById.values()]

export const findKind = (id: string): DatasetKind | undefined => kindsById.get(id)
/** The kind that a dataset is of, or is made from: "customer_orders" is made from transactions. */
export const kindBehind = (dataset: string): DatasetKind | undefined =>
  kinds.find(({ id, derived }) => id === dataset || derived.some((other) => other.id === dataset))
export const findMetric = (id: string): MetricDefinition | undefined => metricsById.get(id)

const words = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** 0 where every word of the search begins a word of `text` and nothing is left over, more the looser the match. */
function distance(search: readonly string[], text: string): number | undefined {
  const candidates = words(text)
  const isFound = search.every((word) => candidates.some((candidate) => candidate.startsWith(word)))
  return isFound ? candidates.length - search.length : undefined
}

/**
 * Metrics whose id, name or one of whose aliases has words that begin with every word of `text`, the closest match
 * first; all of them for a text without a word.
 */
export function searchMetrics(text: string): readonly MetricDefinition[] {
  const search = words(text)
  const found: { readonly metric: MetricDefinition; readonly distance: number }[] = []
  for (const metric of metrics) {
    const distances = [metric.id, metric.name, ...metric.aliases].flatMap(
      (name) => distance(search, name) ?? [],
    )
    if (distances.length > 0) found.push({ metric, distance: Math.min(...distances) })
  }
  return found.sort((a, b) => a.distance - b.distance).map(({ metric }) => metric)
}
