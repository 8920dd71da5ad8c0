import { findKind } from '#shared/catalogue/index.ts'
import { groupBy } from '#shared/domain/group-by.ts'
import type { MissingForMethod } from './resolve.ts'

/**
 * Why a metric has no value for want of data, for the method that wants least: "Needs Created, Solved (Support tickets)."
 */
export function explainMissing(missing: readonly MissingForMethod[]): string {
  const [nearest] = [...missing].sort((a, b) => a.fields.length - b.fields.length)
  if (nearest === undefined) return 'The definition has no method.'
  return `Needs ${wantedByKind(toBeMapped(nearest.fields)).join('; ')}.`
}

/** Fields computed from others follow once those are mapped, so they are named only where nothing else is wanting. */
function toBeMapped(wants: readonly string[]): readonly string[] {
  const mappable = wants.filter((want) => !isComputed(want))
  return mappable.length === 0 ? wants : mappable
}

interface Want {
  readonly dataset: string
  readonly field: string
}

/** `tickets[solved_at]` taken apart; undefined for a bare name, which is an assumption or a metric. */
function readWant(want: string): Want | undefined {
  const [, dataset, field] = /^(\w+)\[(\w+)\]$/.exec(want) ?? []
  return dataset === undefined || field === undefined ? undefined : { dataset, field }
}

function isComputed(want: string): boolean {
  const read = readWant(want)
  if (read === undefined) return false
  return findKind(read.dataset)?.computed.some(({ id }) => id === read.field) ?? false
}

/** Wants as people read them, those of one kind of data together: "Created, Solved (Support tickets)". */
function wantedByKind(wants: readonly string[]): string[] {
  const byKind = groupBy(wants, (want) => readWant(want)?.dataset)
  return [...byKind].map(([dataset, of]) => {
    const names = of.map(nameOf).join(', ')
    if (dataset === undefined) return names
    return `${names} (${findKind(dataset)?.name ?? dataset.replaceAll('_', ' ')})`
  })
}

/** A field's own name; of a bare name its words. */
function nameOf(want: string): string {
  const read = readWant(want)
  if (read === undefined) return want.replaceAll('_', ' ')
  const kind = findKind(read.dataset)
  const definition = [...(kind?.fields ?? []), ...(kind?.computed ?? [])].find(({ id }) => id === read.field)
  return definition?.name ?? read.field.replaceAll('_', ' ')
}
