/** How far back deaths count, in milliseconds. */
const window = 60_000
/** What to wait before the first, second, ... restart within that time, in milliseconds. */
const delays = [0, 500, 2_000, 5_000] as const

/**
 * How long to wait before something that keeps dying is started once more; undefined when it died too often of late
 * and a person has to decide.
 *
 * @param deaths times of all deaths so far, the latest included, in milliseconds
 */
export function restartDelay(deaths: readonly number[], now: number): number | undefined {
  const recent = deaths.filter((death) => now - death < window)
  return delays[Math.max(recent.length, 1) - 1]
}
