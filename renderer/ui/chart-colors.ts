/** The theme's colours as charts need them: plain values, since an SVG that is saved knows no CSS variables. */
export interface ChartColors {
  readonly text: string
  readonly muted: string
  readonly border: string
  readonly surface: string
  readonly accent: string
  readonly accentSoft: string
  readonly better: string
  readonly worse: string
  readonly warning: string
  readonly baseline: string
  readonly scenarios: readonly string[]
  readonly font: string
}

export function readChartColors(): ChartColors {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    text: read('--text'),
    muted: read('--text-muted'),
    border: read('--border'),
    surface: read('--surface'),
    accent: read('--accent'),
    accentSoft: read('--accent-soft'),
    better: read('--better'),
    worse: read('--worse'),
    warning: read('--warning'),
    baseline: read('--baseline'),
    scenarios: Array.from({ length: 8 }, (_, index) => read(`--scenario-${index + 1}`)),
    // A chart's SVG has the font in an attribute, whose end a double quote would be.
    font: read('--font').replaceAll('"', "'"),
  }
}

/** Axis, grid and tooltip settings that every chart shares. */
export const chartFrame = (colors: ChartColors) => ({
  textStyle: { fontFamily: colors.font, fontSize: 11, color: colors.muted },
  grid: { left: 8, right: 16, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  tooltip: {
    trigger: 'axis',
    confine: true,
    backgroundColor: colors.surface,
    borderColor: colors.border,
    textStyle: { color: colors.text, fontSize: 12, fontFamily: colors.font },
    transitionDuration: 0,
  },
})

export const categoryAxis = (colors: ChartColors, names: readonly string[]) => ({
  type: 'category',
  data: names,
  axisLine: { lineStyle: { color: colors.border } },
  axisTick: { show: false },
  axisLabel: { color: colors.muted, hideOverlap: true },
})

/** Every name along the axis, or every nth: left to itself a chart leaves out names for which there is room. */
export const everyLabel = (axis: ReturnType<typeof categoryAxis>, every = 1) => ({
  ...axis,
  axisLabel: { ...axis.axisLabel, interval: (index: number) => index % every === 0 },
})

export const valueAxis = (colors: ChartColors, format: (value: number) => string, fromZero = false) => ({
  type: 'value',
  scale: !fromZero,
  splitLine: { lineStyle: { color: colors.border, width: 0.5 } },
  axisLabel: { color: colors.muted, formatter: format, hideOverlap: true },
  splitNumber: 4,
})
