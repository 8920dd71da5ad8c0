import { expect, it } from 'vitest'
import { type FrameClock, oncePerFrame } from '#renderer/whatif/drivers/once-per-frame.ts'

/** A clock whose frames come when the test says so. */
function handClock(): FrameClock & { readonly next: () => void } {
  const calls = new Map<number, () => void>()
  let last = 0
  return {
    request: (call) => {
      last += 1
      calls.set(last, call)
      return last
    },
    cancel: (frame) => {
      calls.delete(frame)
    },
    next: () => {
      const due = [...calls.values()]
      calls.clear()
      for (const call of due) call()
    },
  }
}

it('acts once a frame, with the latest value', () => {
  const seen: number[] = []
  const clock = handClock()
  const moves = oncePerFrame((value: number) => seen.push(value), clock)
  moves.schedule(1)
  moves.schedule(2)
  expect(seen).toEqual([])
  clock.next()
  moves.schedule(3)
  clock.next()
  clock.next()
  expect(seen).toEqual([2, 3])
})

it('does nothing after it was cancelled, until it is asked again', () => {
  const seen: number[] = []
  const clock = handClock()
  const moves = oncePerFrame((value: number) => seen.push(value), clock)
  moves.schedule(1)
  moves.cancel()
  clock.next()
  expect(seen).toEqual([])
  moves.schedule(2)
  clock.next()
  expect(seen).toEqual([2])
})
