/** What the queries of a scan have in common: rows, groups, buckets, names of columns. */
import { joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import type { AggregateCall, FormulaNode } from '#shared/formula/tree.ts'
import type { Dataset, DatasetField } from '../mapping/dataset.ts'
import { bucketColumn, bucketSql } from './boundaries.ts'
import type { PeriodBounds } from './period-bounds.ts'
import { boundScope, type Environments } from './scan-scope.ts'

export interface ScanRequest {
  readonly dataset: Dataset
  readonly calls: readonly AggregateCall[]
  /** What is known before the scan, a period each. */
  readonly environments: Environments
  readonly dependsOnPeriod: (node: FormulaNode) => boolean
  /** ISO date of a period's first day, for a dataset whose rows cover whatever period is asked. */
  readonly periodStart: (period: number) => string
  readonly groupBy?: DatasetField
}

export interface ScanQuery {
  readonly calls: readonly AggregateCall[]
  readonly sql: SqlFragment
}

/** The group of the rows whose field is blank. */
export const blankGroup = '(blank)'

/** What criteria that do not depend on the period are compared with is the same in every period. */
export const fixedScope = ({ dataset, environments }: ScanRequest) => {
  const [environment] = environments
  if (environment === undefined) throw new Error('A scan needs at least one period.')
  return boundScope(dataset, environment)
}

export const bucketColumns = (bounds: PeriodBounds, dataset: Dataset): SqlFragment[] =>
  bounds.fields.map(({ field, boundaries }, index) =>
    rawSql(
      `${bucketSql(`d.${dataset.fields.get(field)?.column ?? ''}`, boundaries)} AS ${bucketColumn(index)}`,
    ),
  )

/** The dataset's rows, without exact repetitions. */
export const rowsOf = (dataset: Dataset): SqlFragment =>
  dataset.duplicateCount > 0
    ? rawSql(`(SELECT * FROM ${dataset.relation} WHERE NOT duplicate__) AS d`)
    : rawSql(`${dataset.relation} AS d`)

export const groupName = 'group__'
export const valueColumn = (index: number): SqlFragment => rawSql(`value_${index}`)
export const partColumn = (index: number, place: number): SqlFragment => rawSql(`part_${index}_${place}`)

export function groupColumns({ groupBy }: ScanRequest): SqlFragment[] {
  if (groupBy === undefined) return []
  return [rawSql(`${groupText(groupBy)} AS ${groupName}`)]
}

/** A field's text as the name of a group. */
export function groupText({ column, badColumn }: DatasetField): string {
  const text =
    badColumn === undefined ? `d.${column}::VARCHAR` : `coalesce(d.${column}::VARCHAR, d.${badColumn})`
  return `coalesce(nullif(${text}, ''), '${blankGroup}')`
}

export const groupNames = ({ groupBy }: ScanRequest): SqlFragment[] =>
  groupBy === undefined ? [] : [rawSql(groupName)]

export function groupClause(request: ScanRequest, others: readonly SqlFragment[]): SqlFragment {
  const keys = [...others, ...groupNames(request)]
  return keys.length === 0 ? rawSql('') : sql` GROUP BY ${joinSql(keys, ', ')}`
}
