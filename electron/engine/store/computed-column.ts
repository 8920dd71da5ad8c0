import { z } from 'zod'
import { cellKindCode } from '#shared/domain/cell.ts'
import type { ColumnId } from '#shared/domain/ids.ts'
import type { FieldType } from '#shared/domain/kind.ts'
import { fail, type Result, succeed } from '#shared/domain/result.ts'
import type { ColumnType } from '#shared/domain/sheet.ts'
import { check } from '#shared/formula/check.ts'
import { parse } from '#shared/formula/parse.ts'
import type { FormulaProblem } from '#shared/formula/problem.ts'
import type { ScopeField } from '#shared/formula/scope.ts'
import type { SqlField } from '#shared/formula/sql-expression.ts'
import { rowSql } from '#shared/formula/sql-row.ts'
import { fieldsUsed } from '#shared/formula/walk.ts'
import type { StoredColumn, StoredSheet } from './catalog.ts'
import { kindSql, numberSql } from './cell-sql.ts'
import { type Connection, readRow, type SqlValue } from './connection.ts'
import { valueColumn } from './sheet-table.ts'

/** A row formula ready to run over its sheet's table. */
export interface ComputedColumn {
  readonly type: ColumnType
  /** The columns that it reads. */
  readonly reads: readonly ColumnId[]
  /** The value as a field of the given type, over the table under the alias `s`. */
  readonly valueAs: (type: ColumnType) => { readonly sql: string; readonly values: readonly SqlValue[] }
}

const rowName = 'row'

/**
 * Reads a row formula over the sheet's columns by name (`=[@mrr]*12`). A blank operand makes the value blank; so does
 * an error, such as a division by zero.
 */
export async function compileRowFormula(
  connection: Connection,
  sheet: StoredSheet,
  formula: string,
): Promise<Result<ComputedColumn, FormulaProblem>> {
  const parsed = parse(formula)
  if (!parsed.ok) return parsed
  const fields = new Map<string, RowField>()
  for (const column of sheet.info.columns) fields.set(column.name, await fieldOf(connection, sheet, column))
  const checked = check(parsed.value, {
    mode: 'row',
    row: rowName,
    datasets: new Map([[rowName, scopeFields(fields)]]),
    names: new Map(),
  })
  if (!checked.ok)
    return fail(checked.error[0] ?? { position: 0, length: 0, message: 'The formula cannot be used.' })
  const { node } = checked.value
  const scope = {
    cell: (name: string) => knownField(fields, name).sql,
    name: (name: string): never => {
      throw new Error(`the checked formula speaks of ${name}`)
    },
  }
  return succeed({
    type: rowSql(node, scope).type,
    reads: fieldsUsed(node).map(({ field }) => knownField(fields, field).column),
    valueAs: (type) => {
      const { text, values } = rowSql(node, scope, type)
      return { sql: text, values }
    },
  })
}

interface RowField {
  readonly column: ColumnId
  readonly sql: SqlField
}

const scopeFields = (fields: ReadonlyMap<string, RowField>): ReadonlyMap<string, ScopeField> =>
  new Map(Array.from(fields, ([name, { sql }]) => [name, { type: sql.type }]))

function knownField(fields: ReadonlyMap<string, RowField>, name: string): RowField {
  const field = fields.get(name)
  if (field === undefined) throw new Error('the checked formula reads a column that is not there')
  return field
}

/** A mixed column is read as what most of its cells are; its other cells are not understood. */
async function fieldOf(connection: Connection, sheet: StoredSheet, column: StoredColumn): Promise<RowField> {
  const value = `s.${valueColumn(column.id)}`
  if (!column.mixed) return { column: column.id, sql: { column: value, type: column.type } }
  const type = await commonType(connection, sheet, column)
  if (type === 'text') return { column: column.id, sql: { column: value, type } }
  const number = `(${numberSql(column, 's')})`
  const read: Record<Exclude<FieldTypeOfColumn, 'text'>, string> = {
    number,
    boolean: `(${number} <> 0)`,
    datetime: `make_timestamp((${number} * 1000)::BIGINT)`,
  }
  const bad = `(CASE WHEN ${number} IS NULL THEN ${value} END)`
  return { column: column.id, sql: { column: read[type], type, badColumn: bad } }
}

type FieldTypeOfColumn = Extract<FieldType, 'number' | 'boolean' | 'datetime' | 'text'>

async function commonType(
  connection: Connection,
  sheet: StoredSheet,
  column: StoredColumn,
): Promise<FieldTypeOfColumn> {
  const row = await readRow(
    connection,
    z.object({ kind: z.number().nullable() }),
    `SELECT mode(kind) AS kind FROM (SELECT ${kindSql(column, 's')} AS kind FROM ${sheet.table} AS s) WHERE kind <> 0`,
  )
  switch (row?.kind) {
    case cellKindCode.number:
      return 'number'
    case cellKindCode.date:
      return 'datetime'
    case cellKindCode.boolean:
      return 'boolean'
    default:
      return 'text'
  }
}
