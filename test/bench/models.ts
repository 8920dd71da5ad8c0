/**
 * Bench of the models, beside a plain textbook implementation in the same run, in CPU time and as ratios.
 *
 *   npm run bench -- models
 */
import type { ProjectionInput } from '#shared/models/projection/plan.ts'
import { project } from '#shared/models/projection/projection.ts'
import { bgNbdPredictor, fitBgNbd } from '#shared/models/purchases/bg-nbd.ts'
import { customerLifetimeValues } from '#shared/models/purchases/customer-lifetime-value.ts'
import { fitParetoNbd } from '#shared/models/purchases/pareto-nbd.ts'
import type { PurchaseHistories } from '#shared/models/purchases/purchase-history.ts'
import { simulate } from '#shared/models/questions/simulation.ts'
import { kaplanMeier } from '#shared/models/statistics/kaplan-meier.ts'
import { seededRandom } from '#shared/models/statistics/random.ts'
import { simulateBetaGeometric } from '#test/shared/models/support/simulated-customers.ts'
import { fitTextbookBgNbd } from './textbook-bg-nbd.ts'
import { textbookKaplanMeier } from './textbook-kaplan-meier.ts'
import { textbookScenario } from './textbook-scenario.ts'
import { textbookSimulation } from './textbook-simulation.ts'

const TRUTH = { r: 0.25, alpha: 4.4 * 7, a: 0.8, b: 2.4 }
const DAYS_PER_WEEK = 7

/** Customers who joined over a year and were seen for half a year more, dated by the day as real data are. */
function customersByDay(customers: number): PurchaseHistories {
  const days = simulateBetaGeometric(TRUTH, {
    customers,
    seed: 1,
    ageOf: (random) => 182 + Math.floor(random() * 365),
  })
  return {
    frequency: Float64Array.from(days.frequency),
    recency: Float64Array.from(days.recency, (day) => Math.ceil(day) / DAYS_PER_WEEK),
    T: Float64Array.from(days.T, (day) => Math.ceil(day) / DAYS_PER_WEEK),
  }
}

/** CPU time in milliseconds, which other work on the machine hardly changes. */
function timeOf(work: () => unknown): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
}

function repeat(times: number, work: () => unknown): number[] {
  return Array.from({ length: times }, () => timeOf(work))
}

function line(what: string, ...figures: readonly string[]): void {
  process.stdout.write(`${what.padEnd(44)}${figures.map((figure) => figure.padStart(16)).join('')}\n`)
}

const milliseconds = (time: number): string => `${time.toFixed(time < 10 ? 3 : 0)} ms`
const ratio = (theirs: number, ours: number): string => `${(theirs / ours).toPrecision(2)} x`

function benchKaplanMeier(): void {
  line('survival', 'median', 'textbook', 'ratio')
  for (const customers of [2357, 100_000, 1_000_000]) {
    const random = seededRandom(1)
    // Tenures in days, as from dates: about two thousand different ones.
    const durations = Array.from({ length: customers }, () => Math.ceil(-Math.log(random()) * 400) % 2000)
    const left = Array.from({ length: customers }, () => random() < 0.6)
    // Small tables are over before the code is compiled: the first rounds are no measure of it.
    const rounds = customers > 100_000 ? 3 : customers > 10_000 ? 7 : 99
    const ours = quantile(
      repeat(rounds, () => kaplanMeier(durations, left)),
      0.5,
    )
    const textbook = quantile(
      repeat(rounds, () => textbookKaplanMeier(durations, left)),
      0.5,
    )
    line(
      `Kaplan-Meier with band, ${customers} customers`,
      milliseconds(ours),
      milliseconds(textbook),
      ratio(textbook, ours),
    )
  }
}

function benchFits(): void {
  line('fit', 'median', 'histories', 'textbook', 'ratio')
  for (const [customers, rounds] of [
    [2357, 7],
    [100_000, 3],
    [1_000_000, 1],
  ] as const) {
    const histories = customersByDay(customers)
    let distinct = 0
    const ours = quantile(
      repeat(rounds, () => {
        const fit = fitBgNbd(histories)
        if (fit.ok) distinct = fit.value.distinctHistories
        else throw new Error(fit.error.message)
      }),
      0.5,
    )
    // The textbook fit of a million takes minutes: a tenth of it is timed and multiplied, and marked.
    const isTimedWhole = customers <= 100_000
    const sample = isTimedWhole ? histories : customersByDay(customers / 10)
    const textbook = timeOf(() => fitTextbookBgNbd(sample)) * (isTimedWhole ? 1 : 10)
    const mark = isTimedWhole ? '' : ' (x10)'
    line(
      `BG/NBD, ${customers} customers`,
      milliseconds(ours),
      String(distinct),
      milliseconds(textbook) + mark,
      ratio(textbook, ours),
    )
    const pareto = quantile(
      repeat(Math.min(rounds, 3), () => fitParetoNbd(histories)),
      0.5,
    )
    line(`Pareto/NBD, ${customers} customers`, milliseconds(pareto), String(distinct))
    const values = timeOf(() =>
      customerLifetimeValues({
        histories,
        predictor: bgNbdPredictor({ ...TRUTH, alpha: TRUTH.alpha / DAYS_PER_WEEK }),
        value: { perPurchase: 40 },
        unit: 'week',
        horizonMonths: 24,
        annualDiscount: 0.1,
        margin: 0.5,
      }),
    )
    line(`CLV of ${customers} customers, 24 months`, milliseconds(values))
  }
}

