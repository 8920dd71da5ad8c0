import type { ClvReply } from '#shared/contract/clv.ts'
import { groupBy } from '#shared/domain/group-by.ts'
import { roundUp } from '#shared/models/projection/driver-range.ts'
import { percentileOfSorted } from '#shared/models/statistics/percentile.ts'

const decileCount = 10
const binCount = 40

/** Tenths of the customers by CLV, the most valuable first; customers without a CLV are left out. */
export function decilesOf(clv: Float64Array): ClvReply['deciles'] {
  const sorted = known(clv).sort().reverse()
  if (sorted.length < decileCount) return []
  const total = sorted.reduce((sum, value) => sum + value, 0)
  return Array.from({ length: decileCount }, (_, index) => {
    const from = Math.round((index * sorted.length) / decileCount)
    const to = Math.round(((index + 1) * sorted.length) / decileCount)
    const part = sorted.subarray(from, to).reduce((sum, value) => sum + value, 0)
    return { decile: index + 1, customers: to - from, clv: part, share: total > 0 ? part / total : null }
  })
}

/** Counts in equal bins of a round width up to the 99th percentile; what lies beyond is in the last bin. */
export function distributionOf(clv: Float64Array): ClvReply['distribution'] {
  const sorted = known(clv).sort()
  const low = sorted[0]
  if (low === undefined) return null
  const high = percentileOfSorted(sorted, 0.99)
  const width = roundUp((high - low) / binCount)
  if (!(width > 0)) return { edges: [low, low], counts: [sorted.length] }
  const first = Math.floor(low / width)
  const binOf = (value: number) => Math.floor(value / width) - first
  const counts = new Array<number>(binOf(high) + 1).fill(0)
  for (const value of sorted) {
    const bin = Math.min(counts.length - 1, binOf(value))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { edges: Array.from({ length: counts.length + 1 }, (_, index) => (first + index) * width), counts }
}

const known = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value))

/** CLV added up by group, the largest total first or (cohorts) in order of the groups' names. */
export function groupsOf(
  by: string,
  groups: readonly (string | undefined)[],
  clv: Float64Array,
  order: 'largest' | 'name',
): ClvReply['groups'] {
  const members = groups.flatMap((group, index) => {
    const value = clv[index] ?? Number.NaN
    return group === undefined || Number.isNaN(value) ? [] : [{ group, value }]
  })
  const summed = [...groupBy(members, ({ group }) => group)].map(([group, values]) => {
    const total = values.reduce((sum, { value }) => sum + value, 0)
    return { by, group, customers: values.length, clv: total, mean: total / values.length }
  })
  return summed.sort((a, b) => (order === 'name' ? a.group.localeCompare(b.group) : b.clv - a.clv))
}
