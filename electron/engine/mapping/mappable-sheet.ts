import type { SheetId } from '#shared/domain/ids.ts'
import type { ColumnInfo, NamedArea, SheetInfo } from '#shared/domain/sheet.ts'

/** A sheet as the mapping sees it: where it comes from, the table of its rows, its columns. */
export interface MappableSheet {
  readonly id: SheetId
  /** Name of its source, as `SheetMapping.file` says it. */
  readonly file: string
  readonly name: string
  /** Its data rows (see intake/imported.ts) as SQL takes them after FROM. */
  readonly table: string
  readonly rowCount: number
  readonly columns: readonly ColumnInfo[]
  /** Columns that had another header when the file was read, by that header. */
  readonly formerNames?: ReadonlyMap<string, ColumnInfo>
  /** The sheet in which it stands, where it is a native table or a named range of one, and which of the two. */
  readonly partOf?: string
  readonly area?: NamedArea['kind']
  readonly state: SheetInfo['state']
}

/**
 * The column of that header, or the one that had it before it was renamed; undefined where the sheet has neither, as
 * when it was deleted.
 */
export const findColumn = (sheet: MappableSheet, name: string): ColumnInfo | undefined =>
  sheet.columns.find((column) => column.name === name) ?? sheet.formerNames?.get(name)
