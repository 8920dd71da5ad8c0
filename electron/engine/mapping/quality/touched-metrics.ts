import type { MetricDefinition } from '#shared/domain/metric.ts'
import { parse } from '#shared/formula/parse.ts'
import { fieldsUsed } from '#shared/formula/walk.ts'
import { fieldsReadBy } from '../../metrics/exclusions.ts'
import { createResolver } from '../../metrics/resolve.ts'
import type { Dataset, Datasets } from '../dataset.ts'

/** Ids of the metrics whose best method reads a field, also by way of computed fields: `dataset field` -> metrics. */
export function touchedMetrics(
  datasets: Datasets,
  metrics: readonly MetricDefinition[],
): (dataset: string, field: string | undefined) => string[] {
  const byId = new Map(metrics.map((metric) => [metric.id, metric]))
  const resolve = createResolver({ datasets, findMetric: (id) => byId.get(id) })
  const touched = new Map<string, Set<string>>()
  const add = (key: string, metric: string) => touched.set(key, (touched.get(key) ?? new Set()).add(metric))
  for (const metric of metrics) {
    const [best] = resolve(metric).possible
    if (best === undefined) continue
    for (const { dataset, fields } of fieldsReadBy(best, datasets)) {
      add(dataset.id, metric.id)
      for (const field of fields.flatMap((id) => mappedBehind(dataset, id)))
        add(`${dataset.id} ${field}`, metric.id)
    }
  }
  return (dataset, field) => [...(touched.get(field === undefined ? dataset : `${dataset} ${field}`) ?? [])]
}

/** A computed field's operands down to mapped ones; any other field is itself. */
function mappedBehind(dataset: Dataset, id: string): string[] {
  const computed = dataset.computed.find((field) => field.id === id)
  if (computed === undefined) return [id]
  const known = new Set(dataset.fields.keys())
  for (const text of computed.formulas) {
    const parsed = parse(text)
    if (!parsed.ok) continue
    const operands = fieldsUsed(parsed.value).map(({ field }) => field)
    if (operands.every((field) => known.has(field)))
      return operands.flatMap((field) => mappedBehind(dataset, field))
  }
  return []
}
