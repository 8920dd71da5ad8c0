import { execute, quoted, type SqlValue } from '../../connection.ts'
import { insertRows } from '../../insert-rows.ts'
import type { Direction, PreambleParts, StepContext, StepOf } from '../step.ts'

export async function changeRecord(
  { connection }: StepContext,
  step: StepOf<'record'>,
  direction: Direction,
): Promise<void> {
  const [from, to] = direction === 'forward' ? [step.before, step.after] : [step.after, step.before]
  const where = fieldsOf(step.key)
  const condition = where.names.map((name) => `${name} = ?`).join(' AND ')
  if (to === null) {
    await execute(connection, `DELETE FROM ${step.table} WHERE ${condition}`, where.values)
    return
  }
  const fields = fieldsOf(from === null ? { ...step.key, ...to } : to)
  if (from !== null) {
    const assignments = fields.names.map((name) => `${name} = ?`).join(', ')
    await execute(connection, `UPDATE ${step.table} SET ${assignments} WHERE ${condition}`, [
      ...fields.values,
      ...where.values,
    ])
    return
  }
  await execute(
    connection,
    `INSERT INTO ${step.table} (${fields.names.join(', ')}) VALUES (${fields.names.map(() => '?').join(', ')})`,
    fields.values,
  )
}

function fieldsOf(record: Record<string, SqlValue>): { names: string[]; values: SqlValue[] } {
  return { names: Object.keys(record).map(quoted), values: Object.values(record) }
}

/** Replaces the cells above and in the header row that the step names. */
export async function changePreamble(
  { connection }: StepContext,
  step: StepOf<'preamble'>,
  direction: Direction,
): Promise<void> {
  const [from, to] = direction === 'forward' ? [step.before, step.after] : [step.after, step.before]
  const rows = [...new Set(from.map((cell) => cell.row))]
  for (const row of rows)
    await execute(connection, 'DELETE FROM preamble_cell WHERE sheet_id = ? AND "row" = ?', [step.sheet, row])
  await insertRows(
    connection,
    'preamble_cell',
    to.map((cell: PreambleParts) => [step.sheet, cell.row, cell.column, cell.kind, cell.number, cell.text]),
  )
}
