import { z } from 'zod'
import type { RequestInput } from '#shared/contract/index.ts'
import { distributionSchema, driverSchema, outputSchema } from '#shared/domain/scenario.ts'
import type { Business } from './cases.ts'

/** How the drivers vary and what is asked of the runs: kept in the project, so that a simulation can be repeated. */
export const simulationChoiceSchema = z.object({
  runs: z.number().int().min(1).max(1_000_000).default(10_000),
  seed: z.number().int().default(1),
  output: outputSchema.default('mrr'),
  target: z.number().nullable().default(null),
  /** Only those that were chosen; the others vary as their intervals say. */
  distributions: z.partialRecord(driverSchema, distributionSchema).default({}),
  correlations: z
    .array(z.object({ a: driverSchema, b: driverSchema, value: z.number().min(-1).max(1) }))
    .default([]),
})
export type SimulationChoice = z.infer<typeof simulationChoiceSchema>

export const usualSimulation = simulationChoiceSchema.parse({})

/** What a result answers: the question and the business it was asked about. Another key makes the result an old one. */
export const simulationKey = (
  question: RequestInput<'scenario.whatIf'>['whatIf'],
  { drivers }: Pick<Business, 'drivers'>,
): string => JSON.stringify([question, drivers.map(({ driver, value }) => [driver, value])])
