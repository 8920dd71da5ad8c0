import { Button, HTMLSelect } from '@blueprintjs/core'
import { useState } from 'react'
import { useEngine } from '#renderer/app/use-engine.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import { type ChartColors, categoryAxis, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { differenceUnit, formatTick, formatValue } from '#shared/domain/format.ts'
import type { Period } from '#shared/domain/period.ts'
import type { MetricCardModel } from '../metric-model.ts'
import { useCurrency } from '../use-currency.ts'
import { showRows } from './input-rows.tsx'

interface Props {
  readonly card: MetricCardModel
  readonly dimensions: readonly { readonly field: string; readonly name: string }[]
  readonly scope: { readonly period: Period | null; readonly scenario?: string }
}

/** The metric by the values of a field, with each group's part in the change on the period before. */
export function BreakdownSection({ card, dimensions, scope }: Props) {
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const currency = useCurrency()
  const by = chosen ?? dimensions[0]?.field
  const { reply, refusal } = useEngine(
    'metrics.breakdown',
    by === undefined ? null : { ...scope, metric: card.id, by },
  )
  const rows = reply?.rows ?? []
  if (by === undefined) {
    return (
      <p className="explained-section muted">
        No text column of this data is mapped, so there is nothing to split it by.
      </p>
    )
  }
  const rowsInput = card.value.method === null ? undefined : Object.keys(card.value.inputs)[0]
  const option = (colors: ChartColors) => ({
    ...chartFrame(colors),
    tooltip: {
      ...chartFrame(colors).tooltip,
      valueFormatter: (value: number | null) =>
        value === null ? 'no value' : formatValue(value, card.unit, { currency }),
    },
    xAxis: valueAxis(colors, (value) => formatTick(value, card.unit, { currency }), true),
    yAxis: {
      ...categoryAxis(
        colors,
        rows.map((row) => row.group),
      ),
      inverse: true,
    },
    series: [{ type: 'bar', data: rows.map((row) => row.value), color: colors.accent, barMaxWidth: 16 }],
  })
  const table = () =>
    [
      'Group\tValue\tPeriod before\tPart in the change',
      ...rows.map((row) => [row.group, row.value, row.previous, row.contribution].join('\t')),
    ].join('\n')
  return (
    <section className="explained-section">
      <HTMLSelect
        aria-label="Break down by"
        value={by}
        options={dimensions.map(({ field, name }) => ({ value: field, label: `by ${name}` }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <RefusalNote refusal={refusal} />
      {rows.length > 0 && (
        <Chart
          title={`${card.name} by ${by}`}
          data={rows}
          option={option}
          height={40 + rows.length * 24}
          table={table}
          hideTitle
        />
      )}
      <table className="breakdown-table">
        <thead>
          <tr>
            <th>Group</th>
            <th className="number">Value</th>
            <th className="number" title="Part in the change of the whole on the period before">
              Part in change
            </th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.group}>
              <td title={row.group}>{row.group}</td>
              <td className="number">
                {row.value === null ? '' : formatValue(row.value, card.unit, { currency })}
              </td>
              <td className="number">
                {row.contribution === null
                  ? ''
                  : formatValue(row.contribution, differenceUnit(card.unit), { currency, signed: true })}
              </td>
              <td>
                {rowsInput !== undefined && (
                  <Button
                    variant="minimal"
                    size="small"
                    icon="th-list"
                    aria-label={`Show the rows of ${row.group}`}
                    onClick={() => void showRows(card.id, rowsInput, { by, group: row.group })}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
