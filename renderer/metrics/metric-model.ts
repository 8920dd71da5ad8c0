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
import { grainOf } from '#shared/domain/period.ts'

/** Everything a card shows of one metric; the inspector starts from the same. */
export interface MetricCardModel {
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly category: MetricCategory | 'own'
  readonly unit: Unit
  readonly direction: Direction
  /** Published bands that speak of a period as long as the one shown. */
  readonly bands: readonly BenchmarkBand[]
  /** Those that speak of the periods of the series. */
  readonly seriesBands: readonly BenchmarkBand[]
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
  return report.metrics.map((value) => {
    const definition = definitionOf(value.id, custom)
    const series = report.series.filter((point) => point.id === value.id)
    return {
      id: value.id,
      name: value.name,
      ...definition,
      bands: value.snapshot ? bandsFor(definition.bands, null, null) : bandsFor(definition.bands, from, to),
      seriesBands: bandsFor(definition.bands, series[0]?.from ?? null, series[0]?.to ?? null),
      value,
      previous: previous.get(value.id) ?? null,
      yearBefore: yearBefore.get(value.id) ?? null,
      series,
      goal: goalFor(value.id, from, to, goals),
      reconciliation: report.reconciliation.find((each) => each.id === value.id),
    }
  })
}

/** The health score's bands by the limits that the user set, in place of the usual ones. */
export function withHealthLimits(
  cards: readonly MetricCardModel[],
  green: number,
  amber: number,
): MetricCardModel[] {
  const bands: readonly BenchmarkBand[] = [
    { to: amber, label: `red: below ${amber}`, grade: 'poor' },
    { from: amber, to: green, label: `amber: ${amber} to ${green}`, grade: 'fair' },
    { from: green, label: `green: ${green} and more`, grade: 'good' },
  ]
  return cards.map((card) =>
    card.id === 'customer_health_score' ? { ...card, bands, seriesBands: bands } : card,
  )
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

/** The bands that speak of a period as long as this one: a monthly benchmark says nothing of a year. */
function bandsFor(bands: readonly BenchmarkBand[], from: string | null, to: string | null): BenchmarkBand[] {
  const grain = from === null || to === null ? undefined : grainOf({ from, to })
  return bands.filter((band) => band.grain === undefined || band.grain === grain)
}

/** How far a value reaches its goal: 1 is reached. For "lower is better" a value at or below the goal reaches it. */
export function attainmentOf(value: number, goal: number, direction: Direction): number | undefined {
  if (goal === 0) return undefined
  if (direction !== 'lower_is_better') return value / goal
  return value <= 0 ? 1 : goal / value
}
