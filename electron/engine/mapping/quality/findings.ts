import { z } from 'zod'
import type { ReplyInput } from '#shared/contract/index.ts'
import type { MetricDefinition } from '#shared/domain/metric.ts'
import { registerRowSet } from '../../sheet/row-set.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import type { Project } from '../../store/project.ts'
import type { Dataset, Datasets } from '../dataset.ts'
import { blankChecks, futureChecks, negativeChecks, rangeChecks, unreadChecks } from './cell-checks.ts'
import type { QualityCheck, Severity } from './check.ts'
import { outlierChecks } from './outlier-checks.ts'
import { duplicateChecks, orderChecks, orphanChecks, totalChecks } from './row-checks.ts'
import { touchedMetrics } from './touched-metrics.ts'

export type QualityFinding = ReplyInput<'mapping.quality'>['findings'][number]

export interface QualityRequest {
  readonly project: Project
  readonly datasets: Datasets
  readonly metrics: readonly MetricDefinition[]
  /** ISO date of the present day. */
  readonly today: string
  readonly signal?: AbortSignal
  readonly onDataset?: (name: string, index: number, total: number) => void
}

const severities: readonly Severity[] = ['error', 'warning', 'information']

/** All that is questionable in the mapped data, the gravest first, each finding with its rows registered as a row set. */
export async function findQualityFindings(request: QualityRequest): Promise<QualityFinding[]> {
  const { project, datasets, metrics, today, signal, onDataset } = request
  const base = [...datasets.byId.values()].filter((dataset) => dataset.derivedFrom === undefined)
  const metricsOf = touchedMetrics(datasets, metrics)
  const findings: QualityFinding[] = []
  for (const [index, dataset] of base.entries()) {
    onDataset?.(dataset.name, index, base.length)
    const found = await project.read(async (connection) => {
      const checks = await checksOf(connection, dataset, datasets, today)
      return countChecks(connection, dataset, checks)
    }, signal)
    for (const { check, sheet, count, example } of found)
      findings.push({
        code: check.code,
        severity: check.severity,
        message: check.message(count, example),
        dataset: dataset.id,
        field: check.field ?? null,
        count,
        metrics: metricsOf(dataset.id, check.isAboutRows === true ? undefined : check.field),
        sheet,
        rowSet: await registerRows(project, dataset, check, sheet),
      })
  }
  return findings.sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.count - a.count,
  )
}

/** Every question about a dataset's rows. */
export async function checksOf(
  connection: Connection,
  dataset: Dataset,
  datasets: Datasets,
  today: string,
): Promise<QualityCheck[]> {
  return [
    ...blankChecks(dataset),
    ...unreadChecks(dataset),
    ...duplicateChecks(dataset),
    ...totalChecks(dataset),
    ...orderChecks(dataset),
    ...futureChecks(dataset, today),
    ...rangeChecks(dataset, datasets.assumptions),
    ...negativeChecks(dataset),
    ...orphanChecks(dataset, datasets),
    ...(await outlierChecks(connection, dataset)),
  ]
}

export interface CountedCheck {
  readonly check: QualityCheck
  readonly sheet: number
  readonly count: number
  readonly example: string
}

const countsRow = z.record(z.string(), z.union([z.number(), z.string(), z.null()]))

/** How many rows of each sheet have each fault, in one pass over the dataset. */
export async function countChecks(
  connection: Connection,
  dataset: Dataset,
  checks: readonly QualityCheck[],
): Promise<CountedCheck[]> {
  if (checks.length === 0) return []
  const parts = checks.flatMap(({ condition, exampleOf }, index) => [
    `count(*) FILTER (${condition}) AS count_${index}`,
    `${exampleOf === undefined ? 'NULL::VARCHAR' : `min(${exampleOf}) FILTER (${condition})`} AS example_${index}`,
  ])
  const rows = await readRows(
    connection,
    countsRow,
    `SELECT sheet_id, ${parts.join(', ')} FROM ${dataset.relation} AS d GROUP BY sheet_id ORDER BY sheet_id`,
  )
  return rows.flatMap((row) =>
    checks.flatMap((check, index) => {
      const count = Number(row[`count_${index}`] ?? 0)
      const example = String(row[`example_${index}`] ?? '')
      return count === 0 ? [] : [{ check, sheet: Number(row.sheet_id), count, example }]
    }),
  )
}

async function registerRows(
  project: Project,
  dataset: Dataset,
  check: QualityCheck,
  sheet: number,
): Promise<string> {
  const name = ['quality', dataset.id, check.code, check.field ?? 'row', sheet].join(' ')
  const query = `SELECT d.row_id FROM ${dataset.relation} AS d WHERE d.sheet_id = ${sheet} AND ${check.condition}`
  await registerRowSet(project, name, query)
  return name
}
