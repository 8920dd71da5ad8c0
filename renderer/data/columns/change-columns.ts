import type { ColumnId } from '#shared/domain/ids.ts'
import type { ColumnInfo, SheetInfo } from '#shared/domain/sheet.ts'
import { applyOrSay } from '../state/apply-command.ts'

/** "Column", "Column 2", ...: the first that no column has yet. */
export function freeColumnName(columns: readonly Pick<ColumnInfo, 'name'>[], base = 'Column'): string {
  const taken = new Set(columns.map((column) => column.name.toLowerCase()))
  if (!taken.has(base.toLowerCase())) return base
  let number = 2
  while (taken.has(`${base} ${number}`.toLowerCase())) number += 1
  return `${base} ${number}`
}

/** A blank column left (0) or right (1) of another. */
export function insertColumnBeside(info: SheetInfo, column: ColumnInfo, side: 0 | 1): Promise<boolean> {
  const next = info.columns[info.columns.indexOf(column) + side]
  return applyOrSay(
    { type: 'insertColumn', sheet: info.id, before: next?.id ?? null, name: freeColumnName(info.columns) },
    'No column was inserted',
  )
}

/** Moves a shown column before the shown column that stands at `before`, or to the end. */
export function moveColumn(
  info: SheetInfo,
  columns: readonly ColumnInfo[],
  place: number,
  before: number,
): Promise<boolean> {
  const column = columns[place]
  if (column === undefined) return Promise.resolve(false)
  return applyOrSay(
    { type: 'moveColumn', sheet: info.id, column: column.id, before: columns[before]?.id ?? null },
    'The column was not moved',
  )
}

export const hideColumn = (info: SheetInfo, column: ColumnInfo, hidden: boolean): Promise<boolean> =>
  applyOrSay(
    { type: 'formatColumn', sheet: info.id, column: column.id, hidden },
    hidden ? 'The column was not hidden' : 'The column was not shown',
  )

export const deleteColumns = (info: SheetInfo, columns: readonly ColumnId[]): Promise<boolean> =>
  applyOrSay(
    { type: 'deleteColumns', sheet: info.id, columns: [...columns] },
    'Nothing was deleted',
    'Deleting',
  )
