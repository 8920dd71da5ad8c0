import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchEdge } from '#renderer/data/selection/data-edge.ts'

/** `x` is a filled cell, `.` a blank one; the first is where the key is pressed. */
function steps(line: string): number {
  const [start, ...rest] = Array.from(line, (cell) => cell === 'x')
  const search = searchEdge(start === true)
  return search.take(rest) ?? search.atEnd()
}

describe('Ctrl and an arrow key', () => {
  it.each([
    ['xxx..', 2, 'from inside a run to its last cell'],
    ['x..x', 3, 'from the end of a run to the next filled cell'],
    ['..xx', 2, 'from a blank to the next filled cell'],
    ['x...', 3, 'to the end of the sheet where nothing more comes'],
    ['xxxx', 3, 'to the end of the sheet where the run reaches it'],
    ['x', 0, 'nowhere from the last cell'],
  ])('%s goes %i: %s', (line, expected) => {
    expect(steps(line)).toBe(expected)
  })

  it('finds the same edge however the cells come in stretches', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(fc.boolean()), fc.nat(5), (start, cells, size) => {
        const whole = searchEdge(start)
        const inOne = whole.take(cells) ?? whole.atEnd()
        const parted = searchEdge(start)
        let found: number | undefined
        for (let at = 0; at < cells.length && found === undefined; at += size + 1)
          found = parted.take(cells.slice(at, at + size + 1))
        expect(found ?? parted.atEnd()).toBe(inOne)
      }),
    )
  })
})
