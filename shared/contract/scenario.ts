import { z } from 'zod'
import {
  driverSchema,
  driverValuesSchema,
  outputNames,
  outputSchema,
  revenueAtRiskSchema,
  rowRuleSchema,
  scenarioSchema,
  tenureChurns,
  whatIfSchema,
} from '#shared/domain/scenario.ts'
import { keptQuestionsSchema } from '#shared/domain/what-if-questions.ts'
import { clvOperations } from './clv.ts'
import { operation } from './operation.ts'
import { nothing, problemSchema, progressSchema } from './values.ts'

const nullableNumber = z.number().nullable()

/** One month of a projection, the JSON of `tenure whatif`. */
export const projectionMonthSchema = z.object({
  month: z.number().int(),
  customers: z.number(),
  new: z.number(),
  lost: z.number(),
  mrr: z.number(),
  revenue: z.number(),
  grossProfit: z.number(),
  contribution: z.number(),
  cumulativeGrossProfit: z.number(),
  discountedGrossProfit: z.number().optional(),
  cumulativeContribution: z.number().optional(),
  discountedContribution: z.number().optional(),
})
export type ProjectionMonth = z.infer<typeof projectionMonthSchema>

export const projectionKpisSchema = z
  .object(
    Object.fromEntries(outputNames.map((name) => [name, nullableNumber])) as Record<
      (typeof outputNames)[number],
      typeof nullableNumber
    >,
  )
  .extend({
    /** CAC / (ARPA x margin), survival left out. */
    paybackMonthsSimple: nullableNumber.optional(),
    lifetimeMonths: nullableNumber.optional(),
    contribution: nullableNumber.optional(),
  })

export const projectionSchema = z.object({
  name: z.string(),
  drivers: z.record(z.string(), nullableNumber),
  monthly: z.array(projectionMonthSchema),
  kpis: projectionKpisSchema,
  /** Each output less the baseline's; null where either has no finite value. */
  delta: z.record(z.string(), nullableNumber),
  /** The same as a share of the baseline's. */
  relativeDelta: z.record(z.string(), nullableNumber).default({}),
  segments: z
    .array(
      z.object({
        name: z.string(),
        monthly: z.array(projectionMonthSchema),
        kpis: projectionKpisSchema,
      }),
    )
    .default([]),
  problems: z.array(problemSchema).default([]),
})
export type Projection = z.infer<typeof projectionSchema>

/** A driver's starting value: measured from the mapped data with its interval, or typed, or not known. */
export const baselineDriverSchema = z.object({
  driver: driverSchema,
  value: nullableNumber,
  lower: nullableNumber,
  upper: nullableNumber,
  origin: z.enum(['measured', 'typed', 'default', 'none']),
  /** "4.2 % a month, 95 % 3.8-4.7, from 12 months of customers" */
  source: z.string(),
})
export type BaselineDriver = z.infer<typeof baselineDriverSchema>

/** Entry k: the share of customers with k complete months who leave in the next one; and how many have k of them. */
const tenureCurveSchema = z.object({
  churnByTenure: z.array(z.number()),
  openingByTenure: z.array(z.number()).optional(),
})

/** A segment of the customers with drivers of its own, and with a churn by tenure of its own where that was asked for. */
const measuredSegmentSchema = z.object({
  name: z.string(),
  drivers: driverValuesSchema,
  tenure: tenureCurveSchema.optional(),
})

/** The business as the row rules of a scenario leave it, or why it cannot be measured so. */
const businessUnderRulesSchema = z.object({
  scenario: z.string(),
  drivers: driverValuesSchema,
  measuredSegments: z.array(measuredSegmentSchema).optional(),
  tenure: tenureCurveSchema.optional(),
  problem: z.string().optional(),
})
export type BusinessUnderRules = z.infer<typeof businessUnderRulesSchema>

/** Percentiles of a figure over the runs of a simulation: of one value, or month by month. */
const percentilesOf = <Value extends z.ZodType>(value: Value) =>
  z.object({ p5: value, p25: value, p50: value, p75: value, p95: value })

