import type { ColumnId } from '#shared/domain/ids.ts'
import type { StoredColumn, StoredSheet } from './catalog.ts'
import { type ComputedColumn, compileRowFormula } from './computed-column.ts'
import { type Connection, execute, type SqlValue } from './connection.ts'
import { kindColumn, valueColumn } from './sheet-table.ts'

/** A computed column with its formula compiled; `undefined` where the formula cannot be computed any more. */
export interface CompiledColumn {
  readonly column: StoredColumn
  readonly computed: ComputedColumn | undefined
}

/** The sheet's computed columns, each after those that it reads. */
export async function computedColumns(connection: Connection, sheet: StoredSheet): Promise<CompiledColumn[]> {
  const compiled = new Map<ColumnId, CompiledColumn>()
  for (const column of sheet.info.columns) {
    if (column.formula === undefined) continue
    const computed = await compileRowFormula(connection, sheet, column.formula)
    compiled.set(column.id, { column, computed: computed.ok ? computed.value : undefined })
  }
  return inOrder(compiled)
}

function inOrder(compiled: ReadonlyMap<ColumnId, CompiledColumn>): CompiledColumn[] {
  const ordered = new Set<CompiledColumn>()
  const visit = (each: CompiledColumn, above: ReadonlySet<ColumnId>) => {
    for (const id of each.computed?.reads ?? []) {
      const read = compiled.get(id)
      if (read !== undefined && !above.has(id)) visit(read, new Set([...above, id]))
    }
    ordered.add(each)
  }
  for (const each of compiled.values()) visit(each, new Set([each.column.id]))
  return [...ordered]
}

/**
 * Brings computed columns up to date, only where a value changes. `entry` limits the work to the rows whose cells that
 * change of the journal touched.
 */
export async function recompute(
  connection: Connection,
  sheet: StoredSheet,
  columns: readonly CompiledColumn[],
  entry?: number,
): Promise<void> {
  const limit = entry === undefined ? '' : 'AND s.row_id IN (SELECT row_id FROM journal_cell WHERE entry = ?)'
  const limitValues: SqlValue[] = entry === undefined ? [] : [entry]
  for (const { column, computed } of columns) {
    if (column.mixed) throw new Error(`the computed column ${kindColumn(column.id)} is mixed`)
    const value = valueColumn(column.id)
    const { sql, values } = computed?.valueAs(column.type) ?? { sql: 'NULL', values: [] }
    await execute(
      connection,
      `UPDATE ${sheet.table} AS s SET ${value} = n.value
       FROM (SELECT s.row_id, ${sql} AS value FROM ${sheet.table} AS s WHERE TRUE ${limit}) AS n
       WHERE s.row_id = n.row_id AND s.${value} IS DISTINCT FROM n.value`,
      [...values, ...limitValues],
    )
  }
}
