import { groupBy } from '#shared/domain/group-by.ts'
import { evaluate } from '#shared/formula/evaluate.ts'
import { print } from '#shared/formula/print.ts'
import { rawSql, type SqlFragment } from '#shared/formula/sql-fragment.ts'
import type { Criterion } from '#shared/formula/tree.ts'
import type { Evaluated } from '#shared/formula/value.ts'
import { type Boundaries, boundariesOf, bucketColumn, bucketOfBound } from './boundaries.ts'
import type { ClassifiedCall } from './scan-classes.ts'
import type { Environments } from './scan-scope.ts'
import { dateTextOfSerial } from './serial-date.ts'

/** The bounds that criteria compare dates with: by field, the boundaries; by criterion and period, the place among them. */
export interface PeriodBounds {
  readonly fields: readonly { readonly field: string; readonly boundaries: Boundaries }[]
  /** A criterion over the buckets: `bucket_0 >= p.bound_2`; not met where the period's bound has no value. */
  readonly conditionOf: (criterion: Criterion) => string
  /** The periods as a relation `p`: one row a period with its number and the place of each of its bounds. */
  readonly table: SqlFragment
  /**
   * The relation `p` with a row a period and `bucket` that meets `criteria`, which are all about one field: rows find
   * their periods by equality. Undefined where no period holds any bucket.
   */
  readonly tableByBucket: (criteria: readonly Criterion[]) => SqlFragment | undefined
}

interface Bounded {
  readonly field: string
  /** A bound a period; undefined where it has no value. */
  readonly bounds: readonly (string | undefined)[]
}

export const keyOf = (criterion: Criterion): string =>
  `${criterion.field} ${criterion.operator} ${print(criterion.operand)}`

export function periodBounds(calls: readonly ClassifiedCall[], environments: Environments): PeriodBounds {
  const bounded = new Map<string, Bounded>()
  for (const criterion of calls.flatMap((each) => each.periodCriteria)) {
    const bounds = environments.map((environment) => boundOf(evaluate(criterion.operand, environment)))
    bounded.set(keyOf(criterion), { field: criterion.field, bounds })
  }
  const byField = groupBy(bounded.values(), (each) => each.field)
  const fields = [...byField].map(([field, each]) => ({
    field,
    boundaries: boundariesOf(each.flatMap(({ bounds }) => bounds).filter((bound) => bound !== undefined)),
  }))
  const keys = [...bounded.keys()]
  const boundariesOfField = (field: string): Boundaries =>
    fields.find((each) => each.field === field)?.boundaries ?? []
  const placeOf = ({ field, bounds }: Bounded, period: number): number | undefined => {
    const bound = bounds[period]
    return bound === undefined ? undefined : bucketOfBound(boundariesOfField(field), bound)
  }
  const periods = environments.map((_, period) => period)
  const places = periods.map((period) => [...bounded.values()].map((each) => placeOf(each, period)))
  const names = keys.map((_, index) => `bound_${index}`)

  return {
    fields,
    conditionOf: (criterion) => {
      const bucket = bucketColumn(fields.findIndex(({ field }) => field === criterion.field))
      return `${bucket} ${criterion.operator} p.bound_${keys.indexOf(keyOf(criterion))}`
    },
    table: relationOf(
      ['period', ...names],
      periods.map((period) => [period, ...(places[period] ?? [])]),
    ),
    tableByBucket: (criteria) => {
      const [first] = criteria
      if (first === undefined) return undefined
      const isHeld = (bucket: number, period: number) =>
        criteria.every((criterion) => {
          const place = places[period]?.[keys.indexOf(keyOf(criterion))]
          if (place === undefined) return false
          return criterion.operator === '>=' ? bucket >= place : bucket < place
        })
      const buckets = Array.from({ length: boundariesOfField(first.field).length + 1 }, (_, bucket) => bucket)
      const rows = periods.flatMap((period) =>
        buckets
          .filter((bucket) => isHeld(bucket, period))
          .map((bucket) => [period, bucket, ...(places[period] ?? [])]),
      )
      return rows.length === 0 ? undefined : relationOf(['period', 'bucket', ...names], rows)
    },
  }
}

function relationOf(
  names: readonly string[],
  rows: readonly (readonly (number | undefined)[])[],
): SqlFragment {
  const values = rows.map((row) => `(${row.map((value) => value ?? 'NULL').join(', ')})`)
  return rawSql(`(VALUES ${values.join(', ')}) AS p(${names.join(', ')})`)
}

const boundOf = (value: Evaluated): string | undefined =>
  value.kind === 'date' || value.kind === 'number' ? dateTextOfSerial(value.value) : undefined
