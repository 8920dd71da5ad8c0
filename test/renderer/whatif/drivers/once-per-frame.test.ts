import { expect, it } from 'vitest'
import { type FrameClock, oncePerFrame } from '#renderer/whatif/drivers/once-per-frame.ts'

/** A clock whose frames come when the test says so. */
function handClock(): FrameClock & { readonly next: () => void } {
  let calls: (() => void)[] = []
  return {
    request: (call) => {
      calls.push(call)
    },
    next: () => {
      const due = calls
      calls = []
      for (const call of due) call()
    },
  }
}

it('acts at once, then once a frame with the latest value', () => {
  const seen: number[] = []
  const clock = handClock()
  const moves = oncePerFrame((value: number) => seen.push(value), clock)
  moves.schedule(1)
  expect(seen).toEqual([1])
  moves.schedule(2)
  moves.schedule(3)
  expect(seen).toEqual([1])
  clock.next()
  expect(seen).toEqual([1, 3])
  moves.schedule(4)
  expect(seen).toEqual([1, 3])
  clock.next()
  clock.next()
  moves.schedule(5)
  expect(seen).toEqual([1, 3, 4, 5])
})

it('does nothing of what waited when it was cancelled', () => {
  const seen: number[] = []
  const clock = handClock()
  const moves = oncePerFrame((value: number) => seen.push(value), clock)
  moves.schedule(1)
  moves.schedule(2)
  moves.cancel()
  clock.next()
  expect(seen).toEqual([1])
  moves.schedule(3)
  expect(seen).toEqual([1, 3])
})
