import { scalarOperands } from '#shared/formula/aggregates.ts'
import { evaluate } from '#shared/formula/evaluate.ts'
import type { AggregateCall } from '#shared/formula/tree.ts'
import { revisionOf } from '../mapping/dataset.ts'
import { materialise } from '../mapping/datasets/derived.ts'
import type { Connection } from '../store/connection.ts'
import { type ScanRequest, type ScanValues, scan } from './scan.ts'

/**
 * Aggregates already computed, by what they depend on: the dataset at its revision, the group field, the aggregate, and
 * the values of its operands in every period. An edit raises the revision of the fields that it changed, and so forgets
 * only what reads them.
 */
export interface ScanCache {
  readonly entries: Map<string, Entry>
}

/** Group -> value a period. */
type Entry = ReadonlyMap<string, readonly (number | null)[]>

const mostEntries = 4000

export const createScanCache = (): ScanCache => ({ entries: new Map() })

/** As `scan`, but runs only the aggregates that the cache does not hold. */
export async function scanCached(
  connection: Connection,
  cache: ScanCache,
  request: ScanRequest,
): Promise<ScanValues> {
  const keys = new Map(request.calls.map((call) => [call, cacheKey(call, request)]))
  const unknown = request.calls.filter((call) => !cache.entries.has(keys.get(call) ?? ''))
  if (unknown.length > 0) {
    await materialise(connection, request.dataset)
    const values = await scan(connection, { ...request, calls: unknown })
    for (const call of unknown) remember(cache, keys.get(call) ?? '', entryOf(call, values))
  }
  const groups = new Map<string, Map<string, readonly (number | null)[]>>()
  for (const call of request.calls) {
    for (const [group, series] of cache.entries.get(keys.get(call) ?? '') ?? []) {
      const values = groups.get(group) ?? new Map<string, readonly (number | null)[]>()
      values.set(call.key, series)
      groups.set(group, values)
    }
  }
  return groups
}

function cacheKey(call: AggregateCall, { dataset, environments, groupBy, periodStart }: ScanRequest): string {
  const operands = environments.map((environment, period) => [
    periodStart(period),
    ...scalarOperands(call).map((operand) => {
      const value = evaluate(operand, environment)
      return value.kind === 'error' || value.kind === 'blank' ? value.kind : value.value
    }),
  ])
  const read = [call.field, ...call.criteria.map(({ field }) => field), groupBy?.id]
  const revision = revisionOf(
    dataset,
    read.filter((field) => field !== undefined),
  )
  return JSON.stringify([dataset.relation, revision, groupBy?.column ?? null, call.key, operands])
}

const entryOf = (call: AggregateCall, values: ScanValues): Entry =>
  new Map(
    [...values].flatMap(([group, byKey]) => {
      const series = byKey.get(call.key)
      return series === undefined ? [] : [[group, series] as const]
    }),
  )

/** The oldest entries go first. */
function remember(cache: ScanCache, key: string, entry: Entry): void {
  cache.entries.set(key, entry)
  for (const oldest of cache.entries.keys()) {
    if (cache.entries.size <= mostEntries) return
    cache.entries.delete(oldest)
  }
}
