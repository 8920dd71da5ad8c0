import { numberAt } from '#shared/models/number-at.ts'
import type { PurchaseHistories } from '#shared/models/purchases/purchase-history.ts'
import { type RandomSource, seededRandom } from '#shared/models/statistics/random.ts'

/** A gamma variate (Marsaglia & Tsang 2000; below shape 1 with their boost). */
export function gammaVariate(random: RandomSource, shape: number, rate: number): number {
  if (shape < 1) return gammaVariate(random, shape + 1, rate) * random() ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + c * normal) ** 3
    if (v > 0 && Math.log(random()) < normal ** 2 / 2 + d - d * v + d * Math.log(v)) return (d * v) / rate
  }
}

export function betaVariate(random: RandomSource, a: number, b: number): number {
  const x = gammaVariate(random, a, 1)
  return x / (x + gammaVariate(random, b, 1))
}

export interface SimulatedCustomers extends PurchaseHistories {
  readonly frequency: number[]
  readonly recency: number[]
  readonly T: number[]
}

interface Simulation {
  readonly customers: number
  readonly seed: number
  /** How old each customer is at the end of observation. */
  readonly ageOf: (random: RandomSource) => number
}

/** Customers who behave exactly as BG/NBD (or, with `firstCanBeLast`, MBG/NBD) says. */
export function simulateBetaGeometric(
  { r, alpha, a, b }: { r: number; alpha: number; a: number; b: number },
  { customers, seed, ageOf }: Simulation,
  firstCanBeLast = false,
): SimulatedCustomers {
  const random = seededRandom(seed)
  return collect(customers, () => {
    const T = ageOf(random)
    const rate = gammaVariate(random, r, alpha)
    const leaving = betaVariate(random, a, b)
    const purchases: number[] = []
    let time = 0
    let isAlive = !(firstCanBeLast && random() < leaving)
    while (isAlive) {
      time -= Math.log(random()) / rate
      if (time > T) break
      purchases.push(time)
      isAlive = random() >= leaving
    }
    return { T, purchases }
  })
}

/** Customers who behave exactly as Pareto/NBD says. */
export function simulateParetoNbd(
  { r, alpha, s, beta }: { r: number; alpha: number; s: number; beta: number },
  { customers, seed, ageOf }: Simulation,
): SimulatedCustomers {
  const random = seededRandom(seed)
  return collect(customers, () => {
    const T = ageOf(random)
    const rate = gammaVariate(random, r, alpha)
    const end = Math.min(T, -Math.log(random()) / gammaVariate(random, s, beta))
    const purchases: number[] = []
    let time = -Math.log(random()) / rate
    while (time <= end) {
      purchases.push(time)
      time -= Math.log(random()) / rate
    }
    return { T, purchases }
  })
}

function collect(customers: number, one: () => { T: number; purchases: number[] }): SimulatedCustomers {
  const result: SimulatedCustomers = { frequency: [], recency: [], T: [] }
  for (let index = 0; index < customers; index += 1) {
    const { T, purchases } = one()
    result.frequency.push(purchases.length)
    result.recency.push(purchases.length === 0 ? 0 : numberAt(purchases, purchases.length - 1))
    result.T.push(T)
  }
  return result
}
