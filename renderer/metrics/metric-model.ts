import { findMetric } from '#shared/catalogue/index.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import type { CustomMetric, Goal } from '#shared/contract/metrics.ts'
import {
  type BenchmarkBand,
  type Direction,
  type MetricCategory,
  metricCategories,
  type Unit,
} from '#shared/domain/metric.ts'
import type { MetricValue, Reconciliation, SeriesPoint } from '#shared/domain/metric-result.ts'

/** Everything a card shows of one metric; the inspector starts from the same. */
export interface MetricCardModel {
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly category: MetricCategory | 'own'
  readonly unit: Unit
  readonly direction: Direction
  readonly bands: readonly BenchmarkBand[]
  readonly value: MetricValue
  readonly previous: number | null
  readonly yearBefore: number | null
  readonly series: readonly SeriesPoint[]
  readonly goal: Goal | undefined
  readonly reconciliation: Reconciliation | undefined
}

export const categoryNames: Record<MetricCategory | 'own', string> = {
  churn: 'Churn and retention',
  revenue: 'Recurring revenue',
  value: 'Customer value',
  loyalty: 'Loyalty and satisfaction',
  support: 'Support',
  engagement: 'Engagement',
  own: 'Own metrics',
}

export const categoryOrder: readonly (MetricCategory | 'own')[] = ['own', ...metricCategories]

interface Definition {
  readonly aliases: readonly string[]
  readonly category: MetricCategory | 'own'
  readonly unit: Unit
  readonly direction: Direction
  readonly bands: readonly BenchmarkBand[]
}

function definitionOf(id: string, custom: readonly CustomMetric[]): Definition {
  const known = findMetric(id)
  if (known !== undefined) return { ...known, bands: known.bands ?? [] }
  const own = custom.find((metric) => metric.id === id)
  return {
    aliases: [],
    category: 'own',
    unit: own?.unit ?? 'count',
    direction: own?.direction ?? 'neither',
    bands: [],
  }
}

/** One card a metric of the report, values first seen together with what they are compared with. */
export function cardsOf(
  report: ReplyOf<'metrics.report'>,
  custom: readonly CustomMetric[],
  goals: readonly Goal[],
): MetricCardModel[] {
  const previous = new Map(report.previous.map((value) => [value.id, value.value]))
  const yearBefore = new Map(report.yearBefore.map((value) => [value.id, value.value]))
  const { from, to } = report.period
  return report.metrics.map((value) => ({
    id: value.id,
    name: value.name,
    ...definitionOf(value.id, custom),
    value,
    previous: previous.get(value.id) ?? null,
    yearBefore: yearBefore.get(value.id) ?? null,
    series: report.series.filter((point) => point.id === value.id),
    goal: goalFor(value.id, from, to, goals),
    reconciliation: report.reconciliation.find((each) => each.id === value.id),
  }))
}

/** The goal of exactly this period, else the one for every period. */
function goalFor(
  id: string,
  from: string | null,
  to: string | null,
  goals: readonly Goal[],
): Goal | undefined {
  const own = goals.filter((goal) => goal.metric === id)
  return (
    own.find((goal) => goal.period !== null && goal.period.from === from && goal.period.to === to) ??
    own.find((goal) => goal.period === null)
  )
}

/** Metrics whose name or alias has every word of the search in it. */
export function searchCards(cards: readonly MetricCardModel[], search: string): readonly MetricCardModel[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return cards
  return cards.filter((card) => {
    const text = [card.name, card.id.replaceAll('_', ' '), ...card.aliases].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** The band that a value lies in. */
export const bandOf = (bands: readonly BenchmarkBand[], value: number): BenchmarkBand | undefined =>
  bands.find(({ from, to }) => (from === undefined || value >= from) && (to === undefined || value <= to))

/** How far a value reaches its goal: 1 is reached. For "lower is better" a value at or below the goal reaches it. */
export function attainmentOf(value: number, goal: number, direction: Direction): number | undefined {
  if (goal === 0) return undefined
  if (direction !== 'lower_is_better') return value / goal
  return value <= 0 ? 1 : goal / value
}
