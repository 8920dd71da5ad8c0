import { describe, expect, it } from 'vitest'
import { steppedZoom } from '#electron/main/zoom.ts'

describe('zoom', () => {
  it('goes from 50 to 200 % and no further', () => {
    const steps = [0.5]
    for (let step = 0; step < 20; step += 1) steps.push(steppedZoom(steps.at(-1) ?? 1, 1))
    expect(steps).toContain(1)
    expect(Math.max(...steps)).toBe(2)
    expect(steppedZoom(2, 1)).toBe(2)
    expect(steppedZoom(0.5, -1)).toBe(0.5)
  })

  it('comes back by the way it went', () => {
    for (const factor of [0.75, 1, 1.25]) expect(steppedZoom(steppedZoom(factor, 1), -1)).toBe(factor)
  })
})
