import { z } from 'zod'
import { healthBands, healthDimensions } from '#shared/catalogue/health-score.ts'
import { periodSchema } from '#shared/domain/period.ts'
import { operation } from './operation.ts'
import { rowIdSchema, sheetIdSchema } from './values.ts'

const dimensionSchema = z.enum(healthDimensions)
const bandSchema = z.enum(healthBands)

/** Customers of a band, or those without a score. */
export const healthGroupSchema = z.enum([...healthBands, 'none'])
export type HealthGroup = z.infer<typeof healthGroupSchema>

const scope = z.object({
  /** Customers who are there at its end; null: at the end of the data. */
  period: periodSchema.nullable(),
  /** Weights, scales and limits of bands under trial, by the names of their assumptions; the others as saved. */
  settings: z.record(z.string(), z.number()).default({}),
})

const summarySchema = z.object({
  customers: z.number().int(),
  scored: z.number().int(),
  mean: z.number().nullable(),
  /** Customers with a score to whom a mapped dimension is missing. */
  reweighted: z.number().int(),
  bands: z.record(bandSchema, z.number().int()),
})
export type HealthSummary = z.infer<typeof summarySchema>

export const healthOperations = {
  /** The health score as saved and as settings under trial have it: dimensions, distribution, customers. */
  'metrics.health': operation({
    request: scope.extend({
      group: healthGroupSchema.optional(),
      /** Part of a customer's id or name. */
      search: z.string().default(''),
      order: z.enum(['lowest', 'highest', 'customer']).default('lowest'),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
    reply: z.object({
      /** Which customers these are, in words. */
      of: z.string(),
      dimensions: z.array(
        z.object({
          dimension: dimensionSchema,
          /** False where no column is mapped to it: its weight goes to the others. */
          mapped: z.boolean(),
          filled: z.number().int(),
          blank: z.number().int(),
          notUnderstood: z.number().int(),
          lowest: z.number().nullable(),
          median: z.number().nullable(),
          highest: z.number().nullable(),
          /** Mean of its 0 to 100 points over the customers that have it. */
          points: z.number().nullable(),
        }),
      ),
      /** As saved, by the names of the assumptions. */
      settings: z.record(z.string(), z.number()),
      defaults: z.record(z.string(), z.number()),
      /** What keeps the settings under trial from being saved. */
      problems: z.array(z.object({ setting: z.string(), message: z.string() })),
      trial: summarySchema,
      saved: summarySchema,
      /** Customers by score, in steps of five points; `from` is the lowest score of the step. */
      distribution: z.array(z.object({ from: z.number(), bands: z.record(bandSchema, z.number().int()) })),
      customers: z.array(
        z.object({
          sheet: sheetIdSchema,
          row: rowIdSchema,
          customer: z.string().nullable(),
          name: z.string().nullable(),
          score: z.number().nullable(),
          band: bandSchema.nullable(),
          /** The score as saved, where settings are under trial. */
          before: z.number().nullable(),
          /** Of each mapped dimension the value read and its 0 to 100 points; null where blank or not understood. */
          values: z.partialRecord(dimensionSchema, z.number().nullable()),
          points: z.partialRecord(dimensionSchema, z.number().nullable()),
        }),
      ),
      /** How many customers the group and the search leave. */
      count: z.number().int(),
      reason: z.string().optional(),
    }),
    cancellable: true,
  }),
  /** The rows of a group of customers, or of one of them, for the grid. */
  'metrics.healthRows': operation({
    request: scope.extend({
      group: healthGroupSchema.optional(),
      only: z.object({ sheet: sheetIdSchema, row: rowIdSchema }).optional(),
    }),
    reply: z.object({
      label: z.string(),
      sets: z.array(z.object({ sheet: sheetIdSchema, rowSet: z.string(), count: z.number().int() })),
    }),
  }),
}
