import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import type { Step } from './step.ts'

/** What steps change of a sheet's content: which rows there are, or only cells of some columns. */
export interface AffectedSheet {
  rows: boolean
  readonly columns: Set<ColumnId>
}

export type Affected = ReadonlyMap<SheetId, AffectedSheet>

/** What of the sheets' rows and cells the steps change; names, formats, notes and the like are no content. */
export function affectedBy(steps: readonly Step[]): Affected {
  const sheets = new Map<SheetId, AffectedSheet>()
  const at = (sheet: SheetId): AffectedSheet => {
    const known = sheets.get(sheet) ?? { rows: false, columns: new Set<ColumnId>() }
    sheets.set(sheet, known)
    return known
  }
  for (const step of steps)
    switch (step.type) {
      case 'cells':
        for (const column of step.columns) at(step.sheet).columns.add(column)
        break
      case 'columnTypes':
        for (const { column } of step.columns) at(step.sheet).columns.add(column)
        break
      case 'addColumn':
        at(step.sheet).columns.add(step.column)
        break
      case 'insertRows':
      case 'deleteRows':
        at(step.sheet).rows = true
        break
    }
  return sheets
}
