import type { ErrorCode } from '#shared/contract/errors.ts'
import { fail, type Problem, type ProblemPlace, type Result } from '#shared/domain/result.ts'

/**
 * Stops the work on a package from deep inside it. It never leaves this folder: `attempt` turns it into a value at
 * every public function.
 */
export class PackageFault extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

/** Refuses to go on, with a sentence for the user and the cause for the log. */
export function refuse(
  code: ErrorCode,
  message: string,
  details: { readonly place?: ProblemPlace; readonly cause?: string } = {},
): never {
  throw new PackageFault({ code, severity: 'error', message, ...details })
}

/** Runs the work; a fault becomes a failed result, anything unforeseen a `damaged` one with its cause. */
export async function attempt<Value>(
  work: () => Promise<Result<Value>> | Result<Value>,
): Promise<Result<Value>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PackageFault) return fail(error.problem)
    return fail({
      code: 'internal',
      severity: 'error',
      message: 'The workbook could not be written. The original is unchanged.',
      cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
}
