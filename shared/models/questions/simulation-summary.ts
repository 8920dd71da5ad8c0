import { succeed } from '#shared/domain/result.ts'
import type { OutputName } from '#shared/domain/scenario.ts'
import { floatAt, numberAt, singleAt, sum } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { roundUp } from '../projection/driver-range.ts'
import type { MonthlyOutput } from '../projection/projection.ts'
import type { Interval } from '../statistics/interval.ts'
import { percentilesOf } from '../statistics/percentile.ts'
import { wilsonInterval } from '../statistics/wilson.ts'

/** The monthly figures that get a fan chart. */
export const FAN_OUTPUTS = [
  'customers',
  'mrr',
  'revenue',
  'cumulativeGrossProfit',
] as const satisfies MonthlyOutput[]
export type FanOutput = (typeof FAN_OUTPUTS)[number]

export const FAN_PERCENTILES = [5, 25, 50, 75, 95] as const
export type FanPercentile = (typeof FAN_PERCENTILES)[number]
const FAN_SHARES = FAN_PERCENTILES.map((percentile) => percentile / 100)

/** For each percentile, its value month by month. */
export type Fan = Readonly<Record<FanPercentile, Float64Array>>

export interface OutputSummary {
  readonly mean: number
  readonly standardDeviation: number
  readonly percentiles: Readonly<Record<FanPercentile, number>>
  /** Runs in which the output had no finite value; they are not in the figures above. */
  readonly withoutValue: number
}

/** Counts in equal bins of a round width from the 0.5th to the 99.5th percentile; the rest is counted below and above. */
export interface Histogram {
  readonly edges: readonly number[]
  readonly counts: readonly number[]
  readonly below: number
  readonly above: number
}

export interface SimulationResult {
  readonly runs: number
  readonly seed: number
  /** Runs in which the draws together made no possible business (a segment's churn above 100 %). */
  readonly leftOut: number
  readonly fans: Readonly<Record<FanOutput, Fan>>
  readonly kpis: Readonly<Partial<Record<OutputName, OutputSummary>>>
  /** `null` where CLV had no finite value in any run. */
  readonly clvHistogram: Histogram | null
  readonly target?: { readonly output: OutputName; readonly value: number; readonly probability: Interval }
}

interface Runs {
  readonly question: {
    readonly seed: number
    readonly target?: { readonly output: OutputName; readonly value: number } | undefined
  }
  readonly fans: readonly {
    readonly output: FanOutput
    readonly months: number
    readonly values: Float32Array
  }[]
  readonly kpis: readonly { readonly output: OutputName; readonly values: Float64Array }[]
  readonly runs: number
  readonly leftOut: number
}

const HISTOGRAM_BINS = 40
const HISTOGRAM_SHARES = [0.005, 0.995]

/** Percentiles by month, summaries of the outputs, the CLV histogram and the probability of meeting the target. */
export function summariseRuns({ question, fans, kpis, runs, leftOut }: Runs): Outcome<SimulationResult> {
  if (runs === 0) {
    return refuse('bad-input', 'No run of the simulation made a possible business. Narrow the distributions.')
  }
  const fanOf = (output: FanOutput): Fan => {
    const fan = fans.find((candidate) => candidate.output === output)
    return fan === undefined ? emptyFan(0) : percentilesByMonth(fan.values, fan.months, runs)
  }
  const clv = kpis.find(({ output }) => output === 'clv')
  const summaries: Partial<Record<OutputName, OutputSummary>> = {}
  for (const { output, values } of kpis) {
    const summary = summariseOutput(values.subarray(0, runs))
    if (summary !== undefined) summaries[output] = summary
  }
  const result: SimulationResult = {
    runs,
    seed: question.seed,
    leftOut,
    fans: {
      customers: fanOf('customers'),
      mrr: fanOf('mrr'),
      revenue: fanOf('revenue'),
      cumulativeGrossProfit: fanOf('cumulativeGrossProfit'),
    },
    kpis: summaries,
    clvHistogram: clv === undefined ? null : histogram(clv.values.subarray(0, runs)),
  }
  const { target } = question
  const reached = target === undefined ? undefined : kpis.find(({ output }) => output === target.output)
  if (target === undefined || reached === undefined) return succeed(result)
  const probability = wilsonInterval(countMet(target, reached.values.subarray(0, runs)), runs)
  return probability.ok
    ? succeed({ ...result, target: { ...target, probability: probability.value } })
    : probability
}

function percentilesByMonth(values: Float32Array, months: number, runs: number): Fan {
  const fan = emptyFan(months)
  const column = new Float64Array(runs)
  for (let month = 0; month < months; month += 1) {
    for (let run = 0; run < runs; run += 1) column[run] = singleAt(values, run * months + month)
    const found = percentilesOf(column, FAN_SHARES)
    for (const [place, percentile] of FAN_PERCENTILES.entries())
      fan[percentile][month] = numberAt(found, place)
  }
  return fan
}

function emptyFan(months: number): Fan {
  const column = (): Float64Array => new Float64Array(months)
  return { 5: column(), 25: column(), 50: column(), 75: column(), 95: column() }
}

function summariseOutput(values: Float64Array): OutputSummary | undefined {
  const known = values.filter((value) => !Number.isNaN(value))
  if (known.length === 0) return undefined
  const mean = sum(known) / known.length
  let squares = 0
  for (let index = 0; index < known.length; index += 1) squares += (floatAt(known, index) - mean) ** 2
  const [p5 = NaN, p25 = NaN, p50 = NaN, p75 = NaN, p95 = NaN] = percentilesOf(known, FAN_SHARES)
  return {
    mean,
    standardDeviation: Math.sqrt(squares / Math.max(1, known.length - 1)),
    percentiles: { 5: p5, 25: p25, 50: p50, 75: p75, 95: p95 },
    withoutValue: values.length - known.length,
  }
}

function histogram(values: Float64Array): Histogram | null {
  const known = values.filter((value) => !Number.isNaN(value))
  if (known.length === 0) return null
  const [low = NaN, high = NaN] = percentilesOf(known, HISTOGRAM_SHARES)
  const width = roundUp((high - low) / HISTOGRAM_BINS)
  const first = width === 0 ? 0 : Math.floor(low / width)
  const binOf = (value: number) => (width === 0 ? 0 : Math.floor(value / width) - first)
  const counts = new Array<number>(binOf(high) + 1).fill(0)
  let below = 0
  let above = 0
  for (const value of known) {
    if (value < low) below += 1
    else if (value > high) above += 1
    else {
      const bin = binOf(value)
      counts[bin] = numberAt(counts, bin) + 1
    }
  }
  const edgeAt = (index: number) => (width === 0 ? low : (first + index) * width)
  return {
    edges: Array.from({ length: counts.length + 1 }, (_, index) => edgeAt(index)),
    counts,
    below,
    above,
  }
}

/** A payback meets its target from below, everything else from above. A CLV without end meets any target. */
function countMet(target: { output: OutputName; value: number }, values: Float64Array): number {
  let met = 0
  for (const value of values) {
    if (target.output === 'paybackMonths') met += value <= target.value ? 1 : 0
    else if (Number.isNaN(value)) met += target.output === 'clv' || target.output === 'clvDiscounted' ? 1 : 0
    else met += value >= target.value ? 1 : 0
  }
  return met
}
