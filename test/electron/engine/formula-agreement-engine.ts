import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import type { FieldType } from '#shared/domain/kind.ts'
import { aggregateStages, collectAggregates } from '#shared/formula/aggregates.ts'
import { evaluate } from '#shared/formula/evaluate.ts'
import { parse } from '#shared/formula/parse.ts'
import { readAggregate } from '#shared/formula/read-aggregate.ts'
import { aggregateSql } from '#shared/formula/sql-aggregate.ts'
import { dateSql, numberSql, type SqlExpression, type SqlField } from '#shared/formula/sql-expression.ts'
import { identifier, inlineSql, type SqlFragment } from '#shared/formula/sql-fragment.ts'
import { rowSql } from '#shared/formula/sql-row.ts'
import { aggregateValue, scalarSql } from '#shared/formula/sql-statement.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'
import { dateOfSerial, type Evaluated } from '#shared/formula/value.ts'
import {
  type Cell,
  type Column,
  columns,
  computedColumn,
  names,
  type Table,
} from './formula-agreement-tables.ts'

const sqlColumnTypes: Partial<Record<FieldType, string>> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  date: 'DATE',
  datetime: 'TIMESTAMP',
  boolean: 'BOOLEAN',
}

/** One table in the database: typed columns, and beside them the texts that are not understood. */
export interface StoredTable {
  readonly connection: DuckDBConnection
  readonly relation: string
}

const isUnderstood = (cell: Cell, column: Column): boolean =>
  cell === null || (cell.kind === 'text') === (column.type === 'text')

function literal(cell: Cell, column: Column): string {
  if (cell === null || !isUnderstood(cell, column)) return 'NULL'
  if (cell.kind === 'text') return `'${cell.value.replaceAll("'", "''")}'`
  if (cell.kind !== 'date') return String(cell.value)
  const time = Math.round((cell.value % 1) * 24)
  const date = dateOfSerial(cell.value)
  return column.type === 'date'
    ? `DATE '${date}'`
    : `TIMESTAMP '${date} ${String(time).padStart(2, '0')}:00:00'`
}

const badLiteral = (cell: Cell, column: Column): string =>
  cell !== null && cell.kind === 'text' && !isUnderstood(cell, column)
    ? `'${cell.value.replaceAll("'", "''")}'`
    : 'NULL'

export async function storeTable(
  connection: DuckDBConnection,
  name: string,
  table: Table,
): Promise<StoredTable> {
  const relation = identifier(name)
  const definitions = columns.flatMap((column) => [
    `${identifier(column.id)} ${sqlColumnTypes[column.type]}`,
    ...(column.hasBad ? [`${identifier(`${column.id}__bad`)} VARCHAR`] : []),
  ])
  await connection.run(`CREATE TABLE ${relation} (row_id INTEGER, ${definitions.join(', ')})`)
  const rows = table.map((row, index) => {
    const cells = columns.flatMap((column, position) => {
      const cell = row[position] ?? null
      return [literal(cell, column), ...(column.hasBad ? [badLiteral(cell, column)] : [])]
    })
    return `(${[index, ...cells].join(', ')})`
  })
  await connection.run(`INSERT INTO ${relation} VALUES ${rows.join(', ')}`)
  const stored = { connection, relation }
  await addComputedColumn(stored)
  return stored
}

/** The computed column, as the engine adds one: by the row formula's SQL. */
async function addComputedColumn({ connection, relation }: StoredTable): Promise<void> {
  const parsed = parse(computedColumn.formula)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const { text, values } = rowSql(parsed.value, { cell: fieldOf, name: nameSql }, computedColumn.type)
  await connection.run(`ALTER TABLE ${relation} ADD COLUMN ${identifier(computedColumn.id)} DOUBLE`)
  await connection.run(`UPDATE ${relation} SET ${identifier(computedColumn.id)} = ${text}`, [...values])
}

