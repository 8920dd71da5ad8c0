import { z } from 'zod'
import { categoryNames, categoryOrder, type MetricCardModel } from '#renderer/metrics/metric-model.ts'
import { groupBy } from '#shared/domain/group-by.ts'

export const metricChoiceSchema = z.enum(['all', 'pinned', 'chosen'])
export type MetricChoice = z.infer<typeof metricChoiceSchema>

export type ListedMetric = Pick<MetricCardModel, 'id' | 'name' | 'category'>

/** Metrics of one category, as the KPIs workspace groups them. */
export interface MetricGroup<Metric extends ListedMetric> {
  readonly category: Metric['category']
  readonly title: string
  readonly members: readonly Metric[]
}

/** The categories that have a metric, in the order of the KPIs workspace. */
export function groupsOf<Metric extends ListedMetric>(metrics: readonly Metric[]): MetricGroup<Metric>[] {
  const byCategory = groupBy(metrics, ({ category }) => category)
  return categoryOrder.flatMap((category) => {
    const members = byCategory.get(category)
    return members === undefined ? [] : [{ category, title: categoryNames[category], members }]
  })
}

/** Ids that go to the export; undefined: every metric with a value. */
export function exportedMetrics(
  choice: MetricChoice,
  pinned: readonly string[],
  chosen: readonly string[],
): string[] | undefined {
  if (choice === 'all') return undefined
  return [...(choice === 'pinned' ? pinned : chosen)]
}

/** How many of these metrics are chosen; ids of metrics without a value do not count. */
export const countChosen = (metrics: readonly ListedMetric[], chosen: readonly string[]): number =>
  metrics.filter(({ id }) => chosen.includes(id)).length

/** No id is of a metric with a value; while those are not known yet, only an empty choice is without. */
export const isWithout = (ids: readonly string[], withValue: readonly ListedMetric[] | undefined): boolean =>
  withValue === undefined ? ids.length === 0 : countChosen(withValue, ids) === 0

/**
 * The choice with these metrics put in or taken out. The others stay as they are, among them those without a value in
 * the present period: another period may have one.
 */
export function withMetrics(
  chosen: readonly string[],
  metrics: readonly ListedMetric[],
  isChosen: boolean,
): string[] {
  const ids = metrics.map(({ id }) => id)
  const others = chosen.filter((id) => !ids.includes(id))
  return isChosen ? [...others, ...ids] : others
}
