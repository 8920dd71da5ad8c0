import { Button, ButtonGroup, Tab, Tabs } from '@blueprintjs/core'
import { useState } from 'react'
import { shell } from '#renderer/app/bridge.ts'
import { labelOf, periodOf } from '#renderer/app/period-choice.ts'
import { useView } from '#renderer/app/state/view.ts'
import { toast } from '#renderer/app/toaster.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { Delta } from '#renderer/ui/delta.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { findMetric } from '#shared/catalogue/index.ts'
import { formatValue } from '#shared/domain/format.ts'
import { periodLabel } from '#shared/domain/period.ts'
import type { MetricCardModel } from '../metric-model.ts'
import { useCurrency } from '../use-currency.ts'
import type { MetricLayout } from '../use-metric-layout.ts'
import { BreakdownSection } from './breakdown-section.tsx'
import { GoalEditor } from './goal-editor.tsx'
import { InputRows } from './input-rows.tsx'
import { MetricChart } from './metric-chart.tsx'
import { MetricMissing } from './metric-missing.tsx'
import { ReconciliationSection } from './reconciliation-section.tsx'
import './metric-inspector.css'

/** What is this, where does it come from, what can I do: one metric explained. */
export function MetricInspector({
  card,
  layout,
}: {
  card: MetricCardModel | undefined
  layout: MetricLayout
}) {
  if (card === undefined) {
    return (
      <EmptyState icon="select" title="Choose a metric">
        Its definition, formula, inputs and rows are shown here.
      </EmptyState>
    )
  }
  return <Explained key={card.id} card={card} layout={layout} />
}

function Explained({ card, layout }: { card: MetricCardModel; layout: MetricLayout }) {
  const [tab, setTab] = useState('about')
  const currency = useCurrency()
  const choice = useView((state) => state.period)
  const scenario = useView((state) => state.scenario)
  const scope = { period: periodOf(choice), ...(scenario === null ? {} : { scenario }) }
  const { method } = card.value
  const isComputed = method !== null
  const explained = useEngine(
    'metrics.explain',
    method === null ? null : { ...scope, metric: card.id, method },
  )
  const definition = findMetric(card.id)
  const { value } = card.value

  const copyValue = async () => {
    await shell('shell.copyText', { text: value === null ? '' : String(value) })
    await toast(`Copied ${card.name}`)
  }
  return (
    <div className="explained">
      <header className="explained-head">
        <h2>{card.name}</h2>
        {card.aliases.length > 0 && <p className="muted">Also called {card.aliases.join(', ')}</p>}
        <p className="explained-value selectable">
          {value === null ? 'No value' : formatValue(value, card.unit, { currency })}
          <span className="muted explained-period">{card.value.snapshot ? 'snapshot' : labelOf(choice)}</span>
        </p>
        {value === null && <p className="selectable">{card.value.reason}</p>}
        {value !== null && card.previous !== null && (
          <p>
            <Delta
              {...card}
              value={value}
              before={card.previous}
              currency={currency}
              against="on the period before"
            />
          </p>
        )}
        {value !== null && card.yearBefore !== null && (
          <p>
            <Delta
              {...card}
              value={value}
              before={card.yearBefore}
              currency={currency}
              against="on the year before"
            />
          </p>
        )}
        <ButtonGroup className="explained-actions">
          <Button size="small" icon="duplicate" disabled={value === null} onClick={() => void copyValue()}>
            Copy value
          </Button>
          <Button
            size="small"
            icon={layout.pinned.includes(card.id) ? 'unpin' : 'pin'}
            onClick={() => layout.togglePin(card.id)}
          >
            {layout.pinned.includes(card.id) ? 'Unpin' : 'Pin'}
          </Button>
          <Button
            size="small"
            icon={layout.hidden.includes(card.id) ? 'eye-open' : 'eye-off'}
            onClick={() => layout.toggleHidden(card.id)}
          >
            {layout.hidden.includes(card.id) ? 'Show' : 'Hide'}
          </Button>
        </ButtonGroup>
      </header>
      {isComputed ? (
        <Tabs
          id="explained"
          selectedTabId={tab}
          onChange={(id) => setTab(String(id))}
          renderActiveTabPanelOnly
        >
          <Tab
            id="about"
            title="Working"
            panel={
              <About card={card} words={explained.reply?.words} inputs={explained.reply?.inputs ?? []} />
            }
          />
          <Tab id="chart" title="Course" panel={<MetricChart card={card} />} />
          <Tab
            id="breakdown"
            title="Breakdown"
            panel={
              <BreakdownSection card={card} dimensions={explained.reply?.dimensions ?? []} scope={scope} />
            }
          />
          <Tab
            id="sql"
            title="SQL"
            panel={<Sql sql={explained.reply?.sql ?? ''} excel={explained.reply?.excel ?? ''} />}
          />
        </Tabs>
      ) : (
        <MetricMissing card={card} />
      )}
      <RefusalNote refusal={explained.refusal} />
      {definition !== undefined && (
        <section className="explained-section">
          <h3>Definition</h3>
          <p>{definition.question}</p>
          <p className="selectable">{definition.description}</p>
          <p className="muted selectable">{definition.source}</p>
        </section>
      )}
    </div>
  )
}

type ExplainedInput = Parameters<typeof InputRows>[0]['inputs'][number]

function About({
  card,
  words,
  inputs,
}: {
  card: MetricCardModel
  words: string | undefined
  inputs: readonly ExplainedInput[]
}) {
  const period = periodOf(useView((state) => state.period))
  return (
    <>
      <section className="explained-section">
        <h3>How</h3>
        <p className="selectable">{words}</p>
        <p className="muted">
          {card.value.methodLabel}
          {period === null || card.value.snapshot ? '' : `, ${periodLabel(period)}`}
        </p>
        {card.value.warnings.map((warning) => (
          <p key={warning} className="explained-warning selectable">
            {warning}
          </p>
        ))}
      </section>
      <InputRows card={card} inputs={inputs} />
      <ReconciliationSection card={card} />
      <GoalEditor card={card} />
    </>
  )
}

function Sql({ sql, excel }: { sql: string; excel: string }) {
  const copy = async (text: string, what: string) => {
    await shell('shell.copyText', { text })
    await toast(`Copied ${what}`)
  }
  return (
    <section className="explained-section">
      <h3>Formula</h3>
      <pre className="explained-code selectable">{excel}</pre>
      <Button size="small" icon="duplicate" onClick={() => void copy(excel, 'the formula')}>
        Copy formula
      </Button>
      <h3>SQL</h3>
      <pre className="explained-code selectable">{sql}</pre>
      <Button size="small" icon="duplicate" onClick={() => void copy(sql, 'the SQL')}>
        Copy SQL
      </Button>
    </section>
  )
}
