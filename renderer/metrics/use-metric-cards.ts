import { useMemo } from 'react'
import { periodOf, seriesGrain } from '#renderer/app/period-choice.ts'
import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { healthAmberFrom, healthGreenFrom } from '#shared/catalogue/health-score.ts'
import type { Refusal } from '#shared/contract/bridge.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import { addMonths, type Period } from '#shared/domain/period.ts'
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
  const dates = useEngine('metrics.range', {})
  const range = dates.reply
  const course = range === undefined ? undefined : courseOf(range, period)
  // One question for values and courses: the rows are then scanned once for both.
  const asked = useEngine(
    'metrics.report',
    range === undefined
      ? null
      : {
          ...scope,
          compare: true,
          ...(course === undefined ? {} : { course, grain: seriesGrain(choice) }),
        },
  )
  const custom = useEngine('metrics.custom', {}).reply?.metrics
  const goals = useEngine('metrics.goals', {}).reply?.goals

  const assumptions = useEngine('metrics.assumptions', {}).reply?.assumptions

  return useMemo(() => {
    const { reply } = asked
    const refusal = asked.refusal ?? dates.refusal
    const loading = asked.loading || dates.loading || (reply === undefined && refusal === undefined)
    if (reply === undefined) return { cards: nothing, missing: nothing, loading, refusal }
    const limit = (name: string) => assumptions?.find((each) => each.name === name)?.value ?? undefined
    const [green, amber] = [limit(healthGreenFrom), limit(healthAmberFrom)]
    const found = cardsOf(reply, custom ?? [], goals ?? [])
    const all = green === undefined || amber === undefined ? found : withHealthLimits(found, green, amber)
    return {
      cards: all.filter((card) => card.value.method !== null),
      missing: all.filter((card) => card.value.method === null),
      loading,
      refusal,
    }
  }, [asked, dates, custom, goals, assumptions])
}

/** The months before the end of the period that a course shows; undefined where the data has no dates there. */
function courseOf({ from, to }: ReplyOf<'metrics.range'>, period: Period | null): Period | undefined {
  if (from === null || to === null) return undefined
  const end = period?.to ?? to
  const start = latest(from, addMonths(end, -seriesMonths))
  return start < end ? { from: start, to: end } : undefined
}

const latest = (a: string, b: string): string => (a > b ? a : b)
