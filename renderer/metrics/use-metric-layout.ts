import { useMemo } from 'react'
import { z } from 'zod'
import { engine } from '#renderer/app/engine-client.ts'
import { useEngine } from '#renderer/app/use-engine.ts'

const layoutSchema = z.object({
  pinned: z.array(z.string()).default([]),
  hidden: z.array(z.string()).default([]),
})
type Layout = z.infer<typeof layoutSchema>

export interface MetricLayout extends Layout {
  readonly togglePin: (id: string) => void
  readonly toggleHidden: (id: string) => void
  /** Moves a pinned metric one place. */
  readonly movePin: (id: string, step: -1 | 1) => void
}

/** What a new project shows first: one or two figures of each kind, until the user pins others. */
const firstPins: readonly string[] = [
  'customer_churn_rate',
  'customer_retention_rate',
  'net_revenue_retention',
  'mrr',
  'arpa',
  'customer_lifetime_value',
  'nps',
  'csat',
  'ticket_resolution_rate',
  'average_resolution_time',
]

const settingKey = 'metrics.layout'
const toggled = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]

/** Which metrics are pinned (in which order) and hidden; kept in the project. */
export function useMetricLayout(): MetricLayout {
  const saved = useEngine('project.setting', { key: settingKey }).reply?.value
  return useMemo(() => {
    const parsed = layoutSchema.safeParse(saved)
    const layout = parsed.success ? parsed.data : { pinned: [...firstPins], hidden: [] }
    const save = (next: Layout) => void engine('project.setting', { key: settingKey, value: next })
    return {
      ...layout,
      togglePin: (id) => save({ ...layout, pinned: toggled(layout.pinned, id) }),
      toggleHidden: (id) => save({ ...layout, hidden: toggled(layout.hidden, id) }),
      movePin: (id, step) => {
        const pinned = [...layout.pinned]
        const place = pinned.indexOf(id)
        const target = place + step
        if (place < 0 || target < 0 || target >= pinned.length) return
        pinned.splice(place, 1)
        pinned.splice(target, 0, id)
        save({ ...layout, pinned })
      },
    }
  }, [saved])
}
