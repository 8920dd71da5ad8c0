import type { ClvRequest } from '#shared/contract/clv.ts'
import { effectiveMapping } from '../../mapping/effective-mapping.ts'
import { readMappableSheets } from '../../mapping/project-sheets.ts'
import type { Connection } from '../../store/connection.ts'
import type { Project } from '../../store/project.ts'

const daysPerYear = 365.25
const monthsPerUnit: Readonly<Record<NonNullable<ClvRequest['unit']>, number>> = {
  day: 12 / daysPerYear,
  week: (12 * 7) / daysPerYear,
  month: 1,
  year: 12,
}

const words: readonly { readonly pattern: RegExp; readonly months: number }[] = [
  { pattern: /year|annual|jahr|année|an\b|año/i, months: 12 },
  { pattern: /quarter|quartal|trimestre/i, months: 3 },
  { pattern: /week|woche|semaine|semana/i, months: monthsPerUnit.week },
]

/** Months in a period of a contract: as asked for, else as the header of the survivors' period column says, else one. */
export async function monthsPerPeriod(
  project: Project,
  connection: Connection,
  unit: ClvRequest['unit'],
): Promise<number> {
  if (unit !== undefined) return monthsPerUnit[unit]
  const mapping = await effectiveMapping(connection, project, await readMappableSheets(connection))
  const header = mapping.sheets
    .filter(({ kind }) => kind === 'survivors')
    .flatMap(({ columns }) => columns)
    .find(({ field }) => field === 'period')?.column
  return words.find(({ pattern }) => pattern.test(header ?? ''))?.months ?? 1
}
