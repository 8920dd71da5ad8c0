import { useMemo } from 'react'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import type { ChartColors } from '#renderer/ui/chart-colors.ts'
import type { MonthlyOutput, Projection } from '#shared/models/projection/projection.ts'
import type { ProjectedCase } from '../model/cases.ts'
import { endLabelShifts, type RoundScale, roundScale } from '../model/end-labels.ts'
import { type MonthLine, monthLineDisplays } from '../model/output-display.ts'
import { segmentMonthText, totalName } from '../model/segment-rows.ts'
import { caseColor } from '../parts/case-colors.ts'
import { monthFrame } from './month-frame.ts'

/** One figure of the selected case month by month: its segments on top of one another, and their total as a line. */
export function SegmentChart({ selected, line }: { selected: ProjectedCase; line: MonthLine }) {
  const currency = useCurrency()
  const { label, unit, figure } = monthLineDisplays[line]
  const data = useMemo(() => ({ selected, figure }), [selected, figure])
  const { projection } = selected
  if (projection === undefined) return null
  const { segments, months } = projection
  const total = Array.from(projection.monthly[figure])
  const scale = roundScale(total, true)
  const shifts = labelShifts(projection, figure, scale)
  const option = (colors: ChartColors) => {
    const color = caseColor(colors, selected)
    const nameAt = (index: number) => ({
      show: true,
      formatter: '{a}',
      width: 104,
      overflow: 'truncate',
      offset: [0, shifts[index] ?? 0],
    })
    const areas = segments.map(({ name, monthly }, index) => ({
      name,
      type: 'line',
      stack: 'segments',
      symbol: 'none',
      color,
      data: Array.from(monthly[figure]),
      lineStyle: { width: 0.75, color: colors.surface },
      areaStyle: { color, opacity: shade(index, segments.length) },
      endLabel: { ...nameAt(index), color: colors.muted },
    }))
    const totalLine = {
      name: totalName,
      type: 'line',
      symbol: 'none',
      color,
      z: 3,
      data: total,
      lineStyle: { width: 2.5 },
      endLabel: { ...nameAt(segments.length), color, fontWeight: 600 },
    }
    return {
      ...monthFrame(colors, { months, unit, currency, scale }),
      series: [...areas, totalLine],
    }
  }
  return (
    <Chart
      title={`${label} of ${selected.name} by segment and month`}
      data={data}
      option={option}
      height="100%"
      table={() => segmentMonthText(projection, figure)}
      hideTitle
    />
  )
}

/** Each segment is named beside the middle of its band, the total beside its line. */
function labelShifts({ segments, monthly }: Projection, figure: MonthlyOutput, scale: RoundScale): number[] {
  const ends: number[] = []
  const middles: number[] = []
  for (const segment of segments) {
    const below = ends.at(-1) ?? 0
    const own = segment.monthly[figure].at(-1) ?? 0
    ends.push(below + own)
    middles.push(below + own / 2)
  }
  const total = monthly[figure].at(-1) ?? 0
  return endLabelShifts([...ends, total], scale, [...middles, total])
}

/** Neighbours are told apart by strength, since colour means the scenario. */
const shade = (index: number, count: number): number => 0.55 - (0.45 * index) / Math.max(1, count - 1)
