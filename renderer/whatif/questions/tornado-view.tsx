import { Switch } from '@blueprintjs/core'
import { useDeferredValue, useMemo } from 'react'
import { z } from 'zod'
import { useSavedState } from '#renderer/app/state/saved-state.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import type { OutputName } from '#shared/domain/scenario.ts'
import { tornado, USUAL_SWING } from '#shared/models/questions/tornado.ts'
import { intervalsOf } from '../model/intervals.ts'
import { outputDisplays } from '../model/output-display.ts'
import { OutputChoice } from '../parts/choice.tsx'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { TornadoChart, TornadoTable } from './tornado-chart.tsx'

const choiceSchema = z.object({ swing: z.number().positive().max(1), own: z.boolean() })

interface Props {
  readonly model: WhatIfModel
  readonly output: OutputName
  readonly onOutput: (output: OutputName) => void
}

/** Which drivers matter most for an output: each moved on its own, sorted by effect. */
export function TornadoView({ model, output, onOutput }: Props) {
  const [{ swing, own }, choose] = useSavedState('whatif.tornado', choiceSchema, {
    swing: USUAL_SWING,
    own: true,
  })
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
          <OutputChoice label="Output" value={output} onChange={onOutput} />
          <span className="whatif-field">
            <span aria-hidden="true">each driver by ±</span>
            <NumberField
              label="Swing"
              value={swing}
              scale={100}
              step={5}
              suffix="%"
              digits={0}
              onChange={(value) => choose({ own, swing: Math.min(1, Math.max(0.01, value)) })}
            />
          </span>
          <Switch
            className="question-switch"
            checked={own && canUseOwn}
            disabled={!canUseOwn}
            label="Measured drivers by their own 95 % interval"
            onChange={(event) => choose({ swing, own: event.currentTarget.checked })}
          />
        </div>
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
