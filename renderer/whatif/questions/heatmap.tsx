import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import { type ChartColors, categoryAxis, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import { formatTick, formatValue, sharedDigits } from '#shared/domain/format.ts'
import type { DataTable } from '#shared/models/questions/data-table.ts'
import { driverDisplay, inSentence } from '../model/driver-display.ts'
import { dataTableText, heat, isPresent } from '../model/heat.ts'
import { outputDisplays } from '../model/output-display.ts'
import './heatmap.css'

const deepest = 0.42

interface HeatmapProps {
  readonly table: DataTable
  /** The output as it is now. */
  readonly centre: number | null
  /** The drivers as they are now, across and down. */
  readonly present: { readonly x: number; readonly y: number | undefined }
}

/** A data table that reads as a heatmap: better than the present value in one colour, worse in the other. */
export function Heatmap({ table, centre, present }: HeatmapProps) {
  const currency = useCurrency()
  const { x, y, output, values } = table
  const { unit, direction } = outputDisplays[output]
  const driverValue = (axis: DataTable['x'], value: number) => {
    const driver = driverDisplay(axis.driver)
    return formatValue(value, driver.unit, { currency, digits: sharedDigits(axis.values, driver.unit) })
  }
  const digits = sharedDigits(
    values.flat().flatMap((value) => value ?? []),
    unit,
  )
  const shade = (value: number | null) => {
    if (centre === null || value === null) return undefined
    const amount = heat(value, centre, values)
    const isBetter = amount > 0 === (direction === 'higher_is_better')
    const strength = Math.round(Math.abs(amount) * deepest * 100)
    return `color-mix(in srgb, var(--${isBetter ? 'better' : 'worse'}) ${strength}%, var(--surface))`
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="heatmap" aria-label="Data table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{y !== undefined && `${driverDisplay(y.driver).label}\u00a0↓`}</th>
            <th scope="colgroup" colSpan={x.values.length} className="heatmap-across">
              {driverDisplay(x.driver).label} →
            </th>
          </tr>
          <tr>
            <th />
            {x.values.map((value) => (
              <th key={value} scope="col" className="number">
                {driverValue(x, value)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {values.map((row, place) => {
            const down = y?.values[place]
            return (
              <tr key={down ?? 'one'}>
                <th scope="row" className="number">
                  {y === undefined || down === undefined
                    ? outputDisplays[output].label
                    : driverValue(y, down)}
                </th>
                {row.map((value, index) => (
                  <td
                    key={x.values[index]}
                    className={
                      isPresent(x.values[index], present.x) && isPresent(down, present.y)
                        ? 'number heatmap-centre'
                        : 'number'
                    }
                    style={{ background: shade(value) }}
                  >
                    {value === null ? 'no value' : formatValue(value, unit, { currency, digits })}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="muted">Outlined: the present value. Green is better than it, red worse.</p>
    </section>
  )
}

/** A one-way table as a line. */
export function OneWayChart({ table }: { table: DataTable }) {
  const currency = useCurrency()
  const { x, output, values } = table
  const display = driverDisplay(x.driver)
  const { label, unit } = outputDisplays[output]
  const option = (colors: ChartColors) => ({
    ...chartFrame(colors),
    tooltip: {
      ...chartFrame(colors).tooltip,
      valueFormatter: (value: number) => formatValue(value, unit, { currency }),
    },
    xAxis: categoryAxis(
      colors,
      x.values.map((value) => formatValue(value, display.unit, { currency })),
    ),
    yAxis: valueAxis(colors, (value) => formatTick(value, unit, { currency })),
    series: [{ name: label, type: 'line', data: values[0] ?? [], color: colors.accent, symbolSize: 6 }],
  })
  return (
    <Chart
      title={`${label} by ${inSentence(display.label)}`}
      data={table}
      option={option}
      height={260}
      table={() => dataTableText(table)}
    />
  )
}
