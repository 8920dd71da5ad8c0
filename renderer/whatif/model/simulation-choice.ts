import { z } from 'zod'
import type { RequestInput } from '#shared/contract/index.ts'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import { distributionSchema, driverSchema, outputSchema, type Scenario } from '#shared/domain/scenario.ts'
import { baselineOf } from '#shared/models/questions/output-of.ts'
import type { Business, ProjectedCase } from './cases.ts'

/** How the drivers vary and what is asked of the runs: kept in the project, so that a simulation can be repeated. */
export const simulationChoiceSchema = z.object({
  runs: z.number().int().min(1).max(1_000_000).default(10_000),
  seed: z.number().int().default(1),
  output: outputSchema.default('mrr'),
  target: z.number().nullable().default(null),
  /** By case (a scenario's id, or "baseline") those that were chosen; the others vary as their intervals say. */
  distributions: z.record(z.string(), z.partialRecord(driverSchema, distributionSchema)).default({}),
  correlations: z
    .array(z.object({ a: driverSchema, b: driverSchema, value: z.number().min(-1).max(1) }))
    .default([]),
})
export type SimulationChoice = z.infer<typeof simulationChoiceSchema>

export const usualSimulation = simulationChoiceSchema.parse({})

/** Under what the distributions of a case are kept. */
export const caseKey = (scenario: Pick<Scenario, 'id' | 'name'> | undefined): string =>
  scenario === undefined ? 'baseline' : (scenario.id ?? scenario.name)

/**
 * A driver as a case has it in its first month: the measured interval moved along with the value, since a scenario says
 * nothing of how well the driver is known.
 */
export function driverInCase(
  known: BaselineDriver,
  { input, levers }: Pick<ProjectedCase, 'input' | 'levers'>,
): BaselineDriver {
  const { driver, value: measured, lower, upper } = known
  const value = baselineOf(input, levers, driver)
  if (!Number.isFinite(value) || measured === null || measured === 0) return known
  const moved = (bound: number | null) => (bound === null ? null : (bound * value) / measured)
  return { ...known, value, lower: moved(lower), upper: moved(upper) }
}

/** What a result answers: the question and the business it was asked about. Another key makes the result an old one. */
export const simulationKey = (
  question: RequestInput<'scenario.whatIf'>['whatIf'],
  { drivers }: Pick<Business, 'drivers'>,
): string => JSON.stringify([question, drivers.map(({ driver, value }) => [driver, value])])
