import { describe, expect, it } from 'vitest'
import { titledSvg } from '#renderer/ui/titled-svg.ts'

const colors = { text: '#111', surface: '#fff', font: "'Segoe UI', sans-serif" }
const chart = {
  svg: '<svg width="300" height="200" viewBox="0 0 300 200"><path d="M0 0"/></svg>',
  width: 300,
  height: 200,
}

describe('a picture of a chart', () => {
  it('has the title above the chart, which keeps its size', () => {
    const { svg, width, height } = titledSvg(chart, 'MRR by month, $', colors)
    expect({ width, height }).toEqual({ width: 300, height: 230 })
    expect(svg).toContain('>MRR by month, $</text>')
    expect(svg).toContain(
      '<svg y="30" width="300" height="200" viewBox="0 0 300 200"><path d="M0 0"/></svg></svg>',
    )
    expect(svg).toContain('<rect width="300" height="230" fill="#fff"/>')
  })

  it('is well formed whatever the title says', () => {
    expect(titledSvg(chart, 'R&D <"new">', colors).svg).toContain('>R&amp;D &lt;&quot;new&quot;&gt;</text>')
  })
})
