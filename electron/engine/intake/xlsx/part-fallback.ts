import type { Problem } from '#shared/domain/result.ts'
import { damagedPart } from '#shared/issues/damaged-part.ts'
import { ImportRefusal } from '../import-refusal.ts'

/** The fallback, with a warning, where a part that the values do not need cannot be read. */
export async function orElse<Value>(
  read: () => Promise<Value>,
  fallback: Value,
  what: string,
  problems: Problem[],
  sheet?: string,
): Promise<Value> {
  try {
    return await read()
  } catch (cause) {
    if (!(cause instanceof ImportRefusal)) throw cause
    problems.push(damagedPart(what, cause.problem.message, sheet))
    return fallback
  }
}
