import { aggregateStages, collectAggregates } from './aggregates.ts'
import { type AggregateScope, aggregateSql } from './sql-aggregate.ts'
import { type SqlExpression, typed } from './sql-expression.ts'
import { identifier, joinSql, rawSql, type SqlFragment, sql } from './sql-fragment.ts'
import { compileScalar } from './sql-scalar.ts'
import type { AggregateCall, FormulaNode } from './tree.ts'

/** Where a whole formula's operands come from. */
export interface StatementScope extends Pick<AggregateScope, 'field' | 'name'> {
  /** Quoted SQL name of a dataset's relation. */
  readonly relation: (dataset: string) => string
}

/**
 * One complete SELECT whose single row holds the formula's value in the column `value`; NULL where it is an error. All
 * aggregates over one dataset come from one scan; an aggregate that another's criteria need comes from a scan before.
 */
export function scalarSql(node: FormulaNode, scope: StatementScope): SqlFragment {
  const places = new Map<string, SqlExpression>()
  const withAggregates: AggregateScope = {
    ...scope,
    aggregate: (call) => {
      const place = places.get(call.key)
      if (place === undefined) throw new Error(`The aggregate ${call.key} is not planned.`)
      return place
    },
  }
  const steps: SqlFragment[] = []
  const names: string[] = []
  for (const stage of aggregateStages(collectAggregates(node))) {
    const before = [...names]
    for (const [dataset, calls] of byDataset(stage)) {
      const name = `${dataset}_${names.length + 1}`
      const columns = calls.map(
        (call, index) => sql`${aggregateSql(call, withAggregates)} AS ${rawSql(columnName(index))}`,
      )
      const from = [scope.relation(dataset), ...before.map(identifier)].join(' CROSS JOIN ')
      steps.push(
        sql`${rawSql(identifier(name))} AS (\n  SELECT\n    ${joinSql(columns, ',\n    ')}\n  FROM ${rawSql(from)}\n)`,
      )
      names.push(name)
      calls.forEach((call, index) => {
        places.set(call.key, aggregateValue(call, `${identifier(name)}.${columnName(index)}`))
      })
    }
  }
  const value = compileScalar(node, withAggregates)
  if (steps.length === 0) return sql`SELECT ${value} AS value`
  return sql`WITH ${joinSql(steps, ', ')}\nSELECT ${value} AS value\nFROM ${rawSql(names.map(identifier).join(' CROSS JOIN '))}`
}

/** With a space, so that it is the name of no field. */
const columnName = (index: number): string => identifier(`aggregate ${index + 1}`)

/**
 * The value of an aggregate that stands in `column`, for `compileScalar`: an error where the column is NULL, which it is
 * only for AVERAGE, MEDIAN and PERCENTILE of nothing.
 */
export function aggregateValue(call: AggregateCall, column: string): SqlExpression {
  const canFail = call.function === 'AVERAGE' || call.function === 'MEDIAN' || call.function === 'PERCENTILE'
  return typed(rawSql(column), 'number', canFail ? rawSql(`(${column} IS NULL)`) : undefined)
}

function byDataset(calls: readonly AggregateCall[]): Map<string, AggregateCall[]> {
  const groups = new Map<string, AggregateCall[]>()
  for (const call of calls) {
    const group = groups.get(call.dataset)
    if (group === undefined) groups.set(call.dataset, [call])
    else group.push(call)
  }
  return groups
}