export function fieldOf(id: string): SqlField {
  if (id === computedColumn.id) return { column: identifier(id), type: computedColumn.type }
  const column = columns.find((each) => each.id === id)
  if (column === undefined) throw new Error(`no column ${id}`)
  const field = { column: identifier(id), type: column.type }
  return column.hasBad ? { ...field, badColumn: identifier(`${id}__bad`) } : field
}

function nameSql(name: string): SqlExpression {
  const { type, value } = nameOf(name)
  return type === 'date' ? dateSql(dateOfSerial(value)) : numberSql(value)
}

function nameOf(name: string): { readonly type: string; readonly value: number } {
  const found = Object.entries(names).find(([id]) => id === name)
  if (found === undefined) throw new Error(`no name ${name}`)
  return found[1]
}

function nameValue(name: string): Evaluated {
  const { type, value } = nameOf(name)
  return { kind: type === 'date' ? 'date' : 'number', value }
}

async function query(
  connection: DuckDBConnection,
  fragment: SqlFragment,
): Promise<readonly (readonly DuckDBValue[])[]> {
  const result = await connection.runAndReadAll(fragment.text, [...fragment.values])
  return result.getRows()
}

const asNumberOrNull = (value: DuckDBValue | undefined): number | null =>
  value === null || value === undefined ? null : Number(value)

/** Aggregates stage by stage in the database, then the scalar part here: as the metrics are computed. */
export async function evaluateOver(
  node: FormulaNode,
  { connection, relation }: StoredTable,
): Promise<Evaluated> {
  const values = new Map<string, number | null>()
  for (const stage of aggregateStages(collectAggregates(node))) {
    for (const call of stage) {
      const fragment = aggregateSql(call, {
        field: (_, field) => fieldOf(field),
        name: nameSql,
        aggregate: (inner) => {
          const value = values.get(inner.key) ?? null
          const bound = value === null ? { text: 'NULL::DOUBLE', values: [] } : numberSql(value)
          return { ...aggregateValue(inner, bound.text), values: bound.values }
        },
      })
      const rows = await query(connection, {
        text: `SELECT ${fragment.text} FROM ${relation}`,
        values: fragment.values,
      })
      values.set(call.key, asNumberOrNull(rows[0]?.[0]))
    }
  }
  return evaluate(node, {
    aggregate: (call) => readAggregate(call, values.get(call.key) ?? null),
    name: nameValue,
  })
}

/** The same formula as one statement, both with bound values and as the text shown to people. */
export async function statementValues(
  node: FormulaNode,
  { connection, relation }: StoredTable,
): Promise<(number | null)[]> {
  const fragment = scalarSql(node, {
    field: (_, field) => fieldOf(field),
    name: nameSql,
    relation: () => relation,
  })
  const bound = await query(connection, fragment)
  const shown = await connection.runAndReadAll(inlineSql(fragment))
  return [asNumberOrNull(bound[0]?.[0]), asNumberOrNull(shown.getRows()[0]?.[0])]
}

/** A row formula's value in every row, in order: by SQL, and by evaluation of the cells. */
export async function rowValues(
  node: FormulaNode,
  table: Table,
  { connection, relation }: StoredTable,
): Promise<{
  readonly bySql: readonly (number | null)[]
  readonly byEvaluation: readonly (number | null)[]
}> {
  const fragment = rowSql(node, { cell: fieldOf, name: nameSql }, 'number')
  const rows = await query(connection, {
    text: `SELECT ${fragment.text} FROM ${relation} ORDER BY row_id`,
    values: fragment.values,
  })
  const byEvaluation = table.map((row) => {
    const value = evaluate(node, {
      aggregate: () => ({ kind: 'blank' }),
      name: nameValue,
      cell: (field) => cellValue(row[columns.findIndex((column) => column.id === field)] ?? null),
    })
    return value.kind === 'number' || value.kind === 'date'
      ? value.value
      : value.kind === 'boolean'
        ? Number(value.value)
        : null
  })
  return { bySql: rows.map((row) => asNumberOrNull(row[0])), byEvaluation }
}

const cellValue = (cell: Cell): Evaluated => cell ?? { kind: 'blank' }
