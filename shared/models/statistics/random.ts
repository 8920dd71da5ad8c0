import mt19937 from '@stdlib/random-base-mt19937'

/** Uniform numbers in [0, 1). */
export type RandomSource = () => number

export const LARGEST_SEED = 0xffff_ffff

/** The Mersenne Twister from a seed (1 to 4,294,967,295): the same seed gives the same numbers, everywhere. */
export function seededRandom(seed: number): RandomSource {
  return mt19937.factory({ seed }).normalized
}

/** Whether a number can be a seed. */
export function isSeed(seed: number): boolean {
  return Number.isInteger(seed) && seed >= 1 && seed <= LARGEST_SEED
}
