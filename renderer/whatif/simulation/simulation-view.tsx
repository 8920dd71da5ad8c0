import { Button } from '@blueprintjs/core'
import { useEffect, useMemo } from 'react'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { TableButtons } from '#renderer/ui/table-buttons.tsx'
import {
  caseKey,
  type SimulationQuestion,
  simulationQuestionSchema,
} from '#shared/domain/what-if-questions.ts'
import {
  driverInCase,
  suggestedDistribution,
  varying,
} from '#shared/models/questions/suggested-distributions.ts'
import { LARGEST_SEED } from '#shared/models/statistics/random.ts'
import { outputDisplays } from '../model/output-display.ts'
import { simulationKey } from '../model/simulation-choice.ts'
import { whatIfRequest } from '../model/what-if-request.ts'
import { AskedOf } from '../parts/asked-of.tsx'
import { caseColor } from '../parts/case-colors.ts'
import { OutputChoice } from '../parts/choice.tsx'
import type { QuestionPanelProps } from '../parts/question-panel.ts'
import { useQuestion } from '../state/question-store.ts'
import { CorrelationList } from './correlation-list.tsx'
import { DistributionTable } from './distribution-table.tsx'
import { SimulationResult, simulationText } from './simulation-result.tsx'
import { useSimulation } from './use-simulation.ts'
import './simulation.css'

const usual = simulationQuestionSchema.parse({})

/** What not knowing the drivers means for the outcome. */
export function SimulationView({ model, onExplain }: QuestionPanelProps) {
  const { question: kept, ask, keep } = useQuestion('simulation', model.scenario)
  const choice = kept ?? usual
  const { correlations, output } = choice
  useEffect(() => onExplain(output), [onExplain, output])
  const { result, answered, refusal, running, run, cancel } = useSimulation()
  const { business, selected, scenario } = model
  const typed = choice.distributions[caseKey(scenario)]
  const drivers = useMemo(
    () => business.drivers.map((each) => driverInCase(each, selected)),
    [business.drivers, selected],
  )
  const distributions = useMemo(
    () => ({
      ...Object.fromEntries(drivers.map((each) => [each.driver, suggestedDistribution(each)])),
      ...typed,
    }),
    [drivers, typed],
  )
  const moving = varying(distributions)
  const question = whatIfRequest(model, {
    simulation: {
      runs: choice.runs,
      seed: choice.seed,
      distributions: moving,
      correlations: correlations.filter(({ a, b }) => moving[a] !== undefined && moving[b] !== undefined),
      ...(choice.target === null ? {} : { target: { output, value: choice.target } }),
    },
  })
  const asked = simulationKey(question, business)
  const isStale = answered !== undefined && answered !== asked
  const changed = (change: Partial<SimulationQuestion>) => keep({ ...choice, ...change })
  const start = () => {
    run(question, asked)
    ask(choice)
  }
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
            <Button size="small" intent="primary" icon="play" onClick={start}>
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
            value={output}
            onChange={(output) => changed({ output, target: null })}
          />
          <span className="whatif-field">
            <span aria-hidden="true">{output === 'paybackMonths' ? 'is at most' : 'is at least'}</span>
            <NumberField
              label={`Target of ${outputDisplays[output].label}`}
              value={choice.target ?? undefined}
              onChange={(target) => changed({ target })}
            />
          </span>
        </div>
        <AskedOf
          question={kept?.inExport === true ? kept : undefined}
          model={model}
          onAsk={() => ask(choice)}
          onLeaveOut={() => keep({ ...choice, inExport: false })}
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
        <Panel
          title="What comes out"
          actions={<TableButtons name="Simulation" text={() => simulationText(result)} />}
        >
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
      <Panel title="How the drivers vary">
        <DistributionTable
          drivers={drivers}
          distributions={distributions}
          onChange={(driver, distribution) =>
            changed({
              distributions: {
                ...choice.distributions,
                [caseKey(scenario)]: { ...typed, [driver]: distribution },
              },
            })
          }
        />
        <CorrelationList
          drivers={business.drivers
            .map(({ driver }) => driver)
            .filter((driver) => moving[driver] !== undefined)}
          correlations={correlations}
          onChange={(next) => changed({ correlations: [...next] })}
        />
      </Panel>
    </div>
  )
}
