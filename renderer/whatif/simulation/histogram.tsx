import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import {
  type ChartColors,
  categoryAxis,
  chartFrame,
  everyLabel,
  valueAxis,
} from '#renderer/ui/chart-colors.ts'
import type { SimulationReply } from '#shared/contract/scenario.ts'
import { formatTick, formatValue } from '#shared/domain/format.ts'
import { numberAt } from '#shared/models/number-at.ts'

/** Bins are of a round width. */
const binsBetweenLabels = 5

/** How often each CLV came out. */
export function ClvHistogram({ histogram }: { histogram: NonNullable<SimulationReply['clvHistogram']> }) {
  const currency = useCurrency()
  const { edges, counts, below, above } = histogram
  if (counts.length < 2)
    return (
      <p className="muted">CLV is the same in every run: none of the drivers that it depends on varies.</p>
    )
  const money = (value: number) => formatValue(value, 'money', { currency, digits: 0 })
  const binOf = (index: number) => `${money(numberAt(edges, index))} to ${money(numberAt(edges, index + 1))}`
  const option = (colors: ChartColors) => ({
    ...chartFrame(colors),
    tooltip: {
      ...chartFrame(colors).tooltip,
      formatter: ([item]: { dataIndex: number; value: number }[]) =>
        item === undefined ? '' : `${binOf(item.dataIndex)}: ${item.value.toLocaleString('en-US')} runs`,
    },
    xAxis: everyLabel(
      categoryAxis(
        colors,
        counts.map((_, index) => formatTick(numberAt(edges, index), 'money', { currency })),
      ),
      binsBetweenLabels,
    ),
    yAxis: valueAxis(colors, (value) => value.toLocaleString('en-US'), true),
    series: [{ type: 'bar', data: counts, color: colors.accent, barCategoryGap: '8%' }],
  })
  const table = () =>
    [
      'From\tTo\tRuns',
      ...counts.map((count, index) => [numberAt(edges, index), numberAt(edges, index + 1), count].join('\t')),
    ].join('\n')
  return (
    <>
      <Chart
        title="CLV over all runs, number of runs"
        data={histogram}
        option={option}
        height={220}
        table={table}
      />
      {below + above > 0 && (
        <p className="muted">
          {below + above} runs lie beyond the picture ({below} below, {above} above).
        </p>
      )}
    </>
  )
}
