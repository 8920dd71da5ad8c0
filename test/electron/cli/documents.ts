/** The documents that `tenure ... --json` promises, as the design of the command line has them; more keys are welcome. */
import { z } from 'zod'

const number = z.number().nullable()

export const inspectDocument = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      format: z.string(),
      sheets: z.array(
        z.object({
          name: z.string(),
          rows: z.int(),
          headerRow: z.int(),
          columns: z.array(
            z.object({
              name: z.string(),
              letter: z.string().regex(/^[A-Z]+$/),
              type: z.string(),
              nonEmpty: z.int(),
              distinct: z.int(),
            }),
          ),
          warnings: z.array(z.string()),
        }),
      ),
    }),
  ),
})

const address = z.string().regex(/^[A-Z]+[1-9]\d*$/)

export const cellsDocument = z.object({
  sheets: z.array(
    z.object({
      name: z.string(),
      cells: z.array(
        z.union([
          z.tuple([address, z.literal('text'), z.string()]),
          z.tuple([address, z.literal('number'), z.number()]),
          z.tuple([address, z.literal('date'), z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/)]),
          z.tuple([address, z.literal('boolean'), z.boolean()]),
          z.tuple([address, z.literal('error'), z.string().startsWith('#')]),
        ]),
      ),
    }),
  ),
})

export const mapDocument = z.object({
  sheets: z.array(
    z.object({
      file: z.string(),
      sheet: z.string(),
      kind: z.string(),
      confidence: z.number().min(0).max(1),
      columns: z.array(
        z.object({
          column: z.string(),
          field: z.string(),
          confidence: z.number().min(0).max(1),
          reason: z.string().min(1),
        }),
      ),
      values: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
})

const metricValue = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  value: number,
  reason: z.string().min(1).optional(),
  method: z.string().nullable(),
  snapshot: z.boolean(),
  inputs: z.record(z.string(), number),
  beside: z.record(z.string(), number),
  rows: z.int().nonnegative(),
  excluded: z.int().nonnegative(),
  warnings: z.array(z.string()),
})

export const kpiDocument = z.object({
  period: z.object({ from: z.iso.date().nullable(), to: z.iso.date().nullable() }),
  metrics: z.array(
    metricValue.refine(({ value, reason }) => value !== null || reason !== undefined, {
      error: 'a metric has a value or a reason',
    }),
  ),
  series: z.array(z.object({ period: z.string(), id: z.string(), value: number, incomplete: z.boolean() })),
  breakdown: z.array(
    z.object({
      by: z.string(),
      group: z.string(),
      id: z.string(),
      value: number,
      inputs: z.record(z.string(), number),
    }),
  ),
  reconciliation: z.array(
    z.object({ id: z.string(), methods: z.array(z.object({ method: z.string(), value: number })).min(2) }),
  ),
})
export type KpiDocument = z.infer<typeof kpiDocument>

export const sqlDocument = z.object({
  metrics: z.array(
    z.object({ id: z.string(), method: z.string().nullable(), sql: z.string().includes('SELECT ') }),
  ),
})

export const metricsDocument = z.object({
  metrics: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      unit: z.string(),
      direction: z.enum(['higher_is_better', 'lower_is_better', 'neither']),
      aliases: z.array(z.string()),
      methods: z.array(z.object({ id: z.string(), label: z.string(), formula: z.string() })).min(1),
    }),
  ),
})
