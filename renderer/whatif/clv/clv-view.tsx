import { Button, InputGroup } from '@blueprintjs/core'
import { z } from 'zod'
import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { clvModels } from '#shared/contract/clv.ts'
import { type ClvModelName, clvModelDisplays } from '../model/clv-display.ts'
import { Choice } from '../parts/choice.tsx'
import { useProjectSetting } from '../state/use-project-setting.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { ClvResult } from './clv-result.tsx'
import { useClv } from './use-clv.ts'
import './clv.css'

const units = ['usual', 'day', 'week', 'month'] as const
const unitLabels = { usual: 'the usual', day: 'days', week: 'weeks', month: 'months' } as const
const choiceSchema = z.object({
  model: z.enum(clvModels).nullable().default(null),
  unit: z.enum(units).default('usual'),
  horizon: z.number().min(1).max(600).default(12),
  /** Empty for the last day of the data. */
  observationEnd: z.string().default(''),
  /** The field by whose values CLV is added up; empty for none. */
  by: z.string().optional(),
})
const usualChoice = choiceSchema.parse({})

const isOfPurchases = (model: ClvModelName): boolean => model !== 'simple' && model !== 'sbg'

/** What each customer is worth and whether it is still there, by a model of the literature fitted to the data. */
export function ClvView({ model: { business, segmentFields } }: { model: WhatIfModel }) {
  const [kept, setChoice] = useProjectSetting('whatif.clv', choiceSchema)
  const choice = kept ?? usualChoice
  const advice = useEngine('scenario.clvAdvice', {})
  const valued = useEngine('scenario.clvCustomers', { limit: 1 }).reply
  const { reply: fitted, refusal, running, begin, cancel } = useClv()
  // What was fitted before the engine was started again, or in another project, is not the engine's any more.
  const reply = valued?.model === null ? undefined : fitted
  const go = useView((state) => state.go)
  const possible = advice.reply?.possible ?? []
  const wanted = choice.model ?? advice.reply?.model ?? possible[0]
  const name = wanted !== undefined && possible.includes(wanted) ? wanted : possible[0]
  const by = choice.by ?? segmentFields[0]?.id ?? ''
  const days = name === undefined || !isOfPurchases(name) ? undefined : advice.reply?.purchases
  const driver = (id: 'margin' | 'discount') => business.drivers.find((each) => each.driver === id)
  const given = (id: 'margin' | 'discount') => {
    const known = driver(id)
    return known === undefined || known.value === null || known.origin === 'default'
      ? {}
      : { [id]: known.value }
  }
  if (name === undefined) {
    return (
      <>
        <RefusalNote refusal={advice.refusal} />
        {advice.reply !== undefined && (
          <EmptyState
            icon="regression-chart"
            title="No CLV model fits this data yet"
            action={{ text: 'Go to Mapping', run: () => go('mapping') }}
          >
            {advice.reply.advice}
          </EmptyState>
        )}
      </>
    )
  }
  const start = () =>
    begin({
      model: name,
      horizon: choice.horizon,
      ...(choice.unit === 'usual' ? {} : { unit: choice.unit }),
      ...given('margin'),
      ...given('discount'),
      ...(by === '' ? {} : { by }),
      ...(days === undefined || choice.observationEnd === ''
        ? {}
        : { observationEnd: choice.observationEnd }),
    })
  return (
    <div className="question">
      <Panel
        title="CLV model"
        actions={
          running ? (
            <Button size="small" icon="stop" onClick={cancel}>
              Cancel
            </Button>
          ) : (
            <Button size="small" intent="primary" icon="play" onClick={start}>
              Fit
            </Button>
          )
        }
      >
        <div className="question">
          {advice.reply?.advice.split('\n').map((each) => (
            <p key={each} className="selectable">
              {each}
            </p>
          ))}
          <div className="question-choices">
            <Choice
              label="Model"
              value={name}
              values={possible}
              labelOf={(value) => clvModelDisplays[value].label}
              onChange={(model) => setChoice({ ...choice, model })}
            />
            <Choice
              label="time in"
              value={choice.unit}
              values={units}
              labelOf={(value) => unitLabels[value]}
              onChange={(unit) => setChoice({ ...choice, unit })}
            />
            <span className="whatif-field">
              <span aria-hidden="true">looking ahead</span>
              <NumberField
                label="Months ahead"
                value={choice.horizon}
                digits={0}
                suffix="months"
                onChange={(value) =>
                  setChoice({ ...choice, horizon: Math.min(600, Math.max(1, Math.round(value))) })
                }
              />
            </span>
            {days !== undefined && (
              <span className="whatif-field" title="Purchases after this day are kept back to check the fit.">
                <span aria-hidden="true">observed until</span>
                <InputGroup
                  size="small"
                  type="date"
                  aria-label="Observed until"
                  min={days.from}
                  max={days.to}
                  value={choice.observationEnd === '' ? days.to : choice.observationEnd}
                  onValueChange={(value) =>
                    setChoice({ ...choice, observationEnd: value === days.to ? '' : value })
                  }
                />
              </span>
            )}
            {segmentFields.length > 0 && (
              <Choice
                label="added up by"
                value={by}
                values={['', ...segmentFields.map(({ id }) => id)]}
                labelOf={(id) => segmentFields.find((field) => field.id === id)?.name ?? 'nothing'}
                onChange={(value) => setChoice({ ...choice, by: value })}
              />
            )}
          </div>
          <p className="muted">
            {clvModelDisplays[name].words} Margin and discount are those of the baseline.
            {days !== undefined && observationWords(choice.observationEnd)}
          </p>
        </div>
      </Panel>
      <RefusalNote refusal={refusal} />
      {reply === undefined && refusal === undefined && (
        <EmptyState icon="regression-chart" title={running ? 'Fitting' : 'Not fitted yet'}>
          {running ? 'Progress stands in the status bar.' : 'Choose a model and fit it to the data.'}
        </EmptyState>
      )}
      {reply !== undefined && valued?.isCurrent === false && (
        <p className="whatif-problem">The data has changed since this fit: fit it again.</p>
      )}
      {reply !== undefined && <ClvResult reply={reply} />}
    </div>
  )
}

const observationWords = (end: string): string =>
  end === ''
    ? ' The fit is checked by one to the first two thirds of the time, which has to foresee the rest.'
    : ' What was bought after the observation checks the fit.'
