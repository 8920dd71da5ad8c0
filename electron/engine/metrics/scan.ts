/**
 * The one place where metrics meet the rows: all aggregates of a dataset, for all periods, in one query a class (see
 * scan-classes.ts), optionally by the values of a field.
 */
import { z } from 'zod'
import { groupBy } from '#shared/domain/group-by.ts'
import { aggregateSql } from '#shared/formula/sql-aggregate.ts'
import { joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import type { AggregateCall } from '#shared/formula/tree.ts'
import { type Connection, readRows } from '../store/connection.ts'
import { bucketColumn } from './boundaries.ts'
import { keyOf, type PeriodBounds, periodBounds } from './period-bounds.ts'
import { rangedQueries } from './ranged-query.ts'
import { type ClassifiedCall, classify, type ScanClass, valueOfNothing } from './scan-classes.ts'
import {
  bucketColumns,
  fixedScope,
  groupClause,
  groupColumns,
  groupName,
  groupNames,
  partColumn,
  rowsOf,
  type ScanQuery,
  type ScanRequest,
  valueColumn,
} from './scan-columns.ts'
import { crossedScope } from './scan-scope.ts'

export { groupText, rowsOf, type ScanRequest } from './scan-columns.ts'

/** The name under which values over all rows stand; no text of the data is this. */
export const totalGroup = '\u0000total'

/** Values by group (`totalGroup` alone without `groupBy`), then by aggregate key, then by period. */
export type ScanValues = ReadonlyMap<string, ReadonlyMap<string, readonly (number | null)[]>>

/** Runs the aggregates over the dataset. A group without rows in a period has the aggregate's value of nothing. */
export async function scan(connection: Connection, request: ScanRequest): Promise<ScanValues> {
  const values = new Map<string, Map<string, (number | null)[]>>()
  for (const query of queriesOf(request)) {
    const rows = await readRows(connection, resultRow, query.sql.text, query.sql.values)
    for (const row of rows)
      take(row, query.calls, groupOf(values, String(row[groupName] ?? totalGroup), request))
  }
  if (request.groupBy === undefined) groupOf(values, totalGroup, request)
  return values
}

const resultRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
type ResultRow = z.infer<typeof resultRow>

function groupOf(
  values: Map<string, Map<string, (number | null)[]>>,
  group: string,
  { calls, environments }: ScanRequest,
): Map<string, (number | null)[]> {
  const known = values.get(group)
  if (known !== undefined) return known
  const nothing = new Map(
    calls.map((call) => [call.key, new Array<number | null>(environments.length).fill(valueOfNothing(call))]),
  )
  values.set(group, nothing)
  return nothing
}

/** A row without a period holds for every period. */
function take(row: ResultRow, calls: readonly AggregateCall[], group: Map<string, (number | null)[]>): void {
  const { period } = row
  calls.forEach((call, index) => {
    const value = row[`value_${index}`]
    const number = typeof value === 'number' ? value : null
    const series = group.get(call.key)
    if (typeof period === 'number') series?.splice(period, 1, number)
    else series?.fill(number)
  })
}

/**
 * The queries of a scan: one a class; for `bucketed` one a set of dates that tell the period, as buckets of several
 * dates at once are many; for `ranged` one a way of telling it,
 * and one more a field whose distinct values are counted.
 */
export function queriesOf(request: ScanRequest): ScanQuery[] {
  const classified = request.calls.map((call) => classify(call, request.dataset, request.dependsOnPeriod))
  const of = (kind: ScanClass) => classified.filter((each) => each.class === kind)
  const bucketed = groupBy(of('bucketed'), ({ periodCriteria }) =>
    [...new Set(periodCriteria.map(({ field }) => field))].sort().join(),
  )
  const ranged = groupBy(of('ranged'), (each) => each.periodCriteria.map(keyOf).sort().join())
  return [
    fixedQuery(of('fixed'), request),
    ...[...bucketed.values()].map((calls) => bucketedQuery(calls, request)),
    ...[...ranged.values()].flatMap((calls) => rangedQueries(calls, request)),
    crossedQuery(of('crossed'), request),
  ].filter((query) => query !== undefined)
}

function fixedQuery(calls: readonly ClassifiedCall[], request: ScanRequest): ScanQuery | undefined {
  if (calls.length === 0) return undefined
  const scope = fixedScope(request)
  const aggregates = calls.map(
    ({ call }, index) => sql`${aggregateSql(call, scope)} AS ${valueColumn(index)}`,
  )
  return {
    calls: calls.map(({ call }) => call),
    sql: sql`SELECT ${joinSql([...groupColumns(request), ...aggregates], ', ')} FROM ${rowsOf(request.dataset)}${groupClause(request, [])}`,
  }
}

function bucketedQuery(calls: readonly ClassifiedCall[], request: ScanRequest): ScanQuery {
  const bounds = periodBounds(calls, request.environments)
  const scope = fixedScope(request)
  const parts = calls.flatMap(({ call, fixedCriteria }, index) =>
    partsOf({ ...call, criteria: fixedCriteria }).map(
      (part, place) => sql`${aggregateSql(part, scope)} AS ${partColumn(index, place)}`,
    ),
  )
  const keys = bounds.fields.map((_, index) => rawSql(bucketColumn(index)))
  const grouped = sql`SELECT ${joinSql([...groupColumns(request), ...bucketColumns(bounds, request.dataset), ...parts], ', ')} FROM ${rowsOf(request.dataset)} GROUP BY ${joinSql([...groupNames(request), ...keys], ', ')}`
  const totals = calls.map((each, index) => sql`${totalOf(each, index, bounds)} AS ${valueColumn(index)}`)
  return {
    calls: calls.map(({ call }) => call),
    sql: sql`WITH grouped AS (${grouped}) SELECT ${joinSql([rawSql('p.period'), ...groupNames(request), ...totals], ', ')} FROM grouped CROSS JOIN ${bounds.table}${groupClause(request, [rawSql('p.period')])}`,
  }
}

/** The aggregates whose sums make up this one: an average is a sum and a count. */
const partsOf = (call: AggregateCall): AggregateCall[] =>
  call.function === 'AVERAGE'
    ? [
        { ...call, function: 'SUM' },
        { ...call, function: 'COUNT' },
      ]
    : [call]

function totalOf({ call, periodCriteria }: ClassifiedCall, index: number, bounds: PeriodBounds): SqlFragment {
  const conditions = rawSql(periodCriteria.map(bounds.conditionOf).join(' AND '))
  const total = (place: number) => sql`sum(${partColumn(index, place)}) FILTER (WHERE ${conditions})`
  return call.function === 'AVERAGE'
    ? sql`${total(0)} / nullif(${total(1)}, 0)`
    : sql`coalesce(${total(0)}, 0)`
}

function crossedQuery(calls: readonly ClassifiedCall[], request: ScanRequest): ScanQuery | undefined {
  if (calls.length === 0) return undefined
  const { dataset, environments, periodStart } = request
  const plain = calls.map(({ call }) => call)
  const { scope, table } = crossedScope(dataset, plain, environments, periodStart)
  const aggregates = plain.map((call, index) => sql`${aggregateSql(call, scope)} AS ${valueColumn(index)}`)
  return {
    calls: plain,
    sql: sql`SELECT ${joinSql([rawSql('p.period'), ...groupColumns(request), ...aggregates], ', ')} FROM ${rowsOf(dataset)} CROSS JOIN ${table}${groupClause(request, [rawSql('p.period')])}`,
  }
}
