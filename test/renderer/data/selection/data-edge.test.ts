import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepsToEdge } from '#renderer/data/selection/data-edge.ts'

/** `x` is a filled cell, `.` a blank one; the first is where the key is pressed. */
async function steps(line: string): Promise<{ steps: number; counts: number }> {
  const cells = Array.from(line, (cell) => cell === 'x')
  let counts = 0
  const found = await stepsToEdge(cells[0] === true, cells.length - 1, async (first, count) => {
    counts += 1
    return cells.slice(first, first + count).filter((filled) => filled).length
  })
  return { steps: found, counts }
}

/** The same, cell by cell. */
function walked(line: string): number {
  const end = line.length - 1
  if (line[0] === 'x' && line[1] === 'x') {
    const blank = line.indexOf('.', 1)
    return blank < 0 ? end : blank - 1
  }
  const next = line.indexOf('x', 1)
  return next < 0 ? end : next
}

describe('Ctrl and an arrow key', () => {
  it.each([
    ['xxx..', 2, 'from inside a run to its last cell'],
    ['x..x', 3, 'from the end of a run to the next filled cell'],
    ['..xx', 2, 'from a blank to the next filled cell'],
    ['x...', 3, 'to the end of the sheet where nothing more comes'],
    ['xxxx', 3, 'to the end of the sheet where the run reaches it'],
    ['x', 0, 'nowhere from the last cell'],
  ])('%s goes %i: %s', async (line, expected) => {
    expect((await steps(line)).steps).toBe(expected)
  })

  it('stops where walking cell by cell would', async () => {
    const line = fc.string({ unit: fc.constantFrom('x', '.'), minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(line, async (cells) => {
        expect((await steps(cells)).steps).toBe(walked(cells))
      }),
    )
  })

  it('crosses a long column in few counts', async () => {
    const { steps: gone, counts } = await steps('x'.repeat(100_000))
    expect(gone).toBe(99_999)
    expect(counts).toBeLessThan(40)
  })
})
