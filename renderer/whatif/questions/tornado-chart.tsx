import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import { type ChartColors, categoryAxis, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import { formatTick, formatValue, sharedDigits } from '#shared/domain/format.ts'
import type { Tornado, TornadoBar } from '#shared/models/questions/tornado.ts'
import { driverDisplay } from '../model/driver-display.ts'
import { roundScale } from '../model/end-labels.ts'
import { outputDisplays } from '../model/output-display.ts'
import '../parts/figures.css'

/** Bars from the present value to the output at each driver's low and high value. */
export function TornadoChart({ tornado }: { tornado: Tornado }) {
  const currency = useCurrency()
  const { output, baseline, bars } = tornado
  const { label, unit, direction } = outputDisplays[output]
  const centre = baseline ?? 0
  const words = (value: number) => formatValue(value, unit, { currency })
  const driverWords = (bar: TornadoBar, value: number) => wordsOfDriver(bar, value, currency)
  const marks = marksAround(bars, centre)
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
      ...valueAxis(colors, (value) => formatTick(value + centre, unit, { currency })),
      ...marks.reach,
      axisTick: { show: false, customValues: marks.at },
      axisLabel: {
        ...valueAxis(colors, (value) => formatTick(value + centre, unit, { currency })).axisLabel,
        customValues: marks.at,
      },
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

/** A driver's low and high value with the same digits. */
function wordsOfDriver({ driver, low, high }: TornadoBar, value: number, currency: string): string {
  const { unit } = driverDisplay(driver)
  return formatValue(value, unit, { currency, digits: sharedDigits([low, high], unit) })
}

/** Room at either side for the drivers' values, as a share of the bars' reach. */
const roomForLabels = 0.24

/** Round outputs as marks, on an axis that counts from the centre. */
function marksAround(bars: readonly TornadoBar[], centre: number) {
  const outputs = bars.flatMap(({ outputAtLow, outputAtHigh }) =>
    [outputAtLow, outputAtHigh].filter((value) => value !== null),
  )
  const [lowest, highest] = [Math.min(centre, ...outputs), Math.max(centre, ...outputs)]
  const room = (highest - lowest) * roomForLabels
  const [min, max] = [lowest - room, highest + room]
  const { min: first, interval } = roundScale([min, max])
  const count = Math.floor((max - first) / interval) + 1
  const at = Array.from({ length: count }, (_, index) => first + index * interval)
    .filter((value) => value >= min)
    .map((value) => value - centre)
  return { at, reach: { min: min - centre, max: max - centre } }
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
  const digits = sharedDigits(
    bars.flatMap(({ outputAtLow, outputAtHigh }) => [outputAtLow ?? 0, outputAtHigh ?? 0]),
    unit,
  )
  const shown = (value: number | null) =>
    value === null ? 'no value' : formatValue(value, unit, { currency, digits })
  return (
    <div className="figures-wide">
      <table className="figures figures-tight">
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
          {bars.map((bar) => {
            const { driver, low, high, outputAtLow, outputAtHigh, effect } = bar
            return (
              <tr key={driver}>
                <th scope="row">{driverDisplay(driver).label}</th>
                <td className="number">{wordsOfDriver(bar, low, currency)}</td>
                <td className="number">{shown(outputAtLow)}</td>
                <td className="number">{wordsOfDriver(bar, high, currency)}</td>
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
