import { z } from 'zod'
import { distributionSchema, driverSchema, outputSchema, revenueAtRiskSchema } from './scenario.ts'

/** What every question of a panel has: the scenario that it is asked about, and whether the exported workbook answers it. */
const asked = {
  /** The scenario's id, or its name where it has none; the baseline where it is not given. */
  of: z.string().optional(),
  inExport: z.boolean().default(true),
}

export const goalQuestionSchema = z.object({
  driver: driverSchema.default('churn'),
  output: outputSchema.default('mrr'),
  /** Where it is not given, a round number beyond the present value. */
  target: z.number().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  ...asked,
})

export const tableQuestionSchema = z.object({
  output: outputSchema.default('clv'),
  x: driverSchema.default('churn'),
  /** null for a one-way table. */
  y: driverSchema.nullable().default('arpa'),
  /** How far the axes reach either way, as a share of the present values, and in how many steps. */
  swing: z.number().positive().max(1).default(0.4),
  steps: z.number().int().min(3).max(15).default(7),
  ...asked,
})

export const tornadoQuestionSchema = z.object({
  output: outputSchema.default('clv'),
  swing: z.number().positive().max(1).default(0.1),
  /** Measured drivers of the baseline by their own intervals. */
  own: z.boolean().default(true),
  ...asked,
})

export const breakEvenQuestionSchema = z.object({
  churnReduction: z.number().positive().max(1).default(0.005),
  ...asked,
})

/** Of the data as it is: it is asked about no scenario. */
export const riskQuestionSchema = revenueAtRiskSchema.extend({
  top: z.number().int().min(1).max(1000).default(50),
  months: z.number().int().min(1).max(120).default(12),
  inExport: asked.inExport,
})

/** How the drivers vary and what is asked of the runs. */
export const simulationQuestionSchema = z.object({
  runs: z.number().int().min(1).max(1_000_000).default(10_000),
  seed: z.number().int().default(1),
  output: outputSchema.default('mrr'),
  target: z.number().nullable().default(null),
  /** By case (a scenario's id, or "baseline") those that were chosen; the others vary as their intervals say. */
  distributions: z.record(z.string(), z.partialRecord(driverSchema, distributionSchema)).default({}),
  correlations: z
    .array(z.object({ a: driverSchema, b: driverSchema, value: z.number().min(-1).max(1) }))
    .default([]),
  ...asked,
  /** Only what has been run is answered in the export. */
  inExport: z.boolean().default(false),
})
export type SimulationQuestion = z.infer<typeof simulationQuestionSchema>

/** The questions of What-if's panels as they were last asked, kept in the project. */
export const keptQuestionsSchema = z.object({
  goalSeek: goalQuestionSchema.optional(),
  dataTable: tableQuestionSchema.optional(),
  tornado: tornadoQuestionSchema.optional(),
  breakEven: breakEvenQuestionSchema.optional(),
  simulation: simulationQuestionSchema.optional(),
  revenueAtRisk: riskQuestionSchema.optional(),
})
export type KeptQuestions = z.infer<typeof keptQuestionsSchema>
export type QuestionKind = keyof KeptQuestions
/** Questions about a case: the baseline or a scenario. */
export type CaseQuestionKind = Exclude<QuestionKind, 'revenueAtRisk'>

/** Under what a case is known to the questions: a scenario keeps its id when it is renamed. */
export const caseKey = (
  scenario: { readonly id?: string | undefined; readonly name: string } | undefined,
): string => (scenario === undefined ? 'baseline' : (scenario.id ?? scenario.name))
