/**
 * Which metrics a mapping makes computable, told from the mapping alone, before anything is read.
 */
import { assumptions, findKind, kinds } from '#shared/catalogue/index.ts'
import type { DatasetKind } from '#shared/domain/kind.ts'
import type { Mapping } from '#shared/domain/mapping.ts'
import type { MetricDefinition } from '#shared/domain/metric.ts'
import { createResolver } from '../metrics/resolve.ts'
import type { Dataset, DatasetField, Datasets } from './dataset.ts'
import { usableComputed } from './datasets/computed-fields.ts'
import { fieldsOfAnyPeriod } from './datasets/undated-rows.ts'

/** Kind id -> ids of its mapped fields. */
export type MappedFields = ReadonlyMap<string, ReadonlySet<string>>

export interface Coverage {
  readonly computable: string[]
  readonly total: number
  /** Fields that are not mapped, each with the metrics that mapping it would add, the most first. */
  readonly unlocks: { kind: string; field: string; metrics: string[] }[]
}

/** The fields that the sheets of a mapping give each kind. */
export function fieldsOfMapping(mapping: Mapping): MappedFields {
  const fields = new Map<string, Set<string>>()
  for (const { kind: id, columns, unpivot, transpose } of mapping.sheets) {
    const kind = findKind(id)
    if (kind === undefined) continue
    const named = [
      ...columns.map(({ field }) => field),
      ...(unpivot === undefined ? [] : [unpivot.periodField, unpivot.valueField]),
      ...(transpose?.periodField === undefined ? [] : [transpose.periodField]),
    ]
    const known = fields.get(id) ?? new Set<string>()
    for (const field of named) if (kind.fields.some((each) => each.id === field)) known.add(field)
    fields.set(id, known)
  }
  return fields
}

/** `named` are the assumptions that have a value. */
export function coverageOf(
  mapped: MappedFields,
  named: ReadonlySet<string>,
  metrics: readonly MetricDefinition[],
): Coverage {
  const computable = computableWith(mapped, named, metrics)
  const rest = metrics.filter((metric) => !computable.has(metric.id))
  const gained = (kind: DatasetKind, fields: ReadonlySet<string>): string[] => {
    const added = computableWith(new Map(mapped).set(kind.id, fields), named, metrics)
    return rest.filter((metric) => added.has(metric.id)).map((metric) => metric.id)
  }
  const unlocks = kinds.flatMap((kind) =>
    unlocksOf(kind, mapped.get(kind.id), (fields) => gained(kind, fields)),
  )
  return {
    computable: [...computable],
    total: metrics.length,
    unlocks: unlocks.sort((a, b) => b.metrics.length - a.metrics.length),
  }
}

/**
 * What each field of a kind would add. A kind without a sheet is told by its first required field, which stands for the
 * sheet with all that it requires; its other fields are listed with what they add to that.
 */
function unlocksOf(
  kind: DatasetKind,
  mapped: ReadonlySet<string> | undefined,
  gained: (fields: ReadonlySet<string>) => string[],
): Coverage['unlocks'] {
  const required = kind.fields.filter((field) => field.required === true).map(({ id }) => id)
  const basis = mapped ?? new Set(required)
  const already = mapped === undefined ? gained(basis) : []
  const [first] = required
  const asWhole =
    first === undefined || already.length === 0 ? [] : [{ kind: kind.id, field: first, metrics: already }]
  const others = kind.fields
    .filter(({ id }) => !basis.has(id))
    .flatMap(({ id }) => {
      const metrics = gained(new Set([...basis, id])).filter((metric) => !already.includes(metric))
      return metrics.length === 0 ? [] : [{ kind: kind.id, field: id, metrics }]
    })
  return [...asWhole, ...others]
}

function computableWith(
  mapped: MappedFields,
  named: ReadonlySet<string>,
  metrics: readonly MetricDefinition[],
): Set<string> {
  const byId = new Map(metrics.map((metric) => [metric.id, metric]))
  const resolve = createResolver({
    datasets: datasetsOfFields(mapped, named),
    findMetric: (id) => byId.get(id),
  })
  return new Set(
    [...byId.values()].filter((metric) => resolve(metric).possible.length > 0).map(({ id }) => id),
  )
}

/** Datasets in name only: with the fields that they would have, and without rows. */
function datasetsOfFields(mapped: MappedFields, named: ReadonlySet<string>): Datasets {
  const byId = new Map<string, Dataset>()
  for (const [id, mappedIds] of mapped) {
    const kind = findKind(id)
    if (kind === undefined) continue
    const computed = usableComputed(kind, mappedIds, named)
    const definitions = [
      ...kind.fields.filter((field) => mappedIds.has(field.id)),
      ...computed.map(({ field }) => field),
    ]
    const fields = new Map(definitions.map((field) => [field.id, nameOnly(field)]))
    for (const asked of fieldsOfAnyPeriod(kind, mappedIds))
      fields.set(asked.id, { ...nameOnly(asked), isPeriodStart: true })
    byId.set(id, datasetInName(kind, id, fields))
    for (const derived of kind.derived)
      if (derived.needs.every((field) => fields.has(field)))
        byId.set(
          derived.id,
          datasetInName(
            kind,
            derived.id,
            new Map(derived.fields.map((field) => [field.id, nameOnly(field)])),
          ),
        )
  }
  const numbers = new Map(
    assumptions.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value] as const])),
  )
  for (const name of named) numbers.set(name, numbers.get(name) ?? 0)
  return { byId, assumptions: numbers }
}

const nameOnly = ({ id, name, type }: Pick<DatasetField, 'id' | 'name' | 'type'>): DatasetField => ({
  id,
  name,
  type,
  column: '',
  blankCount: 0,
  badCount: 0,
  origin: 'mapped',
})

const datasetInName = (
  kind: DatasetKind,
  id: string,
  fields: ReadonlyMap<string, DatasetField>,
): Dataset => ({
  id,
  name: id,
  relation: '',
  rowCount: 0,
  duplicateCount: 0,
  fields,
  kind,
  computed: [],
  revision: 0,
})
