import { z } from 'zod'
import type { ProjectInfo } from '#shared/contract/project.ts'
import { counted } from '#shared/domain/counted.ts'
import { type Connection, readRows } from './connection.ts'

/** How the reason begins for a formula that has never had a value. */
export const noResult = 'The file holds no result.'

/** Sheets with formulas of the workbook that have no value, or one that could not follow a change, so that nobody takes it for new. */
export async function staleProblems(connection: Connection): Promise<ProjectInfo['problems']> {
  const rows = await readRows(
    connection,
    z.object({
      sheet: z.string(),
      isBlank: z.boolean(),
      formulas: z.number(),
      reason: z.string().nullable(),
    }),
    `SELECT s.name AS sheet, starts_with(f.reason, '${noResult}') AS "isBlank", count(*) AS formulas,
       mode(f.reason ORDER BY f.reason) FILTER (f.reason NOT LIKE '%A cell that it reads%') AS reason
     FROM stale_formula AS f JOIN sheet AS s ON s.id = f.sheet_id GROUP BY s.id, s.name, "isBlank" ORDER BY s.id, "isBlank"`,
  )
  return rows.map(({ sheet, isBlank, formulas, reason }) => ({
    code: isBlank ? 'formulas_not_computed' : 'stale_formulas',
    severity: 'warning',
    message: `In "${sheet}", ${counted(formulas, 'formula')} ${isBlank ? blankMessage(formulas, reason) : staleMessage(formulas, reason)}`,
    place: { sheet },
    count: formulas,
  }))
}

const blankMessage = (formulas: number, reason: string | null): string =>
  `could not be computed and ${formulas === 1 ? 'is' : 'are'} blank. ${reason ?? `${noResult} What they read is blank too.`} Open the workbook in Excel, save it, and load it again.`

const staleMessage = (formulas: number, reason: string | null): string =>
  `could not be recalculated after a change, so what ${formulas === 1 ? 'it shows' : 'they show'} may be old. ${reason ?? 'What they read is out of date.'} Export the workbook and open it in Excel to have it recalculated.`
