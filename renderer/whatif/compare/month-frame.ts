import { type ChartColors, categoryAxis, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import { formatTick, formatValue } from '#shared/domain/format.ts'
import type { Unit } from '#shared/domain/metric.ts'
import type { RoundScale } from '../model/end-labels.ts'

interface MonthFrame {
  readonly months: number
  readonly unit: Unit
  readonly currency: string
  readonly scale: RoundScale
}

/** Axes, grid and tooltip of a chart month by month, with room at the right for the lines' names. */
export const monthFrame = (colors: ChartColors, { months, unit, currency, scale }: MonthFrame) => ({
  ...chartFrame(colors),
  grid: { ...chartFrame(colors).grid, right: 112 },
  tooltip: {
    ...chartFrame(colors).tooltip,
    valueFormatter: (value: number) => formatValue(value, unit, { currency }),
  },
  xAxis: {
    ...categoryAxis(
      colors,
      Array.from({ length: months }, (_, index) => String(index + 1)),
    ),
    boundaryGap: false,
    name: 'month',
    nameLocation: 'end',
    nameTextStyle: { color: colors.muted, verticalAlign: 'top', padding: [7, 0, 0, 0] },
  },
  yAxis: { ...valueAxis(colors, (value) => formatTick(value, unit, { currency })), ...scale },
})
