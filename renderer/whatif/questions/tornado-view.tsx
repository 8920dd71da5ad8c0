import { Switch } from '@blueprintjs/core'
import { useDeferredValue, useMemo } from 'react'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import type { OutputName } from '#shared/domain/scenario.ts'
import { tornadoQuestionSchema } from '#shared/domain/what-if-questions.ts'
import { tornado } from '#shared/models/questions/tornado.ts'
import { intervalsOf } from '../model/intervals.ts'
import { outputDisplays } from '../model/output-display.ts'
import { AskedOf } from '../parts/asked-of.tsx'
import { OutputChoice } from '../parts/choice.tsx'
import { useQuestion } from '../state/question-store.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { TornadoChart, TornadoTable } from './tornado-chart.tsx'

interface Props {
  readonly model: WhatIfModel
  readonly output: OutputName
  readonly onOutput: (output: OutputName) => void
}

/** Which drivers matter most for an output: each moved on its own, sorted by effect. */
export function TornadoView({ model, output: shownOutput, onOutput }: Props) {
  const { question: kept, ask, keep } = useQuestion('tornado', model.scenario)
  const question = kept ?? tornadoQuestionSchema.parse({ output: shownOutput })
  const { output, swing, own } = question
  const selected = useDeferredValue(model.selected)
  const drivers = useDeferredValue(model.business.drivers)
  // An interval is of the measured value; a scenario that changes a driver has none of its own.
  const canUseOwn = selected.index === undefined
  const answer = useMemo(
    () =>
      tornado(selected.input, selected.levers, {
        output,
        swing,
        ...(own && canUseOwn ? { intervals: intervalsOf(drivers) } : {}),
      }),
    [selected, drivers, output, swing, own, canUseOwn],
  )
  return (
    <Panel title={`What moves ${outputDisplays[output].label}, ${selected.name}`}>
      <div className="question">
        <div className="question-choices">
          <OutputChoice
            label="Output"
            value={output}
            onChange={(chosen) => {
              ask({ ...question, output: chosen })
              onOutput(chosen)
            }}
          />
          <span className="whatif-field">
            <span aria-hidden="true">each driver by ±</span>
            <NumberField
              label="Swing"
              value={swing}
              scale={100}
              step={5}
              suffix="%"
              digits={0}
              onChange={(value) => ask({ ...question, swing: Math.min(1, Math.max(0.01, value)) })}
            />
          </span>
          <Switch
            className="question-switch"
            checked={own && canUseOwn}
            disabled={!canUseOwn}
            label="Measured drivers by their own 95 % interval"
            onChange={(event) => ask({ ...question, own: event.currentTarget.checked })}
          />
        </div>
        <AskedOf
          question={kept}
          model={model}
          onAsk={() => ask(question)}
          onLeaveOut={() => keep({ ...question, inExport: false })}
        />
        {!answer.ok && <p className="whatif-problem">{answer.error.message}</p>}
        {answer.ok && answer.value.bars.length === 0 && (
          <p className="muted">No driver moves {outputDisplays[output].label}.</p>
        )}
        {answer.ok && answer.value.bars.length > 0 && (
          <>
            <TornadoChart tornado={answer.value} />
            <TornadoTable tornado={answer.value} />
          </>
        )}
      </div>
    </Panel>
  )
}
