import { z } from 'zod'
import { metrics as catalogue } from '#shared/catalogue/index.ts'
import { type CustomMetric, customMetricSchema } from '#shared/contract/metrics.ts'
import type { MetricDefinition } from '#shared/domain/metric.ts'
import { type Connection, execute, readRows } from '../store/connection.ts'
import type { FindMetric } from './parsed-metric.ts'

const bodyRow = z.object({ body: z.string() })

/** The user's own metrics, in the order in which they were made. */
export async function readCustomMetrics(connection: Connection): Promise<CustomMetric[]> {
  const rows = await readRows(connection, bodyRow, 'SELECT body FROM custom_metric ORDER BY rowid')
  return rows.map(({ body }) => customMetricSchema.parse(JSON.parse(body)))
}

/** Saves a metric in place of the one with its id, if there is one. */
export async function writeCustomMetric(connection: Connection, metric: CustomMetric): Promise<void> {
  const body = JSON.stringify(metric)
  const changed = await execute(connection, 'UPDATE custom_metric SET body = ? WHERE key = ?', [
    body,
    metric.id,
  ])
  if (changed === 0) await execute(connection, 'INSERT INTO custom_metric VALUES (?, ?)', [metric.id, body])
}

export async function deleteCustomMetric(connection: Connection, id: string): Promise<void> {
  await execute(connection, 'DELETE FROM custom_metric WHERE key = ?', [id])
}

/** A user's metric in the shape of the catalogue's: one method, no inputs of its own. */
export const definitionOf = (metric: CustomMetric): MetricDefinition => ({
  id: metric.id,
  version: 1,
  name: metric.name,
  aliases: [],
  category: 'value',
  unit: metric.unit,
  direction: metric.direction,
  question: metric.description,
  description: metric.description,
  source: 'Defined in this project.',
  methods: [{ id: 'formula', label: 'from its formula', inputs: {}, formula: metric.formula }],
  examples: [],
})

export interface ProjectMetrics {
  readonly all: readonly MetricDefinition[]
  readonly find: FindMetric
}

/** The catalogue and the project's own metrics. */
export function projectMetrics(custom: readonly CustomMetric[]): ProjectMetrics {
  const all = [...catalogue, ...custom.map(definitionOf)]
  const byId = new Map(all.map((metric) => [metric.id, metric]))
  return { all, find: (id) => byId.get(id) }
}
