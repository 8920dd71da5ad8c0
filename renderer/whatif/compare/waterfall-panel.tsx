import { useMemo } from 'react'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import { type ChartColors, categoryAxis, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import { Panel } from '#renderer/ui/panel.tsx'
import { formatTick, formatValue } from '#shared/domain/format.ts'
import type { OutputName } from '#shared/domain/scenario.ts'
import { baselineName, type ProjectedCase } from '../model/cases.ts'
import { outputDisplays } from '../model/output-display.ts'
import { type WaterfallBar, waterfallBars, waterfallText } from '../model/waterfall-bars.ts'
import { caseColor } from '../parts/case-colors.ts'
import { OutputChoice } from '../parts/choice.tsx'
import { useIdleValue } from '../parts/use-idle-value.ts'

interface Props {
  readonly baseline: ProjectedCase
  readonly selected: ProjectedCase
  readonly output: OutputName
  readonly onOutput: (output: OutputName) => void
}

/** How an output gets from the baseline to the selected scenario, driver by driver. */
export function WaterfallPanel({ baseline, selected, output, onOutput }: Props) {
  // Splitting by driver takes a projection for every subset of the changed drivers; the sliders do not wait for it.
  const [from, settled] = useIdleValue(useMemo(() => [baseline, selected] as const, [baseline, selected]))
  const answer = useMemo(() => waterfallBars(from, settled, output), [from, settled, output])
  return (
    <Panel
      title={
        settled.index === undefined ? 'Change by driver' : `Change by driver, baseline to ${settled.name}`
      }
      actions={<OutputChoice label="Output" value={output} onChange={onOutput} />}
    >
      {settled.index === undefined && (
        <p className="muted whatif-hint">Choose a scenario above to see which driver brings what.</p>
      )}
      {settled.index !== undefined && !answer.ok && <p className="whatif-problem">{answer.error.message}</p>}
      {settled.index !== undefined && answer.ok && (
        <WaterfallChart bars={answer.value} selected={settled} output={output} />
      )}
    </Panel>
  )
}

interface ChartProps {
  readonly bars: readonly WaterfallBar[]
  readonly selected: ProjectedCase
  readonly output: OutputName
}

function WaterfallChart({ bars, selected, output }: ChartProps) {
  const currency = useCurrency()
  const { label, unit, direction } = outputDisplays[output]
  const color = (colors: ChartColors, bar: WaterfallBar): string => {
    if (bar.kind === 'total')
      return bar.label === baselineName ? colors.baseline : caseColor(colors, selected)
    return bar.change > 0 === (direction === 'higher_is_better') ? colors.better : colors.worse
  }
  const words = (bar: WaterfallBar) =>
    bar.kind === 'total'
      ? formatValue(bar.to, unit, { currency })
      : formatValue(bar.change, unit, { currency, signed: true })
  const option = (colors: ChartColors) => ({
    ...chartFrame(colors),
    grid: { ...chartFrame(colors).grid, top: 24 },
    tooltip: {
      ...chartFrame(colors).tooltip,
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const bar = bars[dataIndex]
        return bar === undefined ? '' : `${bar.label}: ${words(bar)}`
      },
    },
    xAxis: {
      ...categoryAxis(
        colors,
        bars.map((bar) => bar.label),
      ),
      axisLabel: { color: colors.muted, interval: 0, width: 104, overflow: 'truncate' },
    },
    yAxis: valueAxis(colors, (value) => formatTick(value, unit, { currency }), true),
    series: [
      {
        type: 'bar',
        stack: 'steps',
        silent: true,
        itemStyle: { color: 'transparent' },
        data: bars.map(({ from, to }) => (Math.sign(from) * Math.sign(to) < 0 ? 0 : smaller(from, to))),
      },
      {
        type: 'bar',
        stack: 'steps',
        barMaxWidth: 44,
        data: bars.map((bar) => ({
          value: bar.kind === 'total' ? bar.to : larger(bar.from, bar.to) - smaller(bar.from, bar.to),
          itemStyle: { color: color(colors, bar) },
          label: { show: true, position: 'top', color: colors.text, formatter: words(bar) },
        })),
      },
    ],
  })
  return (
    <Chart
      title={`${label} from the baseline to ${selected.name}`}
      data={bars}
      option={option}
      height={220}
      table={() => waterfallText(bars)}
      hideTitle
    />
  )
}

const smaller = (a: number, b: number): number => (Math.abs(a) < Math.abs(b) ? a : b)
const larger = (a: number, b: number): number => (Math.abs(a) < Math.abs(b) ? b : a)
