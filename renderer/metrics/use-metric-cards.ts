import { useMemo } from 'react'
import { periodOf, seriesGrain } from '#renderer/app/period-choice.ts'
import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { healthAmberFrom, healthGreenFrom } from '#shared/catalogue/health-score.ts'
import type { Refusal } from '#shared/contract/bridge.ts'
import { addMonths } from '#shared/domain/period.ts'
import { cardsOf, type MetricCardModel, withHealthLimits } from './metric-model.ts'

const nothing: readonly MetricCardModel[] = []

/** Sparklines go back this many months before the end of the period. */
const seriesMonths = 24

interface MetricCards {
  readonly cards: readonly MetricCardModel[]
  /** Metrics that the mapped data does not allow. */
  readonly missing: readonly MetricCardModel[]
  readonly loading: boolean
  readonly refusal: Refusal | undefined
}

/** Every metric in the window's period and scenario, with what it is compared with and its course so far. */
export function useMetricCards(): MetricCards {
  const choice = useView((state) => state.period)
  const scenario = useView((state) => state.scenario)
  const period = periodOf(choice)
  const scope = { period, ...(scenario === null ? {} : { scenario }) }
  const asked = useEngine('metrics.report', { ...scope, compare: true })
  const range = useEngine('metrics.range', {}).reply
  const course =
    range?.from == null || range.to == null
      ? null
      : {
          from: latest(range.from, addMonths(period?.to ?? range.to, -seriesMonths)),
          to: period?.to ?? range.to,
        }
  const series = useEngine(
    'metrics.report',
    course === null || course.from >= course.to
      ? null
      : { ...scope, period: course, grain: seriesGrain(choice) },
  )
  const custom = useEngine('metrics.custom', {}).reply?.metrics
  const goals = useEngine('metrics.goals', {}).reply?.goals

  const assumptions = useEngine('metrics.assumptions', {}).reply?.assumptions

  return useMemo(() => {
    const { reply, refusal, loading } = asked
    if (reply === undefined) return { cards: nothing, missing: nothing, loading, refusal }
    const limit = (name: string) => assumptions?.find((each) => each.name === name)?.value ?? undefined
    const [green, amber] = [limit(healthGreenFrom), limit(healthAmberFrom)]
    const found = cardsOf({ ...reply, series: series.reply?.series ?? [] }, custom ?? [], goals ?? [])
    const all = green === undefined || amber === undefined ? found : withHealthLimits(found, green, amber)
    return {
      cards: all.filter((card) => card.value.method !== null),
      missing: all.filter((card) => card.value.method === null),
      loading,
      refusal,
    }
  }, [asked, series.reply, custom, goals, assumptions])
}

const latest = (a: string, b: string): string => (a > b ? a : b)
