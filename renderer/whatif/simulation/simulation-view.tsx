import { Button } from '@blueprintjs/core'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import { useSavedState } from '#renderer/app/state/saved-state.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { type Distribution, type DriverName, outputSchema } from '#shared/domain/scenario.ts'
import { LARGEST_SEED } from '#shared/models/statistics/random.ts'
import { suggestedDistribution, varying } from '../model/distributions.ts'
import { outputDisplays } from '../model/output-display.ts'
import { whatIfRequest } from '../model/what-if-request.ts'
import { caseColor } from '../parts/case-colors.ts'
import { OutputChoice } from '../parts/choice.tsx'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { type Correlation, CorrelationList } from './correlation-list.tsx'
import { DistributionTable } from './distribution-table.tsx'
import { SimulationResult } from './simulation-result.tsx'
import { useSimulation } from './use-simulation.ts'
import './simulation.css'

const choiceSchema = z.object({
  runs: z.number().int().min(1).max(1_000_000),
  seed: z.number().int(),
  output: outputSchema,
  target: z.number().nullable(),
})

/** What not knowing the drivers means for the outcome. */
export function SimulationView({ model }: { model: WhatIfModel }) {
  const [choice, setChoice] = useSavedState('whatif.simulation', choiceSchema, {
    runs: 10_000,
    seed: 1,
    output: 'mrr',
    target: null,
  })
  const [typed, setTyped] = useState<Partial<Record<DriverName, Distribution>>>({})
  const [correlations, setCorrelations] = useState<readonly Correlation[]>([])
  const { result, answered, refusal, running, run, cancel } = useSimulation()
  const { business, selected } = model
  const distributions = useMemo(
    () => ({
      ...Object.fromEntries(business.drivers.map((each) => [each.driver, suggestedDistribution(each)])),
      ...typed,
    }),
    [business.drivers, typed],
  )
  const moving = varying(distributions)
  const question = whatIfRequest(model, {
    simulation: {
      runs: choice.runs,
      seed: choice.seed,
      distributions: moving,
      correlations: correlations.filter(({ a, b }) => moving[a] !== undefined && moving[b] !== undefined),
      ...(choice.target === null ? {} : { target: { output: choice.output, value: choice.target } }),
    },
  })
  const isStale = answered !== undefined && answered !== JSON.stringify(question)
  const changed = (change: Partial<typeof choice>) => setChoice({ ...choice, ...change })
  return (
    <div className="question">
      <Panel
        title={`Simulation of ${selected.name}`}
        actions={
          running ? (
            <Button size="small" icon="stop" onClick={cancel}>
              Cancel
            </Button>
          ) : (
            <Button size="small" intent="primary" icon="play" onClick={() => run(question)}>
              Run
            </Button>
          )
        }
      >
        <div className="question-choices simulation-choices">
          <span className="whatif-field">
            <span aria-hidden="true">Runs</span>
            <NumberField
              label="Runs"
              value={choice.runs}
              digits={0}
              step={1000}
              onChange={(value) => changed({ runs: Math.min(1_000_000, Math.max(1, Math.round(value))) })}
            />
          </span>
          <span className="whatif-field">
            <span aria-hidden="true">Seed</span>
            <NumberField
              label="Seed"
              value={choice.seed}
              digits={0}
              onChange={(value) => changed({ seed: Math.min(LARGEST_SEED, Math.max(1, Math.round(value))) })}
            />
          </span>
          <OutputChoice
            label="Probability that"
            value={choice.output}
            onChange={(output) => changed({ output, target: null })}
          />
          <span className="whatif-field">
            <span aria-hidden="true">{choice.output === 'paybackMonths' ? 'is at most' : 'is at least'}</span>
            <NumberField
              label={`Target of ${outputDisplays[choice.output].label}`}
              value={choice.target ?? undefined}
              onChange={(target) => changed({ target })}
            />
          </span>
        </div>
        <DistributionTable
          drivers={business.drivers}
          distributions={distributions}
          onChange={(driver, distribution) => setTyped({ ...typed, [driver]: distribution })}
        />
        <CorrelationList
          drivers={business.drivers
            .map(({ driver }) => driver)
            .filter((driver) => moving[driver] !== undefined)}
          correlations={correlations}
          onChange={setCorrelations}
        />
      </Panel>
      <RefusalNote refusal={refusal} />
      {result === undefined && refusal === undefined && (
        <EmptyState icon="chart" title={running ? 'Simulating' : 'Not run yet'}>
          {running
            ? 'Progress stands in the status bar.'
            : 'Each run draws every varying driver once and projects the business with it.'}
        </EmptyState>
      )}
      {result !== undefined && (
        <Panel title="What comes out">
          <div className={isStale || running ? 'question simulation-stale' : 'question'}>
            {isStale && (
              <p className="whatif-problem">
                The question has changed since: run it again to see its answer.
              </p>
            )}
            <SimulationResult result={result} color={(colors) => caseColor(colors, selected)} />
          </div>
        </Panel>
      )}
    </div>
  )
}
