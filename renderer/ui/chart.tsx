import { Button, Menu, MenuItem, PopoverNext } from '@blueprintjs/core'
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { type EChartsCoreOption, type EChartsType, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useView } from '#renderer/app/state/view.ts'
import { type ChartColors, readChartColors } from './chart-colors.ts'
import { copyPicture, savePicture } from './chart-picture.ts'
import { copyTable, saveTable } from './table-text.ts'
import './chart.css'

use([
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  LabelLayout,
  SVGRenderer,
])

interface Props {
  /** Subject and unit: "Customer churn rate, % a month". */
  readonly title: string
  /** The chart's option for the theme's colours; called again when the theme or `data` changes. */
  readonly option: (colors: ChartColors) => EChartsCoreOption
  /** What `option` draws; a new identity redraws. */
  readonly data: unknown
  readonly height: number | string
  /** The same figures as tab-separated text, for "copy as data". */
  readonly table?: () => string
  readonly hideTitle?: boolean
  /** Follows a slider: while its series keep their names, what is there already is moved and not made anew. */
  readonly isLive?: boolean
  readonly onSelect?: (event: { readonly seriesName?: string; readonly dataIndex: number }) => void
}

/** A chart that can be copied as data or as a picture and saved; drawn as SVG, in the theme's colours, without motion. */
export function Chart({
  title,
  option,
  data,
  height,
  table,
  hideTitle = false,
  isLive = false,
  onSelect,
}: Props) {
  const element = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | undefined>(undefined)
  const dark = useView((state) => state.dark)
  const [selectRef] = useState<{ current: Props['onSelect'] }>({ current: undefined })
  selectRef.current = onSelect

  useEffect(() => {
    if (element.current === null) return
    const created = init(element.current, null, { renderer: 'svg' })
    chart.current = created
    created.on('click', (event) => {
      selectRef.current?.({
        ...(event.seriesName === undefined ? {} : { seriesName: event.seriesName }),
        dataIndex: event.dataIndex,
      })
    })
    const observer = new ResizeObserver(() => created.resize())
    observer.observe(element.current)
    return () => {
      observer.disconnect()
      created.dispose()
      chart.current = undefined
    }
  }, [selectRef])

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was drawn in another theme's colours is made anew
  const drawn = useMemo((): { colors?: ChartColors; series?: string } => ({}), [dark])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `data` says when there is something new to draw
  useEffect(() => {
    drawn.colors ??= readChartColors()
    const next = option(drawn.colors)
    const series = seriesNames(next)
    chart.current?.setOption(
      { animation: false, aria: { enabled: true }, ...next },
      { notMerge: !isLive || series !== drawn.series },
    )
    drawn.series = series
    // Otherwise it waits for the frame after the one that is being made.
    chart.current?.getZr().flush()
  }, [data, drawn])

  const menu = (
    <Menu>
      {table !== undefined && (
        <MenuItem icon="duplicate" text="Copy as data" onClick={() => void copyTable(table)} />
      )}
      <MenuItem
        icon="clipboard"
        text="Copy as picture"
        onClick={() => void copyPicture(chart.current, title)}
      />
      <MenuItem
        icon="media"
        text="Save as PNG"
        onClick={() => void savePicture(chart.current, title, 'png')}
      />
      <MenuItem
        icon="vector"
        text="Save as SVG"
        onClick={() => void savePicture(chart.current, title, 'svg')}
      />
      {table !== undefined && (
        <MenuItem icon="th" text="Save as CSV" onClick={() => void saveTable(title, table)} />
      )}
    </Menu>
  )
  return (
    <figure className="chart" aria-label={title}>
      <figcaption className={hideTitle ? 'visually-hidden' : 'chart-title'}>{title}</figcaption>
      <PopoverNext
        animation="minimal"
        arrow={false}
        placement="bottom-end"
        content={menu}
        className="chart-menu"
      >
        <Button variant="minimal" size="small" icon="more" aria-label={`Copy or save ${title}`} />
      </PopoverNext>
      <div ref={element} style={{ height }} />
    </figure>
  )
}

const seriesNames = ({ series }: EChartsCoreOption): string =>
  JSON.stringify(Array.isArray(series) ? series.map(({ name, type }) => [name, type]) : [])
