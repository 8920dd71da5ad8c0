import type { SuggestedSheet } from '#shared/domain/mapping.ts'
import type { Connection } from '../store/connection.ts'
import type { MappableSheet } from './mappable-sheet.ts'
import { decideReadings } from './profile/decide-readings.ts'
import { profileSheets } from './profile/profile-sheet.ts'
import { suggestSheet } from './suggest/suggest-sheet.ts'

/** The suggested readings of sheets, a list a sheet, from headers and values; an empty one where a sheet is nothing known. */
export async function suggestMappings(
  connection: Connection,
  sheets: readonly MappableSheet[],
): Promise<SuggestedSheet[][]> {
  const shapes = await profileSheets(connection, sheets)
  const suggested = sheets.flatMap((sheet, place) => {
    const { file, name, rowCount } = sheet
    const columns = shapes[place] ?? []
    return suggestSheet({ file, sheet: name, rowCount, columns }).map((suggestion) => ({
      sheet,
      place,
      suggestion,
    }))
  })
  const decided = await decideReadings(connection, suggested)
  return sheets.map((_, place) => decided.filter((_each, at) => suggested[at]?.place === place))
}
