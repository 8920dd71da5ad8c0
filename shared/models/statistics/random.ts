import mt19937 from '@stdlib/random-base-mt19937'

/** Uniform numbers strictly between 0 and 1. */
export type RandomSource = () => number

const TWO_TO_32 = 2 ** 32
export const LARGEST_SEED = TWO_TO_32 - 1

/** The Mersenne Twister from a seed (1 to 4,294,967,295): the same seed gives the same numbers, everywhere. */
export function seededRandom(seed: number): RandomSource {
  const next = mt19937.factory({ seed })
  // The half keeps 0 and 1 out, where quantiles are infinite.
  return () => (next() + 0.5) / TWO_TO_32
}

/** Whether a number can be a seed. */
export function isSeed(seed: number): boolean {
  return Number.isInteger(seed) && seed >= 1 && seed <= LARGEST_SEED
}
