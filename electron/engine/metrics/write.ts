import type { OperationContext } from '../handlers.ts'
import type { Outcome } from '../refusal.ts'
import type { Connection } from '../store/connection.ts'

/** Writes to the project and has nothing to reply. */
export const write = (
  { project }: OperationContext,
  work: (connection: Connection) => Promise<void>,
): Promise<Outcome<Record<string, never>>> =>
  project.write(async (connection) => {
    await work(connection)
    return { ok: true, value: {} }
  })
