import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import { succeed } from '#shared/domain/result.ts'
import {
  type Distribution,
  type DriverName,
  driverNames,
  type Lever,
  type OutputName,
  outputNames,
} from '#shared/domain/scenario.ts'
import { floatAt, numberAt } from '../number-at.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { type ProjectionInput, planProjection } from '../projection/plan.ts'
import { arraysFor, type Projection, projectPlans } from '../projection/projection.ts'
import { type Relevelling, relevelling } from '../projection/relevel.ts'
import { isSeed, LARGEST_SEED, seededRandom } from '../statistics/random.ts'
import { clampDraw, correlator, type DriverCorrelation, type Sampler, samplerOf } from './distributions.ts'
import { baselineOf } from './output-of.ts'
import { FAN_OUTPUTS, type SimulationResult, summariseRuns } from './simulation-summary.ts'

export interface SimulationQuestion {
  readonly runs: number
  readonly seed: number
  /** Drivers without a distribution keep their baseline. */
  readonly distributions: { readonly [Name in DriverName]?: Distribution | undefined }
  readonly correlations?: readonly DriverCorrelation[] | undefined
  /** The output that is to be reached: at least this much, or for the payback at most. */
  readonly target?: { readonly output: OutputName; readonly value: number } | undefined
}

/** A simulation under way. Run it in slices, to show progress and to be able to stop. */
export interface Simulation {
  readonly runs: number
  /** Runs made so far. */
  readonly done: () => number
  /** Makes up to this many more runs. However it is sliced, the same seed gives the same result. */
  readonly advance: (runs: number) => void
  /** The result of the runs made so far. */
  readonly result: () => Outcome<SimulationResult>
}

/** Runs times months that fit comfortably in memory: 160 MB for the four fans. */
const MOST_CELLS = 10_000_000

/**
 * Prepares a Monte Carlo simulation: in each run every driver with a distribution is drawn once, for all months, and the
 * business is projected with it. It shows what not knowing the drivers means for the outcome, not the luck of single
 * customers. A draw moves the whole pattern of a driver over months, segments and tenures to its level.
 *
 * Draws are made by quantile from normal deviates, so that correlations (a Gaussian copula) leave each driver's own
 * distribution as it is.
 */
export function prepareSimulation(
  input: ProjectionInput,
  levers: readonly Lever[],
  question: SimulationQuestion,
): Outcome<Simulation> {
  const fault = checkQuestion(input, question)
  if (fault !== undefined) return fault
  const planned = planProjection(input, levers)
  if (!planned.ok) return planned
  const prepared = prepareDraws(input, levers, question)
  if (!prepared.ok) return prepared

  const { runs } = question
  const fans = FAN_OUTPUTS.map((output) => ({
    output,
    months: input.months,
    values: new Float32Array(runs * input.months),
  }))
  const kpis = outputNames.map((output) => ({ output, values: new Float64Array(runs) }))
  const business = relevelling(planned.value, input.billing)
  const arrays = arraysFor(business.plans)
  const drawInto = prepared.value
  let done = 0
  let leftOut = 0

  const record = ({ monthly, kpis: figures }: Pick<Projection, 'monthly' | 'kpis'>, slot: number): void => {
    for (const { output, values } of fans) copyInto(values, slot * input.months, monthly[output])
    for (const { output, values } of kpis) values[slot] = figures[output] ?? Number.NaN
  }
  return succeed({
    runs,
    done: () => done,
    advance: (more) => {
      for (const end = Math.min(runs, done + more); done < end; done += 1) {
        if (drawInto(business)) record(projectPlans(business.plans, input.billing, arrays), done - leftOut)
        else leftOut += 1
      }
    },
    result: () => summariseRuns({ question, fans, kpis, runs: done - leftOut, leftOut }),
  })
}

/** As `set` does it, which takes ten times as long where the numbers have to be made narrower. */
function copyInto(values: Float32Array, first: number, from: Float64Array): void {
  for (let index = 0; index < from.length; index += 1) values[first + index] = floatAt(from, index)
}

/** The whole simulation at once. */
export function simulate(
  input: ProjectionInput,
  levers: readonly Lever[],
  question: SimulationQuestion,
): Outcome<SimulationResult> {
  const prepared = prepareSimulation(input, levers, question)
  if (!prepared.ok) return prepared
  prepared.value.advance(question.runs)
  return prepared.value.result()
}

function checkQuestion(
  { months }: ProjectionInput,
  { runs, seed }: SimulationQuestion,
): Outcome<never> | undefined {
  if (!Number.isInteger(runs) || runs < 1) {
    return refuse('bad-input', `The simulation has ${runs} runs; give a whole number of 1 or more.`)
  }
  if (runs * months > MOST_CELLS) {
    const most = Math.floor(MOST_CELLS / months)
    return refuse(
      'bad-input',
      `${runs} runs over ${months} months are more than fit in memory. Use at most ${most} runs.`,
    )
  }
  if (!isSeed(seed))
    return refuse('bad-input', `The seed is ${seed}; give a whole number from 1 to ${LARGEST_SEED}.`)
  return undefined
}

/** Draws all drivers once and brings the business to their level; false where no business can be there. */
type Draw = (business: Relevelling) => boolean

function prepareDraws(
  input: ProjectionInput,
  levers: readonly Lever[],
  { seed, distributions, correlations = [] }: SimulationQuestion,
): Outcome<Draw> {
  const samplers: { driver: DriverName; sampler: Sampler; baseline: number }[] = []
  for (const driver of driverNames) {
    const distribution = distributions[driver]
    if (distribution === undefined) continue
    const sampler = samplerOf(driver, distribution)
    if (!sampler.ok) return sampler
    samplers.push({ driver, sampler: sampler.value, baseline: baselineOf(input, levers, driver) })
  }
  const drawn = samplers.map(({ driver }) => driver)
  const correlated = correlator(drawn, correlations)
  if (!correlated.ok) return correlated
  const random = seededRandom(seed)
  const correlate = correlated.value
  return succeed((business) => {
    const deviates = correlate(samplers.map(() => normalQuantile(random(), 0, 1)))
    let isPossible = true
    for (const [index, { driver, sampler, baseline }] of samplers.entries()) {
      const value = clampDraw(driver, sampler(numberAt(deviates, index)))
      const change = baseline === 0 ? { value } : { factor: value / baseline }
      isPossible = business.move(driver, change) && isPossible
    }
    return isPossible
  })
}
