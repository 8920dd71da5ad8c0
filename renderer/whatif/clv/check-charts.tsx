import { Chart } from '#renderer/ui/chart.tsx'
import { type ChartColors, categoryAxis, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import { Panel } from '#renderer/ui/panel.tsx'
import type { ClvReply } from '#shared/contract/clv.ts'

type Check = ClvReply['checks'][number]

/** How well the model fits: what happened beside what it expects. */
export function CheckCharts({ checks }: { checks: readonly Check[] }) {
  if (checks.length === 0) return null
  return (
    <div className="question-panels">
      {checks.map((check) => (
        <Panel key={check.title} title={check.title}>
          <CheckChart check={check} />
        </Panel>
      ))}
    </div>
  )
}

/** Few points compare as bars, many as lines. */
const mostBars = 14

function CheckChart({ check }: { check: Check }) {
  const { xLabel, yLabel, x, lines, mark } = check
  const isBars = x.length <= mostBars
  const number = (value: number | null) =>
    value === null ? 'no value' : value.toLocaleString('en-US', { maximumFractionDigits: 3 })
  const option = (colors: ChartColors) => ({
    ...chartFrame(colors),
    grid: { ...chartFrame(colors).grid, top: 32, bottom: 26 },
    legend: { right: 8, top: 0, textStyle: { color: colors.muted }, itemHeight: 10, itemWidth: 14 },
    tooltip: { ...chartFrame(colors).tooltip, valueFormatter: number },
    xAxis: {
      ...categoryAxis(
        colors,
        x.map((at) => String(at)),
      ),
      name: xLabel,
      nameLocation: 'middle',
      nameGap: 24,
    },
    yAxis: valueAxis(colors, (value) => value.toLocaleString('en-US'), isBars),
    series: lines.map(({ name, values }, index) => ({
      name,
      type: isBars ? 'bar' : 'line',
      data: values,
      symbol: 'none',
      barMaxWidth: 20,
      lineStyle: { width: 1.75 },
      color: index === 0 ? colors.baseline : (colors.scenarios[index - 1] ?? colors.accent),
      ...(index === 0 && mark !== undefined ? { markLine: markAt(mark, colors) } : {}),
    })),
  })
  const table = () =>
    [
      [xLabel, ...lines.map(({ name }) => name)].join('\t'),
      ...x.map((at, index) => [at, ...lines.map(({ values }) => values[index] ?? '')].join('\t')),
    ].join('\n')
  return <Chart title={yLabel} data={check} option={option} height={220} table={table} />
}

const markAt = ({ x, label }: NonNullable<Check['mark']>, colors: ChartColors) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: colors.muted, type: 'dashed', width: 1 },
  label: {
    formatter: `${label} →`,
    position: 'insideEndTop',
    rotate: 0,
    color: colors.muted,
    offset: [32, 0],
  },
  data: [{ xAxis: String(x) }],
})
