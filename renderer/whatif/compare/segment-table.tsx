import { useMemo } from 'react'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Panel } from '#renderer/ui/panel.tsx'
import { TableButtons } from '#renderer/ui/table-buttons.tsx'
import { formatValue } from '#shared/domain/format.ts'
import type { ProjectedCase } from '../model/cases.ts'
import { type SegmentRow, segmentRows, totalName } from '../model/segment-rows.ts'
import '../parts/figures.css'

const columns = [
  { id: 'opening', label: 'Customers at start', unit: 'count' },
  { id: 'churn', label: 'Churn, month 1', unit: 'percent' },
  { id: 'customers', label: 'Customers at end', unit: 'count' },
  { id: 'mrr', label: 'MRR at end', unit: 'money' },
  { id: 'revenue', label: 'Revenue', unit: 'money' },
  { id: 'grossProfit', label: 'Gross profit', unit: 'money' },
  { id: 'clv', label: 'CLV', unit: 'money' },
] as const

/** The segments of the selected case, and what they add up to. */
export function SegmentTable({ selected }: { selected: ProjectedCase }) {
  const currency = useCurrency()
  const rows = useMemo(() => segmentRows(selected), [selected])
  if (rows.length === 0) return null
  return (
    <Panel
      flush
      title={`${selected.name} by segment`}
      actions={<TableButtons name="Segments" text={() => segmentText(rows)} />}
    >
      <div className="figures-scroll">
        <table className="figures segment-table">
          <thead>
            <tr>
              <th scope="col">Segment</th>
              {columns.map(({ id, label }) => (
                <th key={id} scope="col" className="number">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name} className={row.name === totalName ? 'figures-total' : ''}>
                <th scope="row">{row.name}</th>
                {columns.map(({ id, unit }) => {
                  const value = row[id]
                  return (
                    <td key={id} className="number">
                      {value === null ? (
                        <span className="muted">no value</span>
                      ) : (
                        formatValue(value, unit, { currency })
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

const segmentText = (rows: readonly SegmentRow[]): string =>
  [
    ['Segment', ...columns.map(({ label }) => label)].join('\t'),
    ...rows.map((row) => [row.name, ...columns.map(({ id }) => row[id] ?? '')].join('\t')),
  ].join('\n')
