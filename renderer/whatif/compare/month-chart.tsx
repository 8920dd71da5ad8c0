import { useMemo } from 'react'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import type { ChartColors } from '#renderer/ui/chart-colors.ts'
import type { ProjectedCase } from '../model/cases.ts'
import { endLabelShifts, roundScale } from '../model/end-labels.ts'
import { monthText } from '../model/month-text.ts'
import { type MonthLine, monthLineDisplays } from '../model/output-display.ts'
import { caseColor } from '../parts/case-colors.ts'
import { monthFrame } from './month-frame.ts'

interface Props {
  readonly cases: readonly ProjectedCase[]
  readonly line: MonthLine
  readonly selected: string
  readonly onSelect: (name: string) => void
}

/** One figure month by month, baseline and every scenario in one chart, named at their ends. */
export function MonthChart({ cases, line, selected, onSelect }: Props) {
  const currency = useCurrency()
  const { label, unit, figure } = monthLineDisplays[line]
  const data = useMemo(() => ({ cases, figure, selected }), [cases, figure, selected])
  const shown = cases.filter(({ projection }) => projection !== undefined)
  const months = shown[0]?.input.months ?? 0
  const lines = shown.map(({ projection }) => Array.from(projection?.monthly[figure] ?? []))
  const scale = roundScale(lines.flat())
  const shifts = endLabelShifts(
    lines.map((values) => values.at(-1) ?? scale.min),
    scale,
  )
  const option = (colors: ChartColors) => ({
    ...monthFrame(colors, { months, unit, currency, scale }),
    series: shown.map((each, index) => ({
      name: each.name,
      type: 'line',
      data: lines[index],
      color: caseColor(colors, each),
      symbol: 'none',
      triggerLineEvent: true,
      z: each.name === selected ? 3 : 2,
      lineStyle: {
        width: each.name === selected ? 2.5 : 1.5,
        ...(each.index === undefined ? { type: 'dashed' } : {}),
      },
      endLabel: {
        show: true,
        formatter: '{a}',
        color: caseColor(colors, each),
        fontWeight: each.name === selected ? 600 : 400,
        width: 104,
        offset: [0, shifts[index] ?? 0],
        overflow: 'truncate',
      },
    })),
  })
  return (
    <Chart
      title={`${label} by month${unit === 'money' && currency !== '' ? `, ${currency}` : ''}`}
      data={data}
      option={option}
      height="100%"
      table={() => monthText(shown, figure)}
      hideTitle
      isLive
      onSelect={({ seriesName }) => seriesName !== undefined && onSelect(seriesName)}
    />
  )
}
