import { setImmediate } from 'node:timers/promises'
import type { ReplyInput } from '#shared/contract/index.ts'
import type { WhatIf } from '#shared/domain/scenario.ts'
import { prepareSimulation } from '#shared/models/questions/simulation.ts'
import type { Fan, FanPercentile, SimulationResult } from '#shared/models/questions/simulation-summary.ts'
import type { OperationContext } from '../../handlers.ts'
import type { Outcome } from '../../refusal.ts'
import { refuseModel } from '../model-refusal.ts'
import type { Cases } from './cases.ts'
import { caseOf } from './questions.ts'

type Reply = NonNullable<ReplyInput<'scenario.whatIf'>['simulation']>

/** Runs between two looks at whether to stop: a few milliseconds of work. */
const runsPerSlice = 200

/** Runs the simulation in slices, so that the engine goes on answering, tells how far it is and can be stopped. */
export async function answerSimulation(
  cases: Cases,
  question: WhatIf['simulation'],
  { signal, onProgress }: Pick<OperationContext, 'signal' | 'onProgress'>,
): Promise<Outcome<Reply>> {
  if (question === undefined) return { ok: true, value: {} }
  const { scenario, ...asked } = question
  const target = caseOf(cases, scenario)
  if (!target.ok) return target
  const prepared = prepareSimulation(target.value.input, target.value.levers, asked)
  if (!prepared.ok) return refuseModel(prepared.error)
  const simulation = prepared.value
  while (simulation.done() < simulation.runs) {
    simulation.advance(runsPerSlice)
    onProgress({
      label: 'Simulating',
      fraction: simulation.done() / simulation.runs,
      count: simulation.done(),
      unit: 'runs',
    })
    await setImmediate()
    signal.throwIfAborted()
  }
  const result = simulation.result()
  return result.ok
    ? { ok: true, value: simulationReply(result.value, target.value.name) }
    : refuseModel(result.error)
}

function simulationReply(
  { runs, seed, leftOut, fans, kpis, clvHistogram, target }: SimulationResult,
  scenario: string,
): Reply {
  return {
    runs,
    seed,
    leftOut,
    scenario,
    fans: {
      customers: fanReply(fans.customers),
      mrr: fanReply(fans.mrr),
      revenue: fanReply(fans.revenue),
      cumulativeGrossProfit: fanReply(fans.cumulativeGrossProfit),
    },
    kpis: Object.fromEntries(
      Object.entries(kpis).map(([output, { mean, standardDeviation, percentiles, withoutValue }]) => [
        output,
        { mean, standardDeviation, withoutValue, ...percentilesReply(percentiles) },
      ]),
    ),
    clvHistogram:
      clvHistogram === null
        ? null
        : { ...clvHistogram, edges: [...clvHistogram.edges], counts: [...clvHistogram.counts] },
    ...(target === undefined
      ? {}
      : {
          target: {
            output: target.output,
            value: target.value,
            probability: target.probability.estimate,
            lower: target.probability.low,
            upper: target.probability.high,
          },
        }),
  }
}

const percentilesReply = <Value>(of: Readonly<Record<FanPercentile, Value>>) => ({
  p5: of[5],
  p25: of[25],
  p50: of[50],
  p75: of[75],
  p95: of[95],
})

function fanReply(fan: Fan) {
  const { p5, p25, p50, p75, p95 } = percentilesReply(fan)
  return { p5: [...p5], p25: [...p25], p50: [...p50], p75: [...p75], p95: [...p95] }
}
