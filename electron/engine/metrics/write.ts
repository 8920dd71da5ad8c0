import type { OperationContext } from '../handlers.ts'
import type { Outcome } from '../refusal.ts'
import type { Connection } from '../store/connection.ts'
import { noSheet } from '../store/project.ts'

/** Writes to the project and has nothing to reply. */
export const write = (
  { project }: OperationContext,
  work: (connection: Connection) => Promise<void>,
): Promise<Outcome<Record<string, never>>> =>
  project.write(async (connection, scope) => {
    scope.limitTo(noSheet)
    await work(connection)
    return { ok: true, value: {} }
  })
