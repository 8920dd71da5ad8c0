import { z } from 'zod'
import { breakdownRowSchema, metricsReportSchema, metricValueSchema } from '#shared/domain/metric-result.ts'
import { grainSchema, isoDateSchema, periodSchema } from '#shared/domain/period.ts'
import { healthOperations } from './health.ts'
import { operation } from './operation.ts'
import { nothing, problemSchema, progressSchema, sheetIdSchema } from './values.ts'

/** What a metric asks for is the same everywhere: a period (null: all the data), and the scenario it is read under. */
const scope = z.object({
  period: periodSchema.nullable(),
  /** Name of a saved scenario; undefined: the baseline. */
  scenario: z.string().optional(),
})

export const metricUnitSchema = z.enum([
  'percent',
  'percentage_points',
  'money',
  'count',
  'ratio',
  'points',
  'seconds',
  'hours',
  'days',
  'months',
  'per_year',
])

/** A user's own metric: one formula in the formula language. */
export const customMetricSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/, 'an id is lower-case letters, digits and _'),
  name: z.string().min(1),
  description: z.string().default(''),
  unit: metricUnitSchema,
  direction: z.enum(['higher_is_better', 'lower_is_better', 'neither']),
  formula: z.string().min(1),
})
export type CustomMetric = z.infer<typeof customMetricSchema>

export const goalSchema = z.object({
  metric: z.string(),
  /** null: the goal for every period. */
  period: periodSchema.nullable(),
  value: z.number(),
})
export type Goal = z.infer<typeof goalSchema>

export const formulaProblemSchema = z.object({
  message: z.string(),
  hint: z.string().optional(),
  start: z.number().int(),
  length: z.number().int(),
})

export const metricsOperations = {
  /** The days the data covers, the period that the picker starts with, and the last period that is complete. */
  'metrics.range': operation({
    request: nothing,
    reply: z.object({
      from: isoDateSchema.nullable(),
      to: isoDateSchema.nullable(),
      suggested: periodSchema.nullable(),
    }),
  }),
  /** Values of all metrics or some, each with the period before and the year before, optionally with series and breakdown. */
  'metrics.report': operation({
    request: scope.extend({
      metrics: z.array(z.string()).optional(),
      grain: grainSchema.optional(),
      /** What the series covers, where that is not the period asked for. */
      course: periodSchema.optional(),
      by: z.string().optional(),
      compare: z.boolean().default(false),
    }),
    reply: metricsReportSchema.extend({
      /** The same metrics in the period before and in the same period of the year before. */
      previous: z.array(metricValueSchema).default([]),
      yearBefore: z.array(metricValueSchema).default([]),
    }),
    progress: progressSchema,
    cancellable: true,
  }),
  /** Everything the inspector shows of one metric, beyond its value. */
  'metrics.explain': operation({
    request: scope.extend({
      metric: z.string(),
      method: z.string().optional(),
    }),
    reply: z.object({
      method: z.string().nullable(),
      /** The formula with inputs by name, then each input. */
      formula: z.string(),
      inputs: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          formula: z.string(),
          words: z.string(),
          rows: z.boolean(),
        }),
      ),
      words: z.string(),
      excel: z.string(),
      sql: z.string(),
      notes: z.array(z.string()),
      /** Fields a breakdown can use. */
      dimensions: z.array(z.object({ field: z.string(), name: z.string() })),
    }),
  }),
  /** The rows behind an input of a metric (or those it left out), as row sets for the grid, one a sheet. */
  'metrics.rows': operation({
    request: scope.extend({
      metric: z.string(),
      input: z.union([z.string(), z.literal('excluded')]),
      by: z.string().optional(),
      group: z.string().optional(),
    }),
    reply: z.object({
      label: z.string(),
      sets: z.array(
        z.object({
          sheet: sheetIdSchema,
          rowSet: z.string(),
          count: z.number().int(),
        }),
      ),
    }),
  }),
  /** One metric's groups with each group's share of the change on the period before. */
  'metrics.breakdown': operation({
    request: scope.extend({
      metric: z.string(),
      by: z.string(),
      top: z.number().int().positive().default(12),
    }),
    reply: z.object({
      rows: z.array(
        breakdownRowSchema.extend({
          previous: z.number().nullable(),
          contribution: z.number().nullable(),
        }),
      ),
    }),
    cancellable: true,
  }),
  'metrics.cohorts': operation({
    request: z.object({
      of: z.enum(['customers', 'revenue']),
      grain: z.enum(['month', 'quarter']),
    }),
    reply: z.object({
      cohorts: z.array(
        z.object({
          cohort: z.string(),
          size: z.number(),
          retained: z.array(z.number().nullable()),
        }),
      ),
      source: z.string(),
      reason: z.string().optional(),
    }),
    cancellable: true,
  }),
  'metrics.survival': operation({
    request: z.object({ by: z.string().optional() }),
    reply: z.object({
      groups: z.array(
        z.object({
          group: z.string(),
          subjects: z.number().int(),
          events: z.number().int(),
          median: z.number().nullable(),
          restrictedMean: z.number().nullable(),
          points: z.array(
            z.object({
              time: z.number(),
              survival: z.number(),
              lower: z.number(),
              upper: z.number(),
              atRisk: z.number(),
            }),
          ),
        }),
      ),
      logRank: z
        .object({
          chiSquare: z.number(),
          degrees: z.number().int(),
          p: z.number(),
          words: z.string(),
        })
        .nullable(),
      reason: z.string().optional(),
    }),
    cancellable: true,
  }),
  'metrics.checkFormula': operation({
    request: scope.extend({ formula: z.string() }),
    reply: z.object({
      problems: z.array(formulaProblemSchema),
      value: z.number().nullable(),
      reason: z.string().optional(),
      words: z.string(),
    }),
  }),
  'metrics.custom': operation({
    request: nothing,
    reply: z.object({ metrics: z.array(customMetricSchema) }),
  }),
  'metrics.saveCustom': operation({
    request: z.object({ metric: customMetricSchema }),
    reply: z.object({ problems: z.array(formulaProblemSchema) }),
  }),
  'metrics.removeCustom': operation({
    request: z.object({ id: z.string() }),
    reply: nothing,
  }),
  'metrics.goals': operation({
    request: nothing,
    reply: z.object({ goals: z.array(goalSchema) }),
  }),
  'metrics.setGoal': operation({
    request: z.object({
      goal: goalSchema.extend({ value: z.number().nullable() }),
    }),
    reply: z.object({ goals: z.array(goalSchema) }),
  }),
  'metrics.assumptions': operation({
    request: nothing,
    reply: z.object({
      assumptions: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          unit: z.string(),
          description: z.string(),
          value: z.number().nullable(),
          /** typed by the user, read from a sheet, or the default. */
          origin: z.enum(['typed', 'sheet', 'default', 'none']),
        }),
      ),
    }),
  }),
  'metrics.setAssumption': operation({
    request: z.object({ name: z.string(), value: z.number().nullable() }),
    reply: z.object({ problems: z.array(problemSchema) }),
  }),
  /** Several assumptions as one change that can be undone; null takes one back to the sheet's value or the default. */
  'metrics.setAssumptions': operation({
    request: z.object({
      /** As in "Undo health score settings". */
      label: z.string().min(1),
      values: z.array(z.object({ name: z.string(), value: z.number().nullable() })).min(1),
    }),
    reply: nothing,
  }),
  ...healthOperations,
}