const fanOutputs = ['customers', 'mrr', 'revenue', 'cumulativeGrossProfit'] as const

export const simulationReplySchema = z.object({
  /** Runs that count, the seed that repeats them, and runs whose draws made no possible business. */
  runs: z.number().int(),
  seed: z.number().int(),
  leftOut: z.number().int(),
  scenario: z.string(),
  fans: z.record(z.enum(fanOutputs), percentilesOf(z.array(z.number()))),
  kpis: z.partialRecord(
    outputSchema,
    percentilesOf(z.number()).extend({
      mean: z.number(),
      standardDeviation: z.number(),
      withoutValue: z.number().int(),
    }),
  ),
  clvHistogram: z
    .object({
      edges: z.array(z.number()),
      counts: z.array(z.number()),
      below: z.number(),
      above: z.number(),
    })
    .nullable(),
  target: z
    .object({
      output: outputSchema,
      value: z.number(),
      probability: z.number(),
      lower: z.number(),
      upper: z.number(),
    })
    .optional(),
})
export type SimulationReply = z.infer<typeof simulationReplySchema>

/** MRR by risk band and the customers most worth saving, with the running total; both empty where `reason` says why. */
export const revenueAtRiskReplySchema = z.object({
  basis: z.string(),
  bands: z.array(
    z.object({
      band: z.string(),
      customers: z.number().int(),
      mrr: z.number(),
      atRisk: z.number(),
    }),
  ),
  customers: z.array(
    z.object({
      id: z.string(),
      /** Where the customers are listed with names. */
      name: z.string().optional(),
      mrr: z.number(),
      risk: z.number(),
      atRisk: z.number(),
      saved: z.number(),
    }),
  ),
  reason: z.string().optional(),
})
export type RevenueAtRiskReply = z.infer<typeof revenueAtRiskReplySchema>

export const whatIfReplySchema = z.object({
  months: z.number().int(),
  baseline: projectionSchema,
  scenarios: z.array(projectionSchema),
  sensitivity: z.array(
    z.object({
      driver: driverSchema,
      low: z.object({ value: z.number(), output: nullableNumber }),
      high: z.object({ value: z.number(), output: nullableNumber }),
    }),
  ),
  goalSeek: z.array(
    z.object({
      driver: driverSchema,
      output: z.string(),
      target: z.number(),
      value: nullableNumber,
      reason: z.string().optional(),
      nearest: z.object({ value: z.number(), output: z.number() }).optional(),
      scenario: z.string().optional(),
    }),
  ),
  dataTables: z.array(
    z.object({
      output: z.string(),
      x: z.object({ driver: driverSchema, values: z.array(z.number()) }),
      y: z.object({ driver: driverSchema, values: z.array(z.number()) }).optional(),
      /** One row a y value (one row only without y), one number an x value. */
      values: z.array(z.array(nullableNumber)),
      scenario: z.string().optional(),
    }),
  ),
  breakEven: z
    .object({
      churnReduction: z.number(),
      /** The most it may cost once for each customer of the opening base. */
      perCustomer: nullableNumber,
      /** The most it may cost for every customer in every month. */
      perCustomerMonth: nullableNumber.optional(),
      /** Discounted contribution gained over the months. */
      gain: nullableNumber.optional(),
      gainInClv: nullableNumber.optional(),
      reason: z.string().optional(),
    })
    .optional(),
  waterfall: z
    .array(
      z.object({
        scenario: z.string(),
        output: outputSchema.optional(),
        from: z.number().optional(),
        to: z.number().optional(),
        /** `rules` stands for all row rules together, other names for drivers. */
        steps: z.array(z.object({ driver: z.string(), effect: z.number() })),
      }),
    )
    .default([]),
  revenueAtRisk: revenueAtRiskReplySchema.optional(),
  /** Empty where no simulation was asked for. */
  simulation: simulationReplySchema.partial(),
  /** Where each driver of the baseline comes from. */
  baselineDrivers: z.array(baselineDriverSchema).default([]),
  problems: z.array(problemSchema).default([]),
})
export type WhatIfReply = z.infer<typeof whatIfReplySchema>

