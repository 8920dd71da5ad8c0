import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'

/** An estimate and the range it lies in with the stated confidence. */
export interface Interval {
  readonly estimate: number
  readonly low: number
  readonly high: number
  /** For instance 0.95. */
  readonly confidence: number
}

export const USUAL_CONFIDENCE = 0.95

/** The two-sided normal quantile: 1.96 for 0.95. */
export function normalDeviate(confidence: number): number {
  return normalQuantile((1 + confidence) / 2, 0, 1)
}
