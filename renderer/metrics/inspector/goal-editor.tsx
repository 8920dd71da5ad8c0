import { Button } from '@blueprintjs/core'
import { engine } from '#renderer/app/engine-client.ts'
import { labelOf, periodOf } from '#renderer/app/period-choice.ts'
import { useView } from '#renderer/app/state/view.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { AttainmentBar } from '../attainment-bar.tsx'
import type { MetricCardModel } from '../metric-model.ts'

/** The goal of the metric, for the period shown or for every period. */
export function GoalEditor({ card }: { card: MetricCardModel }) {
  const choice = useView((state) => state.period)
  const period = periodOf(choice)
  const isRate = card.unit === 'percent' || card.unit === 'percentage_points'
  const set = (value: number | null, forAll: boolean) =>
    void engine('metrics.setGoal', { goal: { metric: card.id, period: forAll ? null : period, value } })
  const { goal } = card
  return (
    <section className="explained-section">
      <h3>Goal</h3>
      <div className="goal-editor">
        <NumberField
          label={`Goal for ${card.name}`}
          value={goal?.value}
          scale={isRate ? 100 : 1}
          {...(isRate ? { suffix: '%' } : {})}
          onChange={(value) => set(value, goal === undefined || goal.period === null)}
        />
        {goal !== undefined && (
          <>
            {period !== null && (
              <Button
                size="small"
                variant="minimal"
                active={goal.period !== null}
                onClick={() => set(goal.value, goal.period !== null)}
              >
                {goal.period === null ? `Only ${labelOf(choice)}` : 'Every period'}
              </Button>
            )}
            <Button
              size="small"
              variant="minimal"
              icon="cross"
              aria-label="Remove the goal"
              onClick={() => set(null, goal.period === null)}
            />
          </>
        )}
      </div>
      {goal !== undefined && card.value.value !== null && (
        <AttainmentBar
          value={card.value.value}
          goal={goal.value}
          unit={card.unit}
          direction={card.direction}
        />
      )}
      {goal === undefined && <p className="muted">Type a number to measure against.</p>}
    </section>
  )
}
