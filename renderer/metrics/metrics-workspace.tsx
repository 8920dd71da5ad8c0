/**
 * engine -> [window: KPIs as cards or a table, one of them explained in the inspector]
 */
import { Button, InputGroup, SegmentedControl, Tab, Tabs } from '@blueprintjs/core'
import { useEffect, useMemo, useState } from 'react'
import { z } from 'zod'
import { Inspector, ToolbarActions } from '#renderer/app/slots.tsx'
import { useSavedState } from '#renderer/app/state/saved-state.ts'
import { useView } from '#renderer/app/state/view.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { AssumptionsView } from './assumptions/assumptions-view.tsx'
import { CohortsView } from './cohorts/cohorts-view.tsx'
import { SurvivalView } from './cohorts/survival-view.tsx'
import { CustomMetricsView } from './custom/custom-metrics-view.tsx'
import { HealthView } from './health/health-view.tsx'
import { MetricInspector } from './inspector/metric-inspector.tsx'
import { MetricCards } from './metric-cards.tsx'
import { searchCards } from './metric-model.ts'
import { MetricTable } from './metric-table.tsx'
import { MissingMetrics } from './missing-metrics.tsx'
import { QualityView } from './quality/quality-view.tsx'
import { StaleFormulasNote } from './stale-formulas-note.tsx'
import { useMetricCards } from './use-metric-cards.ts'
import { useMetricLayout } from './use-metric-layout.ts'
import './metrics-workspace.css'

const pageSchema = z.enum(['metrics', 'health', 'cohorts', 'survival', 'quality', 'assumptions', 'custom'])
const shapeSchema = z.enum(['cards', 'table'])

export default function MetricsWorkspace() {
  const [page, setPage] = useSavedState('kpis.page', pageSchema, 'metrics')
  return (
    <div className="kpis">
      <Tabs
        id="kpi-pages"
        className="kpis-tabs"
        selectedTabId={page}
        onChange={(id) => setPage(pageSchema.parse(id))}
        renderActiveTabPanelOnly
      >
        <Tab id="metrics" title="Metrics" />
        <Tab id="health" title="Customer health" />
        <Tab id="cohorts" title="Cohorts" />
        <Tab id="survival" title="Survival" />
        <Tab id="quality" title="Data quality" />
        <Tab id="assumptions" title="Assumptions" />
        <Tab id="custom" title="Own metrics" />
      </Tabs>
      <div
        className="kpis-page"
        role="tabpanel"
        id={`bp6-tab-panel_kpi-pages_${page}`}
        aria-labelledby={`bp6-tab-title_kpi-pages_${page}`}
      >
        <StaleFormulasNote />
        {page === 'metrics' && <MetricsPage />}
        {page === 'health' && <HealthView />}
        {page === 'cohorts' && <CohortsView />}
        {page === 'survival' && <SurvivalView />}
        {page === 'quality' && <QualityView />}
        {page === 'assumptions' && <AssumptionsView />}
        {page === 'custom' && <CustomMetricsView />}
      </div>
    </div>
  )
}

function MetricsPage() {
  const [shape, setShape] = useSavedState('kpis.shape', shapeSchema, 'cards')
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<string | undefined>(undefined)
  const focus = useView((state) => state.focus)
  const takeFocus = useView((state) => state.takeFocus)
  const setInspector = useView((state) => state.setInspector)
  const { cards, missing, loading, refusal } = useMetricCards()
  const layout = useMetricLayout()
  const go = useView((state) => state.go)

  useEffect(() => {
    if (focus?.type !== 'metric') return
    setSelected(focus.metric)
    takeFocus()
  }, [focus, takeFocus])

  const found = useMemo(() => searchCards(cards, search), [cards, search])
  const select = (id: string) => {
    setSelected(id)
    setInspector(true)
  }
  const shown = cards.find((card) => card.id === selected) ?? missing.find((card) => card.id === selected)

  return (
    <>
      <ToolbarActions>
        <InputGroup
          type="search"
          size="small"
          leftIcon="search"
          placeholder="Find a metric"
          aria-label="Find a metric"
          value={search}
          onValueChange={setSearch}
        />
        <SegmentedControl
          size="small"
          options={[
            { label: 'Cards', value: 'cards' },
            { label: 'Table', value: 'table' },
          ]}
          value={shape}
          onValueChange={(value) => setShape(shapeSchema.parse(value))}
        />
      </ToolbarActions>
      <RefusalNote refusal={refusal} />
      {cards.length === 0 && !loading && refusal === undefined && (
        <EmptyState
          icon="dashboard"
          title="No metric can be computed yet"
          action={{ text: 'Go to Mapping', run: () => go('mapping') }}
        >
          Say in Mapping what the columns of the sheets mean.
        </EmptyState>
      )}
      {found.length === 0 && search !== '' && (
        <EmptyState icon="search" title={`Nothing is called “${search}”`}>
          <Button variant="minimal" onClick={() => setSearch('')}>
            Show all metrics
          </Button>
        </EmptyState>
      )}
      {cards.length === 0 && loading && <LoadingCards />}
      <div className={loading ? 'kpis-values kpis-loading' : 'kpis-values'} aria-busy={loading}>
        {shape === 'cards' ? (
          <MetricCards cards={found} layout={layout} selected={selected} onSelect={select} />
        ) : (
          <MetricTable cards={found} layout={layout} selected={selected} onSelect={select} />
        )}
        {missing.length > 0 && search === '' && <MissingMetrics missing={missing} onSelect={select} />}
      </div>
      <Inspector>
        <MetricInspector card={shown} layout={layout} />
      </Inspector>
    </>
  )
}

const loadingCards = Array.from({ length: 12 }, (_, index) => index)

/** Empty cards in place of those to come, while the first values are computed. */
function LoadingCards() {
  return (
    <div className="kpis-grid" role="status" aria-label="Computing the metrics">
      {loadingCards.map((index) => (
        <div key={index} className="card card-loading bp6-skeleton" />
      ))}
    </div>
  )
}
