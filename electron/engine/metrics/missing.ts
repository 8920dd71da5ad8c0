import { findKind } from '#shared/catalogue/index.ts'
import type { MissingForMethod } from './resolve.ts'

/**
 * Why a metric has no value for want of data, for the method that wants least: "Needs Tickets: solved at, created at."
 */
export function explainMissing(missing: readonly MissingForMethod[]): string {
  const [nearest] = [...missing].sort((a, b) => a.fields.length - b.fields.length)
  if (nearest === undefined) return 'The definition has no method.'
  return `Needs ${nearest.fields.map(missingLabel).join(', ')}.`
}

/** `tickets[solved_at]` as people read it: "Solved at (Tickets)"; a bare name is an assumption or a metric. */
export function missingLabel(want: string): string {
  const match = /^(\w+)\[(\w+)\]$/.exec(want)
  const [, dataset, field] = match ?? []
  if (dataset === undefined || field === undefined) return want.replaceAll('_', ' ')
  const kind = findKind(dataset)
  const definition = [...(kind?.fields ?? []), ...(kind?.computed ?? [])].find(({ id }) => id === field)
  const fieldName = definition?.name ?? field.replaceAll('_', ' ')
  return `${fieldName} (${kind?.name ?? dataset.replaceAll('_', ' ')})`
}
