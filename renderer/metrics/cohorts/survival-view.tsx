import { HTMLSelect } from '@blueprintjs/core'
import { useState } from 'react'
import { ToolbarActions } from '#renderer/app/slots.tsx'
import { useEngine } from '#renderer/app/use-engine.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import { type ChartColors, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { Waiting } from '#renderer/ui/waiting.tsx'
import { findKind } from '#shared/catalogue/index.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import { formatValue } from '#shared/domain/format.ts'
import './cohorts.css'

type Curve = ReplyOf<'metrics.survival'>['groups'][number]

/** Customers' fields whose values can part them into groups. */
const groupFields = (findKind('customers')?.fields ?? []).filter(
  ({ type, id }) => (type === 'text' || type === 'enum') && id !== 'customer_id' && id !== 'name',
)

/** How long customers stay: the Kaplan-Meier curve with its 95 % band, and whether groups differ. */
export function SurvivalView() {
  const [by, setBy] = useState('')
  const { reply, refusal, loading } = useEngine('metrics.survival', by === '' ? {} : { by })
  return (
    <>
      <ToolbarActions>
        <HTMLSelect
          aria-label="Split by"
          value={by}
          options={[
            { value: '', label: 'All customers' },
            ...groupFields.map(({ id, name }) => ({ value: id, label: `by ${name}` })),
          ]}
          onChange={(event) => setBy(event.currentTarget.value)}
        />
      </ToolbarActions>
      <RefusalNote refusal={refusal} />
      {reply === undefined && loading && <Waiting>Following the customers</Waiting>}
      {reply?.reason !== undefined && (
        <EmptyState icon="timeline-line-chart" title="No survival curve yet">
          {reply.reason}
        </EmptyState>
      )}
      {reply !== undefined && reply.groups.length > 0 && (
        <Panel title="Customers still there, % by months since the start">
          <SurvivalChart curves={reply.groups} />
          <SurvivalTable curves={reply.groups} />
          {reply.logRank !== null && (
            <p className="selectable">
              {reply.logRank.words}{' '}
              <span className="muted">
                Log-rank test: χ² {reply.logRank.chiSquare.toFixed(2)}, {reply.logRank.degrees} degrees of
                freedom, p {reply.logRank.p < 0.001 ? '< 0.001' : reply.logRank.p.toFixed(3)}.
              </span>
            </p>
          )}
        </Panel>
      )}
    </>
  )
}

function SurvivalChart({ curves }: { curves: readonly Curve[] }) {
  const option = (colors: ChartColors) => {
    const color = (index: number) =>
      curves.length === 1
        ? colors.accent
        : (colors.scenarios[index % colors.scenarios.length] ?? colors.accent)
    return {
      ...chartFrame(colors),
      grid: { ...chartFrame(colors).grid, right: 120 },
      tooltip: {
        ...chartFrame(colors).tooltip,
        valueFormatter: (value: number) => formatValue(value, 'percent'),
      },
      xAxis: { ...valueAxis(colors, (value) => String(value), true), name: 'months', nameLocation: 'end' },
      yAxis: {
        ...valueAxis(colors, (value) => `${Math.round(value * 100)} %`, true),
        max: 1,
        interval: 0.25,
      },
      series: curves.flatMap((curve, index) => [
        ...(['lower', 'upper'] as const).map((side) => ({
          type: 'line',
          step: 'end',
          data: curve.points.map((point) => [point.time, point[side]]),
          lineStyle: { width: 0.75, opacity: 0.5, type: 'dashed' },
          color: color(index),
          symbol: 'none',
          silent: true,
          tooltip: { show: false },
        })),
        {
          name: curve.group,
          type: 'line',
          step: 'end',
          data: [[0, 1], ...curve.points.map((point) => [point.time, point.survival])],
          color: color(index),
          symbol: 'none',
          lineStyle: { width: 1.75 },
          endLabel: { show: curves.length > 1, formatter: '{a}', color: color(index) },
        },
      ]),
    }
  }
  const table = () =>
    [
      'Group\tMonths\tSurvival\tLower 95 %\tUpper 95 %\tAt risk',
      ...curves.flatMap((curve) =>
        curve.points.map((point) =>
          [curve.group, point.time, point.survival, point.lower, point.upper, point.atRisk].join('\t'),
        ),
      ),
    ].join('\n')
  return (
    <Chart
      title="Customers still there by months since the start"
      data={curves}
      option={option}
      height={360}
      table={table}
      hideTitle
    />
  )
}

function SurvivalTable({ curves }: { curves: readonly Curve[] }) {
  return (
    <table className="survival-table">
      <thead>
        <tr>
          <th>Group</th>
          <th className="number">Customers</th>
          <th className="number">Left</th>
          <th className="number">Half have left after</th>
          <th className="number" title="Area under the curve up to the last observation">
            Mean tenure, restricted
          </th>
        </tr>
      </thead>
      <tbody>
        {curves.map((curve) => (
          <tr key={curve.group}>
            <td>{curve.group}</td>
            <td className="number">{curve.subjects.toLocaleString('en-US')}</td>
            <td className="number">{curve.events.toLocaleString('en-US')}</td>
            <td className="number">
              {curve.median === null ? 'more than half remain' : formatValue(curve.median, 'months')}
            </td>
            <td className="number">
              {curve.restrictedMean === null ? '' : formatValue(curve.restrictedMean, 'months')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