const drivers = {
  customers: 1000,
  new: 30,
  churn: 0.04,
  arpa: 50,
  expansion: 0.01,
  contraction: 0.005,
  margin: 0.8,
  cac: 300,
  retentionCost: 2,
  discount: 0.1,
}
const input: ProjectionInput = { months: 36, billing: 'advance', drivers }

const easedChurn = { from: 3, ramp: 6 } as const

/** What was worked out last: what nobody could read, the compiler would not work out. */
let worked: unknown[] = []

/** Nine scenarios that are unlike in their churn, by what each is worked out with. */
function nineScenarios(level: number, work: (times: number) => unknown): void {
  worked = Array.from({ length: 9 }, (_, scenario) => work(level + scenario / 20))
}

const asTenure = (times: number) =>
  project(input, [{ driver: 'churn', op: 'multiply', value: times, ...easedChurn }])
const asTextbook = (times: number) =>
  textbookScenario(drivers, { months: input.months, times, ...easedChurn })

/** A ratio says nothing where the two do not agree. */
function checkSame(times: number): void {
  const ours = asTenure(times)
  const theirs = asTextbook(times)
  const kpis = ours.ok ? ours.value.kpis : undefined
  for (const figure of ['clv', 'clvDiscounted', 'paybackMonths', 'revenue'] as const) {
    const found = kpis?.[figure] ?? Number.NaN
    if (!(Math.abs(found - theirs[figure]) <= 1e-9 * Math.abs(theirs[figure])))
      throw new Error(`${figure} is ${found}, by the textbook ${theirs[figure]}.`)
  }
}

function benchProjection(): void {
  checkSame(0.7)
  // A step is shorter than the clock of CPU time can tell: a hundred at a time.
  const steps = 100
  const timesOf = (work: (times: number) => unknown): number[] => {
    for (let warmUp = 0; warmUp < 500; warmUp += 1) nineScenarios(0.8, work)
    return Array.from(
      { length: 40 },
      (_, round) =>
        timeOf(() => {
          for (let step = 0; step < steps; step += 1) nineScenarios(0.5 + (round * steps + step) / 8000, work)
        }) / steps,
    )
  }
  const times = timesOf(asTenure)
  if (worked.length !== 9) throw new Error('Nine scenarios were to be worked out.')
  const textbook = quantile(timesOf(asTextbook), 0.5)
  const ours = quantile(times, 0.5)
  line('projection', 'median', 'p95', 'textbook', 'ratio')
  line(
    '9 scenarios x 36 months, one slider step',
    milliseconds(ours),
    milliseconds(quantile(times, 0.95)),
    milliseconds(textbook),
    ratio(textbook, ours),
  )
}

function benchSimulation(): void {
  const times = repeat(5, () =>
    simulate(input, [], {
      runs: 10_000,
      seed: 1,
      distributions: {
        churn: { type: 'beta', mean: 0.04, standardDeviation: 0.008 },
        arpa: { type: 'lognormal', mean: 50, standardDeviation: 5 },
        new: { type: 'triangular', min: 20, mode: 30, max: 45 },
      },
      correlations: [{ a: 'churn', b: 'arpa', value: -0.3 }],
    }),
  )
  const random = seededRandom(1)
  const textbook = quantile(
    repeat(5, () => textbookSimulation(drivers, { months: input.months, runs: 10_000, random })),
    0.5,
  )
  const ours = quantile(times, 0.5)
  line('simulation', 'median', 'textbook', 'ratio')
  line(
    '10,000 runs x 36 months, 4 fans, 8 figures',
    milliseconds(ours),
    milliseconds(textbook),
    ratio(textbook, ours),
  )
}

benchProjection()
benchSimulation()
benchKaplanMeier()
benchFits()
