import { Button } from '@blueprintjs/core'
import { useEffect, useMemo } from 'react'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import { formatValue } from '#shared/domain/format.ts'
import { goalQuestionSchema } from '#shared/domain/what-if-questions.ts'
import { goalSeek, suggestedTarget } from '#shared/models/questions/goal-seek.ts'
import { driverDisplay, inSentence } from '../model/driver-display.ts'
import { outputCurve } from '../model/goal-answer.ts'
import { outputDisplays } from '../model/output-display.ts'
import { AskedOf } from '../parts/asked-of.tsx'
import { DriverChoice, OutputChoice } from '../parts/choice.tsx'
import type { QuestionPanelProps } from '../parts/question-panel.ts'
import { useQuestion } from '../state/question-store.ts'
import { GoalCurve } from './goal-curve.tsx'
import { useGoalTaking } from './use-goal-taking.ts'

const usual = goalQuestionSchema.parse({})

/** Which value of one driver makes an output reach a target. */
export function GoalSeekView({ model, onExplain }: QuestionPanelProps) {
  const { question: kept, ask, keep } = useQuestion('goalSeek', model.scenario)
  const question = kept ?? usual
  const currency = useCurrency()
  const take = useGoalTaking(model)
  const { selected } = model
  const { driver, output, min, max } = question
  useEffect(() => onExplain(output), [onExplain, output])
  const display = driverDisplay(driver)
  const { label, unit } = outputDisplays[output]
  const present = selected.projection?.kpis[output]
  const target = question.target ?? suggestedTarget(output, present)
  const answer = useMemo(
    () => goalSeek(selected.input, selected.levers, { driver, output, target, min, max }),
    [selected, driver, output, target, min, max],
  )
  const found = answer.ok ? answer.value.value : null
  const baseline = model.business.drivers.find((each) => each.driver === driver)?.value ?? null
  const curve = useMemo(
    () => outputCurve(selected, { driver, output, target, min, max }, baseline, found),
    [selected, driver, output, target, min, max, baseline, found],
  )
  const bound = { scale: display.scale, digits: display.digits, suffix: display.suffix ?? '' }
  const money = (value: number) => formatValue(value, unit, { currency })
  return (
    <Panel title={`Goal seek in ${selected.name}`}>
      <div className="question">
        <div className="question-choices">
          <OutputChoice
            label="Make"
            value={output}
            onChange={(chosen) => ask({ driver, output: chosen, inExport: true })}
          />
          <span className="whatif-field">
            <span aria-hidden="true">reach</span>
            <NumberField
              label="Target"
              value={target}
              onChange={(wanted) => ask({ ...question, target: wanted })}
            />
          </span>
          <DriverChoice
            label="by changing"
            value={driver}
            onChange={(chosen) => ask({ output, target, driver: chosen, inExport: true })}
          />
          <span className="whatif-field">
            <span aria-hidden="true">between</span>
            <NumberField
              label="Lowest value"
              value={min}
              {...bound}
              onChange={(value) => ask({ ...question, target, min: value })}
            />
            <span aria-hidden="true">and</span>
            <NumberField
              label="Highest value"
              value={max}
              {...bound}
              onChange={(value) => ask({ ...question, target, max: value })}
            />
          </span>
          {(min !== undefined || max !== undefined) && (
            <Button
              variant="minimal"
              size="small"
              onClick={() => ask({ driver, output, target, inExport: true })}
            >
              No bounds
            </Button>
          )}
        </div>
        {!answer.ok && <p className="whatif-problem">{answer.error.message}</p>}
        {answer.ok && found !== null && (
          <p className="question-answer" role="status">
            {label} reaches {money(target)} with {inSentence(display.label)} at{' '}
            <strong>
              {formatValue(found, display.unit, {
                currency,
                ...(display.unit === 'percent' ? { digits: 3 } : {}),
              })}
            </strong>
            {baseline !== null && (
              <span className="muted">
                {' '}
                (baseline {formatValue(baseline, display.unit, { currency })}
                {present == null ? '' : `, ${label} now ${money(present)}`})
              </span>
            )}
            .{' '}
            <Button size="small" onClick={() => take(driver, found)}>
              {model.scenario === undefined ? 'Make it a scenario' : 'Take it into the scenario'}
            </Button>
          </p>
        )}
        {answer.ok && found === null && (
          <p className="question-answer whatif-problem" role="status">
            No value of {inSentence(display.label)} within the bounds brings {label} to {money(target)}
            {answer.value.nearest === null || answer.value.reached === null
              ? '.'
              : `; the nearest is ${formatValue(answer.value.nearest, display.unit, { currency })}, which gives ${money(answer.value.reached)}.`}
          </p>
        )}
        <AskedOf
          question={kept}
          model={model}
          onAsk={() => ask(question)}
          onLeaveOut={() => keep({ ...question, inExport: false })}
        />
        <GoalCurve curve={curve} driver={driver} output={output} target={target} answer={found} />
      </div>
    </Panel>
  )
}
