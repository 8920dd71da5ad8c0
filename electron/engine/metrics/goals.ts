import { z } from 'zod'
import { type Goal, goalSchema } from '#shared/contract/metrics.ts'
import type { Period } from '#shared/domain/period.ts'
import { type Connection, execute, readRows } from '../store/connection.ts'

const bodyRow = z.object({ body: z.string() })

export async function readGoals(connection: Connection): Promise<Goal[]> {
  const rows = await readRows(connection, bodyRow, 'SELECT body FROM target ORDER BY rowid')
  return rows.map(({ body }) => goalSchema.parse(JSON.parse(body)))
}

/** Sets the goal of a metric for one period or for all; null takes it away. */
export async function writeGoal(
  connection: Connection,
  metric: string,
  period: Period | null,
  value: number | null,
): Promise<void> {
  const key = `${metric}|${period === null ? '' : `${period.from}|${period.to}`}`
  await execute(connection, 'DELETE FROM target WHERE key = ?', [key])
  if (value === null) return
  const goal: Goal = { metric, period, value }
  await execute(connection, 'INSERT INTO target VALUES (?, ?)', [key, JSON.stringify(goal)])
}
