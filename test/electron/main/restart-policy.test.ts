import { describe, expect, it } from 'vitest'
import { restartDelay } from '#electron/main/restart-policy.ts'

describe('starting again what died', () => {
  it('is at once the first time, then slower, and at last up to a person', () => {
    const deaths = [1_000, 2_000, 3_000, 4_000, 5_000]
    const delays = deaths.map((now, at) => restartDelay(deaths.slice(0, at + 1), now))
    expect(delays).toEqual([0, 500, 2_000, 5_000, undefined])
  })

  it('is at once again after a quiet minute', () => {
    expect(restartDelay([0, 1_000, 2_000, 3_000, 100_000], 100_000)).toBe(0)
  })
})
