/** Where the SQL of a scan's aggregates takes fields, names and earlier aggregates from. */
import { operandAggregates, operandNames } from '#shared/formula/aggregates.ts'
import type { Environment } from '#shared/formula/evaluate.ts'
import type { AggregateScope } from '#shared/formula/sql-aggregate.ts'
import {
  booleanSql,
  nullSql,
  numberSql,
  type SqlExpression,
  type SqlField,
  type SqlType,
  textSql,
  typed,
} from '#shared/formula/sql-expression.ts'
import { joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import type { AggregateCall } from '#shared/formula/tree.ts'
import type { Evaluated } from '#shared/formula/value.ts'
import type { Dataset, DatasetField } from '../mapping/dataset.ts'
import { dateTextOfSerial } from './serial-date.ts'

/** The environment of each period: names and aggregates already known. */
export type Environments = readonly Environment[]

const nameless: Evaluated = { kind: 'blank' }

/** A known value in SQL; an error is NULL there, and no criterion holds for it. */
export function valueSql(value: Evaluated): SqlExpression {
  switch (value.kind) {
    case 'number':
      return numberSql(value.value)
    case 'date':
      return typed(sql`${textSql(dateTextOfSerial(value.value))}::TIMESTAMP`, 'datetime')
    case 'text':
      return textSql(value.value)
    case 'boolean':
      return booleanSql(value.value)
    case 'blank':
    case 'error':
      return nullSql('number')
  }
}

/** Fields of the rows `d`; names and aggregates as bound values, the same whatever the period. */
export const boundScope = (dataset: Dataset, environment: Environment): AggregateScope => ({
  field: (_, field) => rowField(dataset, field),
  name: (name) => valueSql(environment.name(name) ?? nameless),
  aggregate: (call) => valueSql(environment.aggregate(call)),
})

function rowField(dataset: Dataset, field: string): SqlField {
  const known = dataset.fields.get(field)
  if (known === undefined) throw new Error(`${dataset.id} has no field ${field}.`)
  return sqlField(known)
}

/** A dataset's field among the columns of the rows `d`. */
export const sqlField = (field: DatasetField): SqlField => ({
  column: `d.${field.column}`,
  type: field.type,
  ...(field.badColumn === undefined ? {} : { badColumn: `d.${field.badColumn}` }),
})

export interface CrossedScope {
  readonly scope: AggregateScope
  /** The periods as a relation `p`: its number, and every name and aggregate that a criterion speaks of. */
  readonly table: SqlFragment
}

/** Fields of the rows `d`; names and aggregates as columns of the periods `p`. */
export function crossedScope(
  dataset: Dataset,
  calls: readonly AggregateCall[],
  environments: Environments,
  periodStart: (period: number) => string,
): CrossedScope {
  const names = [...new Set(calls.flatMap(operandNames))]
  const aggregates = [...new Map(calls.flatMap(operandAggregates).map((call) => [call.key, call])).values()]
  const valuesOf = (environment: Environment): Evaluated[] => [
    ...names.map((name) => environment.name(name) ?? nameless),
    ...aggregates.map((call) => environment.aggregate(call)),
  ]
  const table = environments.map(valuesOf)
  const types = [...names, ...aggregates].map((_, index) =>
    typeOfColumn(table.map((row) => row[index] ?? nameless)),
  )
  const rows = table.map(
    (row, period) =>
      sql`(${joinSql([rawSql(String(period)), sql`${textSql(periodStart(period))}::DATE`, ...row.map(valueSql)], ', ')})`,
  )
  const columns = ['period', 'period_start', ...types.map((_, index) => `operand_${index}`)]
  const columnAt = (index: number): SqlExpression =>
    typed(rawSql(`p.operand_${index}`), types[index] ?? 'number')
  return {
    scope: {
      field: (_, field) =>
        dataset.fields.get(field)?.isPeriodStart === true
          ? { column: 'p.period_start', type: 'date' }
          : rowField(dataset, field),
      name: (name) => columnAt(names.indexOf(name)),
      aggregate: (call) => columnAt(names.length + aggregates.findIndex((known) => known.key === call.key)),
    },
    table: sql`(VALUES ${joinSql(rows, ', ')}) AS p(${rawSql(columns.join(', '))})`,
  }
}

function typeOfColumn(values: readonly Evaluated[]): SqlType {
  const value = values.find(({ kind }) => kind !== 'blank' && kind !== 'error')
  switch (value?.kind) {
    case 'date':
      return 'datetime'
    case 'text':
    case 'boolean':
      return value.kind
    default:
      return 'number'
  }
}
