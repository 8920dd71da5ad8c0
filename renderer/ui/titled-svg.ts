import type { ChartColors } from './chart-colors.ts'

export interface Picture {
  readonly svg: string
  readonly width: number
  readonly height: number
}

const titleHeight = 30
const titleSize = 13

/**
 * A chart's SVG below its title, on the theme's surface: away from the app nothing else says what a picture shows, and
 * the dark theme's light texts would be lost on a white page.
 */
export function titledSvg(
  chart: Picture,
  title: string,
  colors: Pick<ChartColors, 'text' | 'surface' | 'font'>,
): Picture {
  const { width } = chart
  const height = chart.height + titleHeight
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${escaped(colors.surface)}"/>`,
    `<text x="8" y="${titleHeight - 10}" fill="${escaped(colors.text)}" font-family="${escaped(colors.font)}" font-size="${titleSize}" font-weight="600">${escaped(title)}</text>`,
    chart.svg.replace('<svg ', `<svg y="${titleHeight}" `),
    '</svg>',
  ].join('')
  return { svg, width, height }
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => escapes[mark] ?? mark)
