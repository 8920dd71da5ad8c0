import type { SheetId } from '#shared/domain/ids.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { kindSql, textOfSql, valueOfTextSql } from '../../cell-sql.ts'
import { type Connection, execute, quoted } from '../../connection.ts'
import { columnNames, tableExists } from '../../database-catalog.ts'
import { deletedRowsTable, kindColumn, sqlType, valueColumn } from '../../sheet-table.ts'
import type { Direction, StepContext, StepOf } from '../step.ts'
import { sheetOf } from './cells.ts'

/** Changes how a column is stored, exactly: every value it holds has a form in both types. */
export async function changeColumnType(
  context: StepContext,
  step: StepOf<'columnType'>,
  direction: Direction,
): Promise<void> {
  const { connection } = context
  const [from, to] = direction === 'forward' ? [step.before, step.after] : [step.after, step.before]
  for (const table of await tablesOf(connection, step.sheet)) {
    const convert = context.touched.has(table) ? rebuildTable : alterTable
    await convert(connection, table, { id: step.column, ...from }, { id: step.column, ...to })
  }
  await execute(connection, 'UPDATE sheet_column SET type = ?, mixed = ? WHERE sheet_id = ? AND id = ?', [
    to.type,
    to.mixed,
    step.sheet,
    step.column,
  ])
}

type StoredType = Pick<ColumnInfo, 'id' | 'type' | 'mixed'>

async function alterTable(
  connection: Connection,
  name: string,
  from: StoredType,
  to: StoredType,
): Promise<void> {
  const table = quoted(name)
  const kind = kindColumn(from.id)
  if (to.mixed && !from.mixed) {
    await execute(connection, `ALTER TABLE ${table} ADD COLUMN ${kind} UTINYINT`)
    await execute(
      connection,
      `ALTER TABLE ${table} ALTER ${kind} TYPE UTINYINT USING ${newKindSql(from, name)}`,
    )
  }
  if (from.type !== to.type)
    await execute(
      connection,
      `ALTER TABLE ${table} ALTER ${valueColumn(from.id)} TYPE ${sqlType[to.type]}
       USING ${convertedSql(from, to)}`,
    )
  if (from.mixed && !to.mixed) await execute(connection, `ALTER TABLE ${table} DROP COLUMN ${kind}`)
}

/** The same for a table that cannot be altered: a new one takes its place, rows in the same order. */
async function rebuildTable(
  connection: Connection,
  name: string,
  from: StoredType,
  to: StoredType,
): Promise<void> {
  const value = valueColumn(from.id)
  const kind = kindColumn(from.id)
  const kept = (await columnNames(connection, name)).filter((column) => column !== kind)
  const columns = kept.map((column) =>
    column === value ? `${convertedSql(from, to)} AS ${value}` : quoted(column),
  )
  if (to.mixed) columns.push(`${from.mixed ? kind : newKindSql(from, name)} AS ${kind}`)
  const rebuilt = quoted(`${name}_rebuilt`)
  await execute(connection, `CREATE TABLE ${rebuilt} AS SELECT ${columns.join(', ')} FROM ${quoted(name)}`)
  await execute(connection, `DROP TABLE ${quoted(name)}`)
  await execute(connection, `ALTER TABLE ${rebuilt} RENAME TO ${quoted(name)}`)
}

const newKindSql = (from: StoredType, table: string): string =>
  `nullif(${kindSql(from, quoted(table))}, 0)::UTINYINT`

function convertedSql(from: StoredType, to: StoredType): string {
  const value = valueColumn(from.id)
  if (from.type === to.type) return value
  if (to.type === 'text') return textOfSql[from.type](value)
  if (from.type === 'text') return valueOfTextSql[to.type](value)
  return `${value}::${sqlType[to.type]}`
}

export async function addColumn(
  { connection }: StepContext,
  step: StepOf<'addColumn'>,
  direction: Direction,
): Promise<void> {
  const column = valueColumn(step.column)
  const change = direction === 'forward' ? `ADD COLUMN ${column} VARCHAR` : `DROP COLUMN ${column}`
  for (const table of await tablesOf(connection, step.sheet))
    await execute(connection, `ALTER TABLE ${quoted(table)} ${change}`)
}

/** The sheet's table, and that of its deleted rows where there is one: their columns are always the same. */
async function tablesOf(connection: Connection, sheet: SheetId): Promise<string[]> {
  const { tableName } = await sheetOf(connection, sheet)
  const deleted = deletedRowsTable(sheet)
  return (await tableExists(connection, deleted)) ? [tableName, deleted] : [tableName]
}