/** Something wrong in a scenario: which rule (from 0) and part of it, and where in its text. */
export const scenarioProblemSchema = problemSchema.extend({
  scenario: z.string().optional(),
  rule: z.number().int().optional(),
  /** `where`, or the field that is set. */
  part: z.string().optional(),
  start: z.number().int().optional(),
  length: z.number().int().optional(),
  hint: z.string().optional(),
  /** What is wrong, without saying where. */
  plain: z.string().optional(),
})
export type ScenarioProblem = z.infer<typeof scenarioProblemSchema>

/** The kept questions and the project's revision at which they were so: answers may overtake one another. */
const questionsAt = z.object({ questions: keptQuestionsSchema, revision: z.number().int() })

export const scenarioOperations = {
  'scenario.list': operation({
    request: nothing,
    reply: z.object({ scenarios: z.array(scenarioSchema) }),
  }),
  /** Saves the whole ordered list, as one change that can be undone; with a problem that is an error, nothing is saved. */
  'scenario.save': operation({
    request: z.object({
      scenarios: z.array(scenarioSchema),
      label: z.string(),
    }),
    reply: z.object({
      scenarios: z.array(scenarioSchema),
      problems: z.array(scenarioProblemSchema),
    }),
  }),
  /** The questions of the panels as they were last asked. */
  'scenario.questions': operation({
    request: nothing,
    reply: questionsAt,
  }),
  /** Keeps the question of one panel, as one change that can be undone. */
  'scenario.ask': operation({
    request: z.object({ question: keptQuestionsSchema, label: z.string() }),
    reply: questionsAt,
  }),
  /** What is wrong with each row rule, and how many rows it touches; null for one that cannot be read. */
  'scenario.checkRules': operation({
    request: z.object({ name: z.string(), rules: z.array(rowRuleSchema) }),
    reply: z.object({
      counts: z.array(z.object({ rows: z.number().int(), total: z.number().int() }).nullable()),
      problems: z.array(scenarioProblemSchema),
    }),
    cancellable: true,
  }),
  'scenario.baseline': operation({
    request: z.object({
      /** A field by whose values the customers are put into segments, and how churn goes on. */
      segmentBy: z.string().optional(),
      tenureChurn: z.enum(tenureChurns).optional(),
      /** Scenarios under whose row rules the business is measured too; those without rules cost nothing. */
      scenarios: z.array(scenarioSchema).default([]),
    }),
    reply: z.object({
      drivers: z.array(baselineDriverSchema),
      /** Fields of the customers by whose values segments can be measured, and the same with their names. */
      segments: z.array(z.string()),
      segmentFields: z.array(z.object({ id: z.string(), name: z.string() })).default([]),
      /** The segments, the largest first, where they were asked for and can be measured; a problem says why not. */
      measuredSegments: z.array(measuredSegmentSchema).optional(),
      tenure: tenureCurveSchema.optional(),
      underRules: z.array(businessUnderRulesSchema).default([]),
      problems: z.array(problemSchema).default([]),
    }),
    cancellable: true,
  }),
  /** null puts the measured value back. */
  'scenario.setBaseline': operation({
    request: z.object({ driver: driverSchema, value: nullableNumber }),
    reply: z.object({ drivers: z.array(baselineDriverSchema) }),
  }),
  /** Every question of What-if; what needs no data is answered in the window itself by the same pure functions. */
  'scenario.whatIf': operation({
    request: z.object({ whatIf: whatIfSchema }),
    reply: whatIfReplySchema,
    progress: progressSchema,
    cancellable: true,
  }),
  ...clvOperations,
  'scenario.revenueAtRisk': operation({
    request: revenueAtRiskSchema,
    reply: revenueAtRiskReplySchema,
    cancellable: true,
  }),
}
