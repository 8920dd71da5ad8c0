import type { Problem } from '#shared/domain/result.ts'

/**
 * Carries a problem out of the depths of a reader to `importFile` and `readCells`, which turn it into a value.
 * It never leaves this folder.
 */
export class ImportRefusal extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.name = 'ImportRefusal'
    this.problem = problem
  }
}

/** Stops an import for a reason that the user should read. */
export function refuse(problem: Problem): never {
  throw new ImportRefusal(problem)
}
