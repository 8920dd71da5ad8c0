import { useMemo } from 'react'
import { type Asked, useEngine } from '#renderer/app/use-engine.ts'
import { cardsOf, type MetricCardModel } from '#renderer/metrics/metric-model.ts'
import type { Period } from '#shared/domain/period.ts'

/** The metrics that an export of this period can hold, own ones among them; asks only when needed. */
export function useMetricsWithValue(
  period: Period | null,
  isNeeded: boolean,
): Asked<readonly MetricCardModel[]> {
  const { reply, refusal, loading } = useEngine('metrics.report', isNeeded ? { period } : null)
  const custom = useEngine('metrics.custom', isNeeded ? {} : null).reply?.metrics
  const metrics = useMemo(
    () =>
      reply === undefined
        ? undefined
        : cardsOf(reply, custom ?? [], []).filter(({ value }) => value.value !== null),
    [reply, custom],
  )
  return { reply: metrics, refusal, loading }
}
