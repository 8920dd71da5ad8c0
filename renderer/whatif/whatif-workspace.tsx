/**
 * engine (measured baseline, saved scenarios) -> [window: projections, comparison and questions, worked out as one drags]
 */
import { Tab, Tabs } from '@blueprintjs/core'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { Inspector, ToolbarActions } from '#renderer/app/slots.tsx'
import { useSavedState } from '#renderer/app/state/saved-state.ts'
import { useView } from '#renderer/app/state/view.ts'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { type OutputName, outputSchema } from '#shared/domain/scenario.ts'
import { ClvInspector } from './clv/clv-inspector.tsx'
import { ClvView } from './clv/clv-view.tsx'
import { CompareView } from './compare/compare-view.tsx'
import { DriverPanel } from './drivers/driver-panel.tsx'
import { OutputInspector } from './inspector/output-inspector.tsx'
import { ProjectionGate } from './parts/projection-gate.tsx'
import { BreakEvenView } from './questions/break-even-view.tsx'
import { DataTableView } from './questions/data-table-view.tsx'
import { GoalSeekView } from './questions/goal-seek-view.tsx'
import { TornadoView } from './questions/tornado-view.tsx'
import { RevenueAtRiskView } from './risk/revenue-at-risk-view.tsx'
import { RiskInspector } from './risk/risk-inspector.tsx'
import { RulesView } from './rules/rules-view.tsx'
import { ScenarioBar } from './scenarios/scenario-bar.tsx'
import { SettingsBar } from './settings-bar.tsx'
import { SimulationView } from './simulation/simulation-view.tsx'
import { useWhatIf } from './state/use-what-if.ts'
import './whatif-workspace.css'

const pageSchema = z.enum([
  'compare',
  'goal',
  'table',
  'tornado',
  'breakEven',
  'simulation',
  'risk',
  'rules',
  'clv',
])
type Page = z.infer<typeof pageSchema>

const pageTitles: Readonly<Record<Page, string>> = {
  compare: 'Compare',
  goal: 'Goal seek',
  table: 'Data table',
  tornado: 'Tornado',
  breakEven: 'Break-even',
  simulation: 'Simulation',
  risk: 'Revenue at risk',
  rules: 'Rules',
  clv: 'CLV models',
}

/** Pages that are answered from the data or the scenario itself, whether or not it can be projected. */
const withoutProjection: ReadonlySet<Page> = new Set(['risk', 'rules', 'clv'])

/** Pages that speak of the data as it is, whatever the drivers. */
const withoutDrivers: ReadonlySet<Page> = new Set(['risk', 'clv'])

export default function WhatIfWorkspace() {
  const model = useWhatIf()
  const [page, setPage] = useSavedState('whatif.page', pageSchema, 'compare')
  const [output, setOutput] = useSavedState('whatif.output', outputSchema, 'clv')
  const [explained, setExplained] = useState<string>(output)
  const focus = useView((state) => state.focus)
  const takeFocus = useView((state) => state.takeFocus)
  const setScenario = useView((state) => state.setScenario)
  const setInspector = useView((state) => state.setInspector)

  useEffect(() => {
    if (focus?.type !== 'scenario') return
    setScenario(focus.name)
    takeFocus()
  }, [focus, setScenario, takeFocus])

  const explain = (id: string) => {
    setExplained(id)
    setInspector(true)
  }
  const chooseOutput = (chosen: OutputName) => {
    setOutput(chosen)
    setExplained(chosen)
  }
  return (
    <div className="whatif">
      <ToolbarActions>
        <SettingsBar model={model} />
      </ToolbarActions>
      <ScenarioBar model={model} />
      <Tabs
        id="whatif-pages"
        className="whatif-tabs"
        selectedTabId={page}
        onChange={(id) => setPage(pageSchema.parse(id))}
        renderActiveTabPanelOnly
      >
        {pageSchema.options.map((id) => (
          <Tab key={id} id={id} title={pageTitles[id]} />
        ))}
      </Tabs>
      <div className="whatif-body">
        {!withoutDrivers.has(page) && <DriverPanel model={model} />}
        <div className="whatif-centre">
          <div
            className="whatif-page"
            role="tabpanel"
            id={`bp6-tab-panel_whatif-pages_${page}`}
            aria-labelledby={`bp6-tab-title_whatif-pages_${page}`}
          >
            <RefusalNote refusal={model.refusal} />
            {page === 'risk' && <RevenueAtRiskView />}
            {page === 'rules' && <RulesView key={model.selected.name} model={model} />}
            {page === 'clv' && <ClvView model={model} />}
            {!withoutProjection.has(page) && (
              <ProjectionGate model={model}>
                {page === 'compare' && (
                  <CompareView
                    model={model}
                    explained={explained}
                    onExplain={explain}
                    output={output}
                    onOutput={chooseOutput}
                  />
                )}
                {page === 'goal' && <GoalSeekView model={model} onExplain={setExplained} />}
                {page === 'table' && <DataTableView model={model} onExplain={setExplained} />}
                {page === 'tornado' && <TornadoView model={model} output={output} onOutput={chooseOutput} />}
                {page === 'breakEven' && <BreakEvenView model={model} />}
                {page === 'simulation' && (
                  <SimulationView key={model.selected.name} model={model} onExplain={setExplained} />
                )}
              </ProjectionGate>
            )}
          </div>
        </div>
      </div>
      <Inspector>
        {page === 'clv' && <ClvInspector />}
        {page === 'risk' && <RiskInspector />}
        {!withoutDrivers.has(page) && <OutputInspector id={explained} model={model} />}
      </Inspector>
    </div>
  )
}
