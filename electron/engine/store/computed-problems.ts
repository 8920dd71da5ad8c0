import type { ProjectInfo } from '#shared/contract/project.ts'
import type { StoredSheet } from './catalog.ts'
import { compileRowFormula } from './computed-column.ts'
import type { Connection } from './connection.ts'

/** Computed columns that are blank because their formula no longer fits the columns that it reads. */
export async function computedProblems(
  connection: Connection,
  sheets: readonly StoredSheet[],
): Promise<ProjectInfo['problems']> {
  const problems: ProjectInfo['problems'] = []
  for (const sheet of sheets)
    for (const { name, formula } of sheet.info.columns) {
      if (formula === undefined) continue
      const compiled = await compileRowFormula(connection, sheet, formula)
      if (compiled.ok) continue
      problems.push({
        code: 'invalid_formula',
        severity: 'warning',
        message: `"${name}" of "${sheet.info.name}" cannot be computed any more and is blank: ${compiled.error.message} Correct the formula, or the cells that it reads.`,
        place: { sheet: sheet.info.name, column: name },
      })
    }
  return problems
}
