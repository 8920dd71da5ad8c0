import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import { type ChartColors, categoryAxis, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import { formatCompact, formatValue } from '#shared/domain/format.ts'
import type { Tornado, TornadoBar } from '#shared/models/questions/tornado.ts'
import { driverDisplay } from '../model/driver-display.ts'
import { outputDisplays } from '../model/output-display.ts'
import '../parts/figures.css'

/** Bars from the present value to the output at each driver's low and high value. */
export function TornadoChart({ tornado }: { tornado: Tornado }) {
  const currency = useCurrency()
  const { output, baseline, bars } = tornado
  const { label, unit, direction } = outputDisplays[output]
  const centre = baseline ?? 0
  const words = (value: number) => formatValue(value, unit, { currency })
  const driverWords = ({ driver }: TornadoBar, value: number) =>
    formatValue(value, driverDisplay(driver).unit, { currency })
  const side = (colors: ChartColors, which: 'low' | 'high') => ({
    type: 'bar',
    stack: 'tornado',
    barWidth: 18,
    data: bars.map((bar) => {
      const value = which === 'low' ? bar.outputAtLow : bar.outputAtHigh
      const change = value === null ? 0 : value - centre
      const isBetter = change > 0 === (direction === 'higher_is_better')
      return {
        value: change,
        itemStyle: { color: isBetter ? colors.better : colors.worse, opacity: 0.85 },
        label: {
          show: Math.abs(change) > 0,
          position: change < 0 ? 'left' : 'right',
          color: colors.muted,
          formatter: driverWords(bar, which === 'low' ? bar.low : bar.high),
        },
      }
    }),
  })
  const option = (colors: ChartColors) => ({
    ...chartFrame(colors),
    grid: { ...chartFrame(colors).grid, left: 16, right: 24 },
    tooltip: {
      ...chartFrame(colors).tooltip,
      axisPointer: { type: 'none' },
      formatter: ([item]: { dataIndex: number }[]) => {
        const bar = item === undefined ? undefined : bars[item.dataIndex]
        if (bar === undefined) return ''
        const at = (value: number | null) => (value === null ? 'no value' : words(value))
        return `${driverDisplay(bar.driver).label}<br>${driverWords(bar, bar.low)}: ${at(bar.outputAtLow)}<br>${driverWords(bar, bar.high)}: ${at(bar.outputAtHigh)}`
      },
    },
    xAxis: {
      ...valueAxis(colors, (value) => formatCompact(value + centre, unit, { currency })),
      min: ({ min, max }: { min: number; max: number }) => min - (max - min) * 0.24,
      max: ({ min, max }: { min: number; max: number }) => max + (max - min) * 0.24,
    },
    yAxis: {
      ...categoryAxis(
        colors,
        bars.map(({ driver }) => driverDisplay(driver).label),
      ),
      inverse: true,
    },
    series: [side(colors, 'low'), side(colors, 'high')],
  })
  return (
    <Chart
      title={`${label} when one driver moves; the middle is ${words(centre)}`}
      data={tornado}
      option={option}
      height={48 + bars.length * 32}
      table={() => tornadoText(tornado)}
    />
  )
}

const tornadoText = ({ bars }: Tornado): string =>
  [
    'Driver\tLow\tHigh\tOutput at low\tOutput at high',
    ...bars.map(({ driver, low, high, outputAtLow, outputAtHigh }) =>
      [driverDisplay(driver).label, low, high, outputAtLow ?? '', outputAtHigh ?? ''].join('\t'),
    ),
  ].join('\n')

export function TornadoTable({ tornado: { bars, output } }: { tornado: Tornado }) {
  const currency = useCurrency()
  const { label, unit } = outputDisplays[output]
  const shown = (value: number | null) =>
    value === null ? 'no value' : formatValue(value, unit, { currency })
  return (
    <div className="figures-wide">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Driver</th>
            <th scope="col" className="number">
              From
            </th>
            <th scope="col" className="number">
              {label}
            </th>
            <th scope="col" className="number">
              To
            </th>
            <th scope="col" className="number">
              {label}
            </th>
            <th scope="col" className="number">
              Effect
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ driver, low, high, outputAtLow, outputAtHigh, effect }) => {
            const display = driverDisplay(driver)
            return (
              <tr key={driver}>
                <th scope="row">{display.label}</th>
                <td className="number">{formatValue(low, display.unit, { currency })}</td>
                <td className="number">{shown(outputAtLow)}</td>
                <td className="number">{formatValue(high, display.unit, { currency })}</td>
                <td className="number">{shown(outputAtHigh)}</td>
                <td className="number">{Number.isFinite(effect) ? shown(effect) : 'without end'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
