import { useMemo } from 'react'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import { type ChartColors, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import { formatTick, formatValue } from '#shared/domain/format.ts'
import type { DriverName, OutputName } from '#shared/domain/scenario.ts'
import { driverDisplay, inSentence } from '../model/driver-display.ts'
import { curveText } from '../model/goal-answer.ts'
import { outputDisplays } from '../model/output-display.ts'

interface Props {
  readonly curve: readonly (readonly [number, number | null])[]
  readonly driver: DriverName
  readonly output: OutputName
  readonly target: number
  readonly answer: number | null
}

/** The output over the driver, with the target as a line and the answer as a point. */
export function GoalCurve({ curve, driver, output, target, answer }: Props) {
  const currency = useCurrency()
  const x = driverDisplay(driver)
  const y = outputDisplays[output]
  const data = useMemo(() => ({ curve, target, answer }), [curve, target, answer])
  const option = (colors: ChartColors) => ({
    ...chartFrame(colors),
    grid: { ...chartFrame(colors).grid, right: 48, bottom: 24 },
    tooltip: {
      ...chartFrame(colors).tooltip,
      formatter: ([point]: { value: [number, number | null] }[]) =>
        point === undefined
          ? ''
          : `${x.label} ${formatValue(point.value[0], x.unit, { currency })}<br>${y.label} ${
              point.value[1] === null ? 'no value' : formatValue(point.value[1], y.unit, { currency })
            }`,
    },
    xAxis: {
      ...valueAxis(colors, (value) => formatTick(value, x.unit, { currency })),
      axisLine: { lineStyle: { color: colors.border } },
      axisTick: { show: false },
      name: x.label,
      nameLocation: 'middle',
      nameGap: 24,
      splitLine: { show: false },
      min: 'dataMin',
      max: 'dataMax',
    },
    yAxis: {
      ...valueAxis(colors, (value) => formatTick(value, y.unit, { currency })),
      axisLine: { show: false },
      axisTick: { show: false },
    },
    series: [
      {
        type: 'line',
        data: curve,
        symbol: 'none',
        color: colors.accent,
        lineStyle: { width: 2 },
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: colors.muted, type: 'dashed' },
          label: { formatter: 'target', color: colors.muted },
          data: [{ yAxis: target }],
        },
      },
      {
        type: 'scatter',
        data: answer === null ? [] : [[answer, target]],
        symbolSize: 11,
        color: colors.accent,
        label: {
          show: true,
          position: 'top',
          // On the side away from the curve.
          align: isRising(curve) ? 'right' : 'left',
          offset: isRising(curve) ? [-6, 2] : [6, 2],
          color: colors.text,
          formatter: answer === null ? '' : formatValue(answer, x.unit, { currency }),
        },
      },
    ],
  })
  return (
    <Chart
      title={`${y.label} over ${inSentence(x.label)}`}
      data={data}
      option={option}
      height={320}
      table={() => curveText(curve, x.label, y.label)}
    />
  )
}

function isRising(curve: Props['curve']): boolean {
  const known = curve.flatMap(([, value]) => (value === null ? [] : [value]))
  return (known.at(-1) ?? 0) > (known[0] ?? 0)
}
