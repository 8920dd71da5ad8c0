import { z } from 'zod'

/** Rows that a metric could not use, and why. */
export const exclusionSchema = z.object({
  dataset: z.string(),
  reason: z.enum(['not_understood', 'blank', 'duplicate']),
  field: z.string(),
  count: z.number().int(),
})
export type Exclusion = z.infer<typeof exclusionSchema>

/** A metric's value in one period (and group, and scenario), with what explains it. `reason` stands where `value` is null. */
export const metricValueSchema = z.object({
  id: z.string(),
  name: z.string(),
  value: z.number().nullable(),
  reason: z.string().optional(),
  unit: z.string(),
  /** Method id, null where none can be used. */
  method: z.string().nullable(),
  methodLabel: z.string().optional(),
  snapshot: z.boolean().default(false),
  /** A few words without which the value would be misread; the warnings say it at length. */
  note: z.string().optional(),
  inputs: z.record(z.string(), z.number().nullable()),
  beside: z.record(z.string(), z.number().nullable()).default({}),
  /** Rows of the dataset that the method looked at. */
  rows: z.number().int(),
  excluded: z.number().int(),
  exclusions: z.array(exclusionSchema).default([]),
  warnings: z.array(z.string()),
  /** Fields that would make it computable, per method, where there is no value for want of data. */
  missing: z.array(z.object({ method: z.string(), fields: z.array(z.string()) })).default([]),
})
export type MetricValue = z.infer<typeof metricValueSchema>

export const seriesPointSchema = z.object({
  period: z.string(),
  from: z.string(),
  to: z.string(),
  id: z.string(),
  value: z.number().nullable(),
  /** The period is not over in the data. */
  incomplete: z.boolean().default(false),
})
export type SeriesPoint = z.infer<typeof seriesPointSchema>

export const breakdownRowSchema = z.object({
  by: z.string(),
  group: z.string(),
  id: z.string(),
  value: z.number().nullable(),
  inputs: z.record(z.string(), z.number().nullable()).default({}),
})
export type BreakdownRow = z.infer<typeof breakdownRowSchema>

export const reconciliationSchema = z.object({
  id: z.string(),
  methods: z.array(
    z.object({
      method: z.string(),
      label: z.string(),
      value: z.number().nullable(),
    }),
  ),
  difference: z.number().nullable().default(null),
  likelyCause: z.string().optional(),
})
export type Reconciliation = z.infer<typeof reconciliationSchema>

/** Everything one run of the metrics yields; also the JSON of `tenure kpi`. */
export const metricsReportSchema = z.object({
  period: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
  metrics: z.array(metricValueSchema),
  series: z.array(seriesPointSchema),
  breakdown: z.array(breakdownRowSchema),
  reconciliation: z.array(reconciliationSchema),
})
export type MetricsReport = z.infer<typeof metricsReportSchema>
