/** A metric's value in a month as one formula, its parts within it, so that a table by month can be live. */
import { toExcel } from '#shared/formula/excel.ts'
import type { ExcelReferences } from '#shared/formula/excel-context.ts'
import { fieldsUsed } from '#shared/formula/walk.ts'
import type { Datasets } from '../../mapping/dataset.ts'
import { formulasOf } from '../../metrics/parsed-metric.ts'
import type { DatasetRanges } from '../data/dataset-ranges.ts'
import type { PlannedMetric } from './report-plan.ts'

export interface SeriesFormulasRequest {
  readonly ranges: ReadonlyMap<string, DatasetRanges>
  readonly datasets: Datasets
  readonly assumptionCells: ReadonlyMap<string, string>
  /** Months of the table. */
  readonly months: number
}

/** Cells of a month's row: its first day, the day after its last, and the value of another metric in it. */
export interface MonthCells {
  readonly start: string
  readonly end: string
  readonly metric: (id: string) => string | undefined
}

/** More cells than this to be looked at for one metric, and its column is written as values. */
const mostReads = 2_000_000

/** Undefined where the metric cannot be a formula of the month alone, or would take long to recalculate. */
export function seriesFormula(
  planned: PlannedMetric,
  request: SeriesFormulasRequest,
): ((cells: MonthCells) => string | undefined) | undefined {
  const { method } = planned
  if (method.method.snapshot === true || readsTooMuch(planned, request)) return undefined
  const isBoundElsewhere = formulasOf(method)
    .flatMap(fieldsUsed)
    .some(({ dataset, field }) => request.ranges.get(dataset ?? '')?.periodStartFields.has(field) === true)
  if (isBoundElsewhere) return undefined
  return (cells) => {
    const written = toExcel(method.formula, referencesIn(planned, cells, request))
    if (!written.ok || written.value.array || written.value.cost === 'quadratic') return undefined
    return `IFERROR(${written.value.formula},"")`
  }
}

function readsTooMuch({ method }: PlannedMetric, { datasets, months }: SeriesFormulasRequest): boolean {
  const reads = formulasOf(method)
    .flatMap(fieldsUsed)
    .reduce((sum, { dataset }) => sum + (datasets.byId.get(dataset ?? '')?.rowCount ?? 0), 0)
  return reads * months > mostReads
}

function referencesIn(
  { method }: PlannedMetric,
  cells: MonthCells,
  { ranges, datasets, assumptionCells }: SeriesFormulasRequest,
): ExcelReferences {
  const references: ExcelReferences = {
    column: (dataset, field) => ranges.get(dataset)?.column(field),
    rows: (dataset) => ranges.get(dataset)?.rows,
    name: (name) => {
      if (name === 'period_start') return cells.start
      if (name === 'period_end') return cells.end
      if (name === 'period_days') return `(${cells.end}-${cells.start})`
      const input = method.inputs.get(name)
      if (input !== undefined) {
        const written = toExcel(input, references)
        const isPlain = written.ok && !written.value.array && written.value.cost === 'linear'
        return isPlain ? `(${written.value.formula})` : undefined
      }
      const assumption = datasets.assumptions.get(name)
      return (
        cells.metric(name) ??
        assumptionCells.get(name) ??
        (assumption === undefined ? undefined : `(${assumption})`)
      )
    },
  }
  return references
}
