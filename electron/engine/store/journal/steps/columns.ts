import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { kindSql, textOfSql, valueOfTextSql } from '../../cell-sql.ts'
import { type Connection, execute, quoted } from '../../connection.ts'
import { columnNames } from '../../database-catalog.ts'
import { kindColumn, sqlType, valueColumn } from '../../sheet-table.ts'
import type { Direction, StepContext, StepOf } from '../step.ts'
import { sheetOf } from './cells.ts'

/** Changes how columns are stored, exactly: every value they hold has a form in both types. */
export async function changeColumnTypes(
  context: StepContext,
  step: StepOf<'columnTypes'>,
  direction: Direction,
): Promise<void> {
  const { connection } = context
  const changes = step.columns.map(({ column, before, after, discard = false }): TypeChange => {
    const [from, to] = direction === 'forward' ? [before, after] : [after, before]
    return { from: { id: column, ...from }, to: { id: column, ...to }, discard }
  })
  const { tableName } = await sheetOf(context, step.sheet)
  if (context.touched.has(tableName)) await retypeByRebuild(connection, tableName, changes)
  else for (const change of changes) await alterTable(connection, tableName, change)
  for (const { to } of changes)
    await execute(connection, 'UPDATE sheet_column SET type = ?, mixed = ? WHERE sheet_id = ? AND id = ?', [
      to.type,
      to.mixed,
      step.sheet,
      to.id,
    ])
}

type StoredType = Pick<ColumnInfo, 'id' | 'type' | 'mixed'>

interface TypeChange {
  readonly from: StoredType
  readonly to: StoredType
  readonly discard: boolean
}

async function alterTable(connection: Connection, name: string, change: TypeChange): Promise<void> {
  const { from, to } = change
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
       USING ${convertedSql(change)}`,
    )
  if (from.mixed && !to.mixed) await execute(connection, `ALTER TABLE ${table} DROP COLUMN ${kind}`)
}

/** The same for a table that cannot be altered. */
async function retypeByRebuild(
  connection: Connection,
  name: string,
  changes: readonly TypeChange[],
): Promise<void> {
  const replaced = new Map(
    changes.map((change) => {
      const value = valueColumn(change.from.id)
      return [value, `${convertedSql(change)} AS ${value}`]
    }),
  )
  const dropped = new Set(changes.filter(({ to }) => !to.mixed).map(({ to }) => kindColumn(to.id)))
  const kept = (await columnNames(connection, name)).filter((column) => !dropped.has(column))
  const added = changes
    .filter(({ from, to }) => to.mixed && !from.mixed)
    .map(({ from }) => `${newKindSql(from, name)} AS ${kindColumn(from.id)}`)
  await rebuildTable(connection, name, [
    ...kept.map((column) => replaced.get(column) ?? quoted(column)),
    ...added,
  ])
}

/**
 * A table with these columns takes the place of another, rows in the same order: DuckDB does not alter a table in the
 * transaction that has changed its rows.
 */
async function rebuildTable(connection: Connection, name: string, columns: readonly string[]): Promise<void> {
  const rebuilt = quoted(`${name}_rebuilt`)
  await execute(connection, `CREATE TABLE ${rebuilt} AS SELECT ${columns.join(', ')} FROM ${quoted(name)}`)
  await execute(connection, `DROP TABLE ${quoted(name)}`)
  await execute(connection, `ALTER TABLE ${rebuilt} RENAME TO ${quoted(name)}`)
}

const newKindSql = (from: StoredType, table: string): string =>
  `nullif(${kindSql(from, quoted(table))}, 0)::UTINYINT`

function convertedSql({ from, to, discard }: TypeChange): string {
  const value = valueColumn(from.id)
  if (discard) return `NULL::${sqlType[to.type]}`
  if (from.type === to.type) return value
  if (to.type === 'text') return textOfSql[from.type](value)
  if (from.type === 'text') return valueOfTextSql[to.type](value)
  return `${value}::${sqlType[to.type]}`
}

export async function addColumn(
  context: StepContext,
  step: StepOf<'addColumn'>,
  direction: Direction,
): Promise<void> {
  const { connection, touched } = context
  const { table, tableName } = await sheetOf(context, step.sheet)
  const column = valueColumn(step.column)
  const isForward = direction === 'forward'
  if (touched.has(tableName)) {
    const others = (await columnNames(connection, tableName)).filter((name) => name !== column).map(quoted)
    await rebuildTable(connection, tableName, [
      ...others,
      ...(isForward ? [`NULL::VARCHAR AS ${column}`] : []),
    ])
    return
  }
  await execute(
    connection,
    `ALTER TABLE ${table} ${isForward ? `ADD COLUMN ${column} VARCHAR` : `DROP COLUMN ${column}`}`,
  )
}
