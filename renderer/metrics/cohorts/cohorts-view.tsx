import { SegmentedControl } from '@blueprintjs/core'
import { useState } from 'react'
import { ToolbarActions } from '#renderer/app/slots.tsx'
import { useEngine } from '#renderer/app/use-engine.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { TableButtons } from '#renderer/ui/table-buttons.tsx'
import { Waiting } from '#renderer/ui/waiting.tsx'
import type { ReplyOf } from '#shared/contract/index.ts'
import { formatCompact, formatValue } from '#shared/domain/format.ts'
import { useCurrency } from '../use-currency.ts'
import './cohorts.css'

type Measure = 'customers' | 'revenue'
type CohortGrain = 'month' | 'quarter'
type Triangle = ReplyOf<'metrics.cohorts'>

/** Retention by the period in which customers first appeared, as a heatmap that reads like a table. */
export function CohortsView() {
  const [of, setOf] = useState<Measure>('customers')
  const [grain, setGrain] = useState<CohortGrain>('quarter')
  const { reply, refusal, loading } = useEngine('metrics.cohorts', { of, grain })
  return (
    <>
      <ToolbarActions>
        <SegmentedControl
          size="small"
          options={[
            { label: 'Customers', value: 'customers' },
            { label: 'Revenue', value: 'revenue' },
          ]}
          value={of}
          onValueChange={(value) => setOf(value === 'revenue' ? 'revenue' : 'customers')}
        />
        <SegmentedControl
          size="small"
          options={[
            { label: 'By month', value: 'month' },
            { label: 'By quarter', value: 'quarter' },
          ]}
          value={grain}
          onValueChange={(value) => setGrain(value === 'month' ? 'month' : 'quarter')}
        />
      </ToolbarActions>
      <RefusalNote refusal={refusal} />
      {reply === undefined && loading && <Waiting>Following the cohorts</Waiting>}
      {reply?.reason !== undefined && (
        <EmptyState icon="layout-sorted-clusters" title="No cohorts yet">
          {reply.reason}
        </EmptyState>
      )}
      {reply !== undefined && reply.cohorts.length > 0 && (
        <Panel
          flush
          title={
            of === 'customers'
              ? 'Customers kept, % of the cohort'
              : 'Revenue kept, % of the cohort’s first period'
          }
          actions={<TableButtons name={`Cohorts of ${of}`} text={() => triangleText(reply)} />}
        >
          <div className={loading ? 'cohorts kpis-loading' : 'cohorts'}>
            <CohortTable triangle={reply} of={of} grain={grain} />
          </div>
          <p className="muted cohorts-source">From {reply.source}.</p>
        </Panel>
      )}
    </>
  )
}

function CohortTable({ triangle, of, grain }: { triangle: Triangle; of: Measure; grain: CohortGrain }) {
  const currency = useCurrency()
  const ages = Math.max(...triangle.cohorts.map((cohort) => cohort.retained.length))
  const columns = Array.from({ length: ages }, (_, age) => age)
  const unit = of === 'customers' ? 'count' : 'money'
  return (
    <table className="cohorts-table">
      <thead>
        <tr>
          <th scope="col">First {grain}</th>
          <th scope="col" className="number">
            {of === 'customers' ? 'Customers' : 'Revenue'}
          </th>
          {columns.map((age) => (
            <th key={age} scope="col" className="number" title={`${age} ${grain}s later`}>
              {age}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {triangle.cohorts.map((cohort) => (
          <tr key={cohort.cohort}>
            <th scope="row">{cohort.cohort}</th>
            <td className="number">{formatCompact(cohort.size, unit, { currency })}</td>
            {columns.map((age) => (
              <CohortCell
                key={age}
                share={cohort.retained[age]}
                label={`${cohort.cohort}, ${age} ${grain}s later`}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Deeper colour, more kept; beyond 100 % the colour says that the cohort grew. */
function CohortCell({ share, label }: { share: number | null | undefined; label: string }) {
  if (share == null) return <td />
  const color = share > 1 ? 'var(--better)' : 'var(--accent)'
  const depth = Math.round(Math.min(1, share > 1 ? Math.min(1, share - 1) * 0.6 + 0.35 : share) * 55)
  return (
    <td
      className="number cohorts-cell"
      title={`${label}: ${formatValue(share, 'percent')}`}
      style={{ background: `color-mix(in srgb, ${color} ${depth}%, var(--surface))` }}
    >
      {Math.round(share * 100)}
    </td>
  )
}

const triangleText = ({ cohorts }: Triangle): string =>
  cohorts
    .map((cohort) => [cohort.cohort, cohort.size, ...cohort.retained.map((share) => share ?? '')].join('\t'))
    .join('\n')
