import { z } from 'zod'
import type { ProjectInfo } from '#shared/contract/project.ts'
import { type Connection, readRows } from './connection.ts'

/** Sheets with formulas of the workbook that could not follow a change, so that nobody takes their values for new. */
export async function staleProblems(connection: Connection): Promise<ProjectInfo['problems']> {
  const rows = await readRows(
    connection,
    z.object({ sheet: z.string(), formulas: z.number(), reason: z.string().nullable() }),
    `SELECT s.name AS sheet, count(*) AS formulas,
       mode(f.reason ORDER BY f.reason) FILTER (f.reason NOT LIKE 'A cell that it reads%') AS reason
     FROM stale_formula AS f JOIN sheet AS s ON s.id = f.sheet_id GROUP BY s.id, s.name ORDER BY s.id`,
  )
  return rows.map(({ sheet, formulas, reason }) => ({
    code: 'stale_formulas',
    severity: 'warning',
    message: `In "${sheet}", ${formulas === 1 ? 'one formula' : `${formulas.toLocaleString('en-US')} formulas`} could not be recalculated after a change, so what ${formulas === 1 ? 'it shows' : 'they show'} may be old. ${reason ?? 'What they read is out of date.'} Export the workbook and open it in Excel to have it recalculated.`,
    place: { sheet },
    count: formulas,
  }))
}
