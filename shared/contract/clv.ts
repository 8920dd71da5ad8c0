import { z } from 'zod'
import { operation } from './operation.ts'
import { projectInfoSchema } from './project.ts'
import { nothing, progressSchema, sheetIdSchema } from './values.ts'

const nullableNumber = z.number().nullable()

export const clvModels = ['simple', 'sbg', 'bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const
export const clvUnits = ['day', 'week', 'month', 'year'] as const
export const clvRequestSchema = z.object({
  model: z.enum(clvModels),
  /** Unit of time of the model; where it is not given, weeks for purchases, and what a row covers for contracts. */
  unit: z.enum(clvUnits).optional(),
  observationEnd: z.string().optional(),
  /** Months. */
  horizon: z.number().positive().default(12),
  /** A year's discount rate and the gross margin; the assumptions where they are not given. */
  discount: z.number().optional(),
  margin: z.number().optional(),
  /** A field by whose values CLV is added up. */
  by: z.string().optional(),
  /** Only this many customers, the most valuable first; all of them, in the order of the data, where it is not given. */
  top: z.number().int().positive().optional(),
})
export type ClvRequest = z.infer<typeof clvRequestSchema>

/** A column of the CLV table to sort by: one of these, or a field of the data. */
const clvCustomersRequestSchema = z.object({
  sort: z.object({ by: z.string(), descending: z.boolean() }).default({ by: 'clv', descending: true }),
  /** Part of a customer's id. */
  search: z.string().optional(),
  riskBand: z.string().optional(),
  /** Only customers for whom a field has this value. */
  group: z.object({ by: z.string(), value: z.string() }).optional(),
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().positive().max(1000).default(100),
})

const chartSchema = z.object({
  title: z.string(),
  xLabel: z.string(),
  yLabel: z.string(),
  x: z.array(z.union([z.number(), z.string()])),
  lines: z.array(z.object({ name: z.string(), values: z.array(nullableNumber) })),
  /** A place on the x axis that means something, such as where the hold-out begins. */
  mark: z.object({ x: z.union([z.number(), z.string()]), label: z.string() }).optional(),
})

/** What a model says of one customer; null where it says nothing. */
const clvCustomerSchema = z.object({
  id: z.string(),
  pAlive: nullableNumber,
  expectedPurchases: nullableNumber,
  expectedValue: nullableNumber,
  clv: nullableNumber,
  /** By the probability of having left: low, medium, high. */
  riskBand: z.string().nullable().optional(),
})

export const clvReplySchema = z.object({
  model: z.string(),
  parameters: z.record(z.string(), z.number()),
  standardErrors: z.record(z.string(), nullableNumber),
  logLikelihood: nullableNumber,
  converged: z.boolean(),
  spend: z.record(z.string(), z.number()).nullable(),
  customers: z.array(clvCustomerSchema),
  aggregate: z.record(z.string(), nullableNumber),
  /** "6,919 orders of 2,357 customers, observed until 1997-09-30" */
  source: z.string().default(''),
  unit: z.string().optional(),
  /** Tenths of the customers by CLV, the most valuable first. */
  deciles: z
    .array(
      z.object({
        decile: z.number().int(),
        customers: z.number().int(),
        clv: z.number(),
        share: nullableNumber,
      }),
    )
    .default([]),
  /** How many customers have a CLV in each of equal bins; the last edge belongs to the last bin. */
  distribution: z
    .object({ edges: z.array(z.number()), counts: z.array(z.number().int()) })
    .nullable()
    .default(null),
  /** CLV by the values of a field, and by the quarter of the first purchase (`by` is then "cohort"). */
  groups: z
    .array(
      z.object({
        by: z.string(),
        group: z.string(),
        customers: z.number().int(),
        clv: z.number(),
        mean: z.number(),
      }),
    )
    .default([]),
  checks: z.array(chartSchema).default([]),
  warnings: z.array(z.string()).default([]),
})
export type ClvReply = z.infer<typeof clvReplySchema>

/** Customer lifetime value by a model of the literature: part of the scenario operations. */
export const clvOperations = {
  'scenario.clv': operation({
    request: clvRequestSchema,
    reply: clvReplySchema,
    progress: progressSchema,
    cancellable: true,
  }),
  /** A page of the customers last valued, their data beside them; empty where no model was fitted since the start. */
  'scenario.clvCustomers': operation({
    request: clvCustomersRequestSchema,
    reply: z.object({
      model: z.string().nullable(),
      /** False where the data has changed since. */
      isCurrent: z.boolean(),
      total: z.number().int(),
      matching: z.number().int(),
      /** Columns of the data, in the order of each customer's `values`. */
      fields: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          type: z.enum(['text', 'number', 'money', 'date']),
        }),
      ),
      customers: z.array(
        clvCustomerSchema.extend({ values: z.array(z.union([z.string(), z.number()]).nullable()) }),
      ),
    }),
    cancellable: true,
  }),
  /** Puts the values last worked out beside the customers in the sheets that list them, as one change that can be undone. */
  'scenario.addClvColumns': operation({
    request: nothing,
    reply: z.object({
      project: projectInfoSchema,
      /** The sheets that were given the columns. */
      sheets: z.array(sheetIdSchema),
      columns: z.array(z.string()),
    }),
    progress: progressSchema,
    cancellable: true,
  }),
  /** Which CLV model fits the data, in plain words. */
  'scenario.clvAdvice': operation({
    request: nothing,
    reply: z.object({
      model: z.enum(clvModels).nullable(),
      /** A line for contracts and one for purchases, where both are mapped. */
      advice: z.string(),
      possible: z.array(z.enum(clvModels)),
      /** The first and the last day of the purchases, between which an observation can end. */
      purchases: z.object({ from: z.string(), to: z.string() }).optional(),
    }),
  }),
}
