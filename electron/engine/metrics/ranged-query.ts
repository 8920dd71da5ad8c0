/**
 * Aggregates that cannot be added up, over the periods that hold a row's date: rows are paired with their periods, as
 * few rows and as few values of each as will do.
 */
import { groupBy } from '#shared/domain/group-by.ts'
import {
  type AggregateScope,
  aggregateCriteria,
  aggregateSql,
  quantileListSql,
} from '#shared/formula/sql-aggregate.ts'
import { joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import type { AggregateCall, Criterion } from '#shared/formula/tree.ts'
import { bucketColumn } from './boundaries.ts'
import { keyOf, periodBounds } from './period-bounds.ts'
import type { ClassifiedCall } from './scan-classes.ts'
import {
  bucketColumns,
  fixedScope,
  groupClause,
  groupColumns,
  groupNames,
  rowsOf,
  type ScanQuery,
  type ScanRequest,
  valueColumn,
} from './scan-columns.ts'
import { sqlField } from './scan-scope.ts'

/** The queries of calls that tell their periods in one way: one for each field of which distinct values are counted. */
export function rangedQueries(calls: readonly ClassifiedCall[], request: ScanRequest): ScanQuery[] {
  const isDistinct = ({ call }: ClassifiedCall) => call.function === 'COUNTUNIQUE' && repeatsValues(request)
  const byField = groupBy(calls.filter(isDistinct), ({ call }) => call.field ?? '')
  const others = calls.filter((each) => !isDistinct(each))
  return [
    ...[...byField.values()].map((each) => distinctQuery(each, request)),
    ...(others.length === 0 ? [] : [valuesQuery(others, request)]),
  ].filter((query) => query !== undefined)
}

/** A derived dataset has a row an order or a customer and month: taking its values once a bucket leaves no fewer. */
const repeatsValues = ({ dataset }: ScanRequest): boolean => dataset.derivedFrom === undefined

/** The pairing of rows `d` that have buckets with the periods `p` that hold them; undefined where no period holds any. */
function pairing(calls: readonly ClassifiedCall[], request: ScanRequest) {
  const criteria = calls[0]?.periodCriteria ?? []
  const bounds = periodBounds(calls, request.environments)
  const field = fieldOfPeriod(criteria)
  const periods = bounds.tableByBucket(criteria.filter((criterion) => criterion.field === field))
  if (periods === undefined) return undefined
  const bucket = bucketColumn(bounds.fields.findIndex((each) => each.field === field))
  const others = criteria.filter((criterion) => criterion.field !== field).map(bounds.conditionOf)
  return {
    buckets: bucketColumns(bounds, request.dataset),
    join: sql`JOIN ${periods} ON ${rawSql([`${bucket} = p.bucket`, ...others].join(' AND '))}`,
  }
}

/** The date by which rows find their periods: one with both ends, where there is one, pairs a row with the fewest. */
const fieldOfPeriod = (criteria: readonly Criterion[]): string | undefined =>
  criteria.find(({ field, operator }) =>
    criteria.some((other) => other.field === field && other.operator !== operator),
  )?.field ?? criteria[0]?.field

/**
 * Counts of distinct values of one field: each value is taken once a bucket before the buckets meet the periods, so
 * that texts are compared and put in lower case once and not once a row and period.
 */
function distinctQuery(calls: readonly ClassifiedCall[], request: ScanRequest): ScanQuery | undefined {
  const paired = pairing(calls, request)
  const field = request.dataset.fields.get(calls[0]?.call.field ?? '')
  if (paired === undefined || field === undefined) return undefined
  const scope = fixedScope(request)
  const { column, badColumn } = sqlField(field)
  const kept = calls.map(({ call, fixedCriteria }) =>
    fixedCriteria.length === 0
      ? undefined
      : joinSql(aggregateCriteria({ ...call, criteria: fixedCriteria }, scope), ' AND '),
  )
  const values = [
    rawSql(`${column} AS counted__`),
    ...(badColumn === undefined ? [] : [rawSql(`${badColumn} AS counted_bad__`)]),
    ...kept.flatMap((condition, index) =>
      condition === undefined ? [] : [sql`(${condition}) IS TRUE AS ${rawSql(`kept_${index}`)}`],
    ),
  ]
  const once = sql`(SELECT DISTINCT ${joinSql([...groupColumns(request), ...paired.buckets, ...values], ', ')} FROM ${rowsOf(request.dataset)}) AS d`
  const counts = calls.map(({ call }, index) => {
    const only = (name: string) =>
      kept[index] === undefined ? name : `CASE WHEN kept_${index} THEN ${name} END`
    const counted: AggregateScope = {
      ...scope,
      field: () => ({
        column: only('counted__'),
        type: field.type,
        ...(badColumn === undefined ? {} : { badColumn: only('counted_bad__') }),
      }),
    }
    return sql`${aggregateSql({ ...call, criteria: [] }, counted)} AS ${valueColumn(index)}`
  })
  return {
    calls: calls.map(({ call }) => call),
    sql: sql`SELECT ${joinSql([rawSql('p.period'), ...groupNames(request), ...counts], ', ')} FROM ${once} ${paired.join}${groupClause(request, [rawSql('p.period')])}`,
  }
}

/** What is taken from the rows themselves; quantiles of the same values are taken together. */
function valuesQuery(calls: readonly ClassifiedCall[], request: ScanRequest): ScanQuery | undefined {
  const paired = pairing(calls, request)
  if (paired === undefined) return undefined
  const plain = calls.map(({ call, fixedCriteria }) => ({ ...call, criteria: fixedCriteria }))
  const aggregates = aggregatesOf(plain, fixedScope(request))
  const columns = aggregates.map((each, index) => sql`${each.sql} AS ${rawSql(`taken_${index}`)}`)
  const results = plain.map((call, index) => {
    const at = aggregates.findIndex(({ of }) => of.includes(call))
    const together = aggregates[at]?.of ?? []
    const place = together.length > 1 ? `[${together.indexOf(call) + 1}]` : ''
    return sql`${rawSql(`taken_${at}${place}`)} AS ${valueColumn(index)}`
  })
  const rows = sql`(SELECT d.*, ${joinSql(paired.buckets, ', ')} FROM ${rowsOf(request.dataset)}) AS d`
  const taken = sql`SELECT ${joinSql([rawSql('p.period'), ...groupColumns(request), ...columns], ', ')} FROM ${rows} ${paired.join}${groupClause(request, [rawSql('p.period')])}`
  return {
    calls: calls.map(({ call }) => call),
    sql: sql`SELECT ${joinSql([rawSql('period'), ...groupNames(request), ...results], ', ')} FROM (${taken})`,
  }
}

interface TakenAggregate {
  /** The calls whose values it holds: a list where there are several. */
  readonly of: readonly AggregateCall[]
  readonly sql: SqlFragment
}

function aggregatesOf(calls: readonly AggregateCall[], scope: AggregateScope): TakenAggregate[] {
  const isQuantile = ({ function: name }: AggregateCall) => name === 'MEDIAN' || name === 'PERCENTILE'
  const sameValues = ({ field, criteria }: AggregateCall) => [field, ...criteria.map(keyOf)].join('\n')
  const sets = groupBy(calls.filter(isQuantile), sameValues)
  const lists = [...sets.values()].flatMap((of): TakenAggregate[] => {
    const list = of.length > 1 ? quantileListSql(of, scope) : undefined
    return list === undefined ? [] : [{ of, sql: list }]
  })
  const single = calls.filter((call) => !lists.some(({ of }) => of.includes(call)))
  return [...lists, ...single.map((call) => ({ of: [call], sql: aggregateSql(call, scope) }))]
}
