import { fieldsUsed, namesUsed } from '#shared/formula/walk.ts'
import type { Datasets } from '../../mapping/dataset.ts'
import { formulasOf } from '../../metrics/parsed-metric.ts'
import type { PlannedMetric } from './report-plan.ts'

/** The sign that a dataset's amounts are written with; a derived one has that of what it is made from. */
function signOf({ byId }: Datasets, id: string): string | undefined {
  const dataset = byId.get(id)
  if (dataset === undefined) return undefined
  return dataset.currency ?? byId.get(dataset.derivedFrom?.base ?? '')?.currency
}

/** The one sign that all amounts of the project have; empty where they have none, or several. */
export function commonCurrency({ byId }: Datasets): string {
  const signs = new Set([...byId.values()].flatMap(({ currency }) => currency ?? []))
  const [only] = signs
  return signs.size === 1 ? (only ?? '') : ''
}

/** The sign of a metric's amounts: that of the data it is computed from, by way of other metrics too. */
export function currencyOfMetric(
  datasets: Datasets,
  metrics: readonly PlannedMetric[],
): (planned: PlannedMetric) => string {
  const byId = new Map(metrics.map((planned) => [planned.definition.id, planned]))
  const signsOf = (planned: PlannedMetric, seen: ReadonlySet<string>): readonly string[] => {
    const nodes = formulasOf(planned.method)
    const own = nodes
      .flatMap(fieldsUsed)
      .flatMap(({ dataset }) => (dataset === undefined ? [] : (signOf(datasets, dataset) ?? [])))
    const others = nodes.flatMap(namesUsed).flatMap((name) => {
      const other = byId.get(name)
      return other === undefined || seen.has(name) ? [] : signsOf(other, new Set([...seen, name]))
    })
    return [...own, ...others]
  }
  return (planned) => {
    const signs = new Set(signsOf(planned, new Set([planned.definition.id])))
    const [only] = signs
    return signs.size === 1 ? (only ?? '') : signs.size === 0 ? commonCurrency(datasets) : ''
  }
}
