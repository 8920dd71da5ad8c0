import { z } from 'zod'

/** The drivers of the projection. `discount` is annual; `churn`, `expansion` and `contraction` are monthly rates. */
export const driverNames = [
  'customers',
  'new',
  'churn',
  'arpa',
  'expansion',
  'contraction',
  'margin',
  'cac',
  'retentionCost',
  'discount',
] as const
export const driverSchema = z.enum(driverNames)
export type DriverName = (typeof driverNames)[number]

export const outputNames = [
  'clv',
  'clvDiscounted',
  'ltvToCac',
  'paybackMonths',
  'customers',
  'mrr',
  'revenue',
  'grossProfit',
] as const
export const outputSchema = z.enum(outputNames)
export type OutputName = (typeof outputNames)[number]

export const billingSchema = z.enum(['advance', 'average', 'closing'])
export type Billing = z.infer<typeof billingSchema>

/** One change of one driver: from month `from` to month `to` (1-based, both included), reached over `ramp` months. */
export const leverSchema = z.object({
  driver: driverSchema,
  op: z.enum(['set', 'add', 'multiply']),
  value: z.number(),
  from: z.number().int().positive().optional(),
  to: z.number().int().positive().optional(),
  ramp: z.number().int().nonnegative().optional(),
  segment: z.string().optional(),
})
export type Lever = z.infer<typeof leverSchema>

/**
 * Where `where` holds (a condition in the formula language, or rows by their ids, of one sheet or of all), each field of
 * `set` gets its value: a number or boolean as it is, a text as a row formula. For fields of text, date and yes or no a
 * text may also be the value itself; one that begins with "=" is always a formula.
 */
export const rowRuleSchema = z.object({
  dataset: z.string(),
  where: z.union([
    z.string(),
    z.object({ rows: z.array(z.number().int()), sheet: z.number().int().optional() }),
  ]),
  set: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export type RowRule = z.infer<typeof rowRuleSchema>

export const scenarioSchema = z.object({
  id: z.string().optional(),
  name: z.string().min(1),
  note: z.string().optional(),
  /** Name of the scenario that this one builds on. */
  basedOn: z.string().optional(),
  levers: z.array(leverSchema).default([]),
  rules: z.array(rowRuleSchema).default([]),
})
export type Scenario = z.infer<typeof scenarioSchema>

export const distributionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('constant'), value: z.number() }),
  z.object({
    type: z.literal('beta'),
    mean: z.number(),
    standardDeviation: z.number(),
  }),
  z.object({
    type: z.literal('lognormal'),
    mean: z.number(),
    standardDeviation: z.number(),
  }),
  z.object({
    type: z.literal('normal'),
    mean: z.number(),
    standardDeviation: z.number(),
  }),
  z.object({
    type: z.literal('triangular'),
    min: z.number(),
    mode: z.number(),
    max: z.number(),
  }),
])
export type Distribution = z.infer<typeof distributionSchema>

const axisSchema = z.object({
  driver: driverSchema,
  values: z.array(z.number()).min(1),
})

/** How churn goes on: one rate for all, or by tenure as measured (Kaplan-Meier) or as sBG extends it. */
export const tenureChurns = ['none', 'kaplan-meier', 'sbg'] as const
export type TenureChurnName = (typeof tenureChurns)[number]

/** The scenario that a question is asked about; the baseline where none is named. */
const about = { scenario: z.string().optional() }

export const driverValuesSchema = z.partialRecord(driverSchema, z.number())
export type DriverValues = z.infer<typeof driverValuesSchema>

/** By what the revenue at risk is judged: churn by tenure, P(alive) of a purchase model, or health bands. */
export const riskBases = ['tenure', 'clv', 'health'] as const

/** Whose revenue may go, and what saving the top customers is worth: of the data as it is, whatever the scenario. */
export const revenueAtRiskSchema = z.object({
  top: z.number().int().positive().default(50),
  /** The months in which a customer may leave. */
  months: z.number().int().positive().default(12),
  /** Left out: churn by tenure where it can be told, else P(alive), else health bands. */
  basis: z.enum(riskBases).optional(),
})
export type RevenueAtRiskQuestion = z.infer<typeof revenueAtRiskSchema>

/** The file that `tenure whatif --scenario` reads; every question of What-if can be written in it. */
export const whatIfSchema = z.object({
  months: z.number().int().min(1).max(600).default(24),
  billing: billingSchema.default('advance'),
  /** Given drivers replace measured ones; with all given, no data file is needed. */
  drivers: driverValuesSchema.default({}),
  segments: z.array(z.object({ name: z.string(), drivers: driverValuesSchema })).optional(),
  /** A field of the customers by whose values segments are measured, each with drivers of its own. */
  segmentBy: z.string().optional(),
  tenureChurn: z.enum(tenureChurns).optional(),
  scenarios: z.array(scenarioSchema).default([]),
  goalSeek: z
    .array(
      z.object({
        driver: driverSchema,
        output: outputSchema,
        target: z.number(),
        min: z.number().optional(),
        max: z.number().optional(),
        ...about,
      }),
    )
    .default([]),
  dataTables: z
    .array(
      z.object({
        output: outputSchema,
        x: axisSchema,
        y: axisSchema.optional(),
        ...about,
      }),
    )
    .default([]),
  /**
   * Measured drivers move by their own intervals where no swing is given or `own` says so; the others by the swing, or by
   * 10 %.
   */
  tornado: z
    .object({
      output: outputSchema,
      swing: z.number().positive().optional(),
      own: z.boolean().optional(),
      ...about,
    })
    .optional(),
  breakEven: z.object({ churnReduction: z.number(), ...about }).optional(),
  revenueAtRisk: revenueAtRiskSchema.optional(),
  /** The output whose way from the baseline to each scenario is split by driver; CLV where it is not given. */
  waterfall: z.object({ output: outputSchema }).optional(),
  simulation: z
    .object({
      runs: z.number().int().min(1).max(1_000_000).default(10_000),
      seed: z.number().int().default(1),
      distributions: z.partialRecord(driverSchema, distributionSchema).default({}),
      correlations: z
        .array(
          z.object({
            a: driverSchema,
            b: driverSchema,
            value: z.number().min(-1).max(1),
          }),
        )
        .default([]),
      target: z.object({ output: outputSchema, value: z.number() }).optional(),
      ...about,
    })
    .optional(),
})
export type WhatIf = z.infer<typeof whatIfSchema>
