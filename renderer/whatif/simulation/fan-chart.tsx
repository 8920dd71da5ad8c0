import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import { type ChartColors, categoryAxis, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import type { SimulationReply } from '#shared/contract/scenario.ts'
import { formatTick, formatValue } from '#shared/domain/format.ts'
import { numberAt } from '#shared/models/number-at.ts'

export const fanNames = ['mrr', 'customers', 'revenue', 'cumulativeGrossProfit'] as const
export type FanName = (typeof fanNames)[number]
export const fanLabels: Readonly<Record<FanName, string>> = {
  mrr: 'MRR',
  customers: 'Customers',
  revenue: 'Revenue',
  cumulativeGrossProfit: 'Gross profit so far',
}

const percentiles = ['p5', 'p25', 'p50', 'p75', 'p95'] as const
type Fan = NonNullable<SimulationReply['fans'][FanName]>

/** The middle half and nine tenths of all runs, month by month, around the median. */
export function FanChart({
  fan,
  name,
  color,
}: {
  fan: Fan
  name: FanName
  color: (colors: ChartColors) => string
}) {
  const currency = useCurrency()
  const unit = name === 'customers' ? 'count' : 'money'
  const words = (value: number) => formatValue(value, unit, { currency, digits: 0 })
  const months = fan.p50.map((_, index) => String(index + 1))
  const option = (colors: ChartColors) => {
    const band = (from: keyof Fan, to: keyof Fan, opacity: number) => ({
      type: 'line',
      stack: 'fan',
      stackStrategy: 'all',
      data: fan[to].map((value, index) => value - numberAt(fan[from], index)),
      symbol: 'none',
      lineStyle: { opacity: 0 },
      areaStyle: { color: color(colors), opacity },
      silent: true,
    })
    return {
      ...chartFrame(colors),
      grid: { ...chartFrame(colors).grid, right: 72 },
      tooltip: {
        ...chartFrame(colors).tooltip,
        formatter: ([item]: { dataIndex: number }[]) =>
          item === undefined
            ? ''
            : [
                `Month ${item.dataIndex + 1}`,
                ...percentiles
                  .toReversed()
                  .map(
                    (percentile) =>
                      `${percentile.slice(1)} %: ${words(numberAt(fan[percentile], item.dataIndex))}`,
                  ),
              ].join('<br>'),
      },
      xAxis: { ...categoryAxis(colors, months), boundaryGap: false },
      yAxis: valueAxis(colors, (value) => formatTick(value, unit, { currency })),
      series: [
        {
          type: 'line',
          stack: 'fan',
          stackStrategy: 'all',
          data: fan.p5,
          symbol: 'none',
          lineStyle: { opacity: 0 },
          silent: true,
        },
        band('p5', 'p25', 0.16),
        band('p25', 'p75', 0.34),
        band('p75', 'p95', 0.16),
        ...percentiles.map((percentile) => ({
          name: percentile,
          type: 'line',
          data: fan[percentile],
          symbol: 'none',
          color: color(colors),
          lineStyle: percentile === 'p50' ? { width: 2 } : { width: 0.75, opacity: 0.6 },
          endLabel: {
            show: true,
            formatter: percentile === 'p50' ? 'median' : `${percentile.slice(1)} %`,
            color: colors.muted,
          },
          labelLayout: { moveOverlap: 'shiftY' },
        })),
      ],
    }
  }
  const table = () =>
    [
      'Month\t5 %\t25 %\t50 %\t75 %\t95 %',
      ...months.map((month, index) =>
        [month, ...percentiles.map((percentile) => numberAt(fan[percentile], index))].join('\t'),
      ),
    ].join('\n')
  return (
    <Chart
      title={`${fanLabels[name]} by month: half of the runs lie in the dark band, nine tenths in the light one`}
      data={fan}
      option={option}
      height={300}
      table={table}
    />
  )
}
