import type { Result } from '#shared/domain/result.ts'
import { type Connection, execute } from './connection.ts'

/**
 * Does `work` in one transaction: committed, and so on the disk, when the work succeeds; taken back entirely when it
 * refuses or throws.
 */
export async function transaction<Value, Failure>(
  connection: Connection,
  work: () => Promise<Result<Value, Failure>>,
): Promise<Result<Value, Failure>> {
  await execute(connection, 'BEGIN')
  const outcome = await attempt(connection, work)
  await execute(connection, outcome.ok ? 'COMMIT' : 'ROLLBACK')
  return outcome
}

/** Commits what a transaction has done so far, and begins the next one, which takes back no more than its own part. */
export async function commitAndGoOn(connection: Connection): Promise<void> {
  await execute(connection, 'COMMIT')
  await execute(connection, 'BEGIN')
}

async function attempt<Value>(connection: Connection, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    await execute(connection, 'ROLLBACK')
    throw error
  }
}
