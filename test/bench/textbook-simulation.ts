import type { DriverName } from '#shared/domain/scenario.ts'
import type { RandomSource } from '#shared/models/statistics/random.ts'
import { textbookProjection } from './textbook-projection.ts'

const fans = ['customers', 'mrr', 'revenue', 'cumulativeGrossProfit'] as const
const shares = [0.05, 0.25, 0.5, 0.75, 0.95]

/**
 * Four fans by month and the spread of CLV, as one would write them down: a list of months a run, each month's values
 * sorted. Evenly distributed drivers, each drawn by itself; what it lacks (beta, lognormal and triangular draws by
 * quantile, correlation, ramps, payback, discounting, bounds) is what the ratio of the bench pays.
 */
export function textbookSimulation(
  drivers: Readonly<Record<DriverName, number>>,
  { months, runs, random }: { months: number; runs: number; random: RandomSource },
): Record<(typeof fans)[number], number[][]> & { clv: number[] } {
  const drawn = Array.from({ length: runs }, () => ({
    ...drivers,
    churn: 0.03 + random() / 50,
    arpa: 45 + random() * 10,
    new: 20 + random() * 20,
  }))
  const paths = drawn.map((one) => textbookProjection(one, months))
  const percentiles = (values: number[]): number[] => {
    const sorted = values.sort((a, b) => a - b)
    return shares.map((share) => sorted[Math.round(share * (runs - 1))] ?? Number.NaN)
  }
  const fanOf = (output: (typeof fans)[number]): number[][] =>
    Array.from({ length: months }, (_, month) =>
      percentiles(paths.map((path) => path[month]?.[output] ?? Number.NaN)),
    )
  return {
    customers: fanOf('customers'),
    mrr: fanOf('mrr'),
    revenue: fanOf('revenue'),
    cumulativeGrossProfit: fanOf('cumulativeGrossProfit'),
    clv: percentiles(drawn.map(({ arpa, margin, churn }) => (arpa * margin) / churn)),
  }
}
