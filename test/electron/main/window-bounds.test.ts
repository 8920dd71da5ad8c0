import { describe, expect, it } from 'vitest'
import { fitToDisplays } from '#electron/main/window-bounds.ts'

const laptop = { x: 0, y: 24, width: 1440, height: 876 }
const monitor = { x: 1440, y: 0, width: 2560, height: 1440 }

describe('where the window opens', () => {
  it('is the middle of the primary display at first', () => {
    expect(fitToDisplays(null, [laptop])).toEqual({ x: 40, y: 32, width: 1360, height: 860 })
  })

  it('is where it was, on whichever display', () => {
    const there = { x: 2000, y: 100, width: 1800, height: 1200 }
    expect(fitToDisplays(there, [laptop, monitor])).toEqual(there)
  })

  it('is the primary display once the other is unplugged', () => {
    const there = { x: 2000, y: 100, width: 1800, height: 1200 }
    expect(fitToDisplays(there, [laptop])).toEqual(fitToDisplays(null, [laptop]))
  })

  it('is never larger than the display', () => {
    expect(fitToDisplays({ x: 0, y: 24, width: 4000, height: 3000 }, [laptop])).toEqual(laptop)
  })

  it('keeps the upper edge, by which it is moved, on the display', () => {
    expect(fitToDisplays({ x: 10, y: -300, width: 1000, height: 700 }, [laptop]).y).toBe(laptop.y)
    expect(fitToDisplays({ x: 10, y: 890, width: 1000, height: 700 }, [laptop])).toEqual(
      fitToDisplays(null, [laptop]),
    )
  })
})
