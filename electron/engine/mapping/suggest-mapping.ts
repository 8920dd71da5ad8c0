import type { SuggestedSheet } from '#shared/domain/mapping.ts'
import type { Connection } from '../store/connection.ts'
import type { MappableSheet } from './mappable-sheet.ts'
import { decideReadings } from './profile/decide-readings.ts'
import { profileSheet } from './profile/profile-sheet.ts'
import { suggestSheet } from './suggest/suggest-sheet.ts'

/** The suggested readings of one sheet, from its headers and all its values; none where it is nothing known. */
export async function suggestSheetMapping(
  connection: Connection,
  sheet: MappableSheet,
): Promise<SuggestedSheet[]> {
  const columns = await profileSheet(connection, sheet)
  const suggested = suggestSheet({ file: sheet.file, sheet: sheet.name, rowCount: sheet.rowCount, columns })
  const decided: SuggestedSheet[] = []
  for (const suggestion of suggested) decided.push(await decideReadings(connection, sheet, suggestion))
  return decided
}
