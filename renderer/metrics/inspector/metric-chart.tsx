import { Chart } from '#renderer/ui/chart.tsx'
import { type ChartColors, categoryAxis, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { formatTick, formatValue } from '#shared/domain/format.ts'
import type { MetricCardModel } from '../metric-model.ts'
import { useCurrency } from '../use-currency.ts'

/** The metric's course: bars for counts, a line for the rest, with its goal and published band. */
export function MetricChart({ card }: { card: MetricCardModel }) {
  const currency = useCurrency()
  if (card.series.length < 2) {
    return (
      <EmptyState icon="timeline-line-chart" title="No course to show">
        {card.value.snapshot ? 'The data is a snapshot without dates.' : 'The data covers a single period.'}
      </EmptyState>
    )
  }
  const option = (colors: ChartColors) => ({
    ...chartFrame(colors),
    tooltip: {
      ...chartFrame(colors).tooltip,
      valueFormatter: (value: number | null) =>
        value === null ? 'no value' : formatValue(value, card.unit, { currency }),
    },
    xAxis: categoryAxis(
      colors,
      card.series.map((point) => point.period),
    ),
    yAxis: valueAxis(colors, (value) => formatTick(value, card.unit, { currency }), card.unit === 'count'),
    series: [
      {
        name: card.name,
        type: card.unit === 'count' ? 'bar' : 'line',
        data: card.series.map((point) => ({
          value: point.value,
          ...(point.incomplete ? { itemStyle: { opacity: 0.45 } } : {}),
        })),
        color: colors.accent,
        symbolSize: 4,
        connectNulls: false,
        barMaxWidth: 22,
        lineStyle: { width: 1.75 },
        markLine: card.goal === undefined ? undefined : goalLine(card.goal.value, colors),
        markArea: bandArea(card, colors),
      },
    ],
  })
  const table = () =>
    ['Period\tValue', ...card.series.map((point) => `${point.period}\t${point.value ?? ''}`)].join('\n')
  return (
    <section className="explained-section">
      <Chart title={card.name} data={card} option={option} height={240} table={table} hideTitle />
      {card.series.some((point) => point.incomplete) && (
        <p className="muted">Pale: the period is not over in the data.</p>
      )}
    </section>
  )
}

const goalLine = (goal: number, colors: ChartColors) => ({
  silent: true,
  symbol: 'none',
  data: [{ yAxis: goal }],
  lineStyle: { color: colors.better, type: 'dashed' },
  label: { formatter: 'goal', color: colors.muted, position: 'insideEndTop' },
})

function bandArea({ seriesBands }: MetricCardModel, colors: ChartColors) {
  const good = seriesBands.find((band) => band.grade === 'good')
  if (good === undefined) return undefined
  return {
    silent: true,
    itemStyle: { color: colors.better, opacity: 0.07 },
    data: [
      [
        { ...(good.from === undefined ? {} : { yAxis: good.from }), name: '' },
        { ...(good.to === undefined ? {} : { yAxis: good.to }) },
      ],
    ],
  }
}
