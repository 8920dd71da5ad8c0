import { useRef } from 'react'
import type { ColumnInfo } from '#shared/domain/sheet.ts'

/** The same array as long as no column changed: every edit brings a whole new project, most leave the columns alone. */
export function useStableColumns(columns: readonly ColumnInfo[]): readonly ColumnInfo[] {
  const kept = useRef(columns)
  if (!areSame(kept.current, columns)) kept.current = columns
  return kept.current
}

const areSame = (before: readonly ColumnInfo[], after: readonly ColumnInfo[]): boolean =>
  before === after ||
  (before.length === after.length &&
    before.every((column, index) => {
      const other = after[index]
      return (
        other !== undefined &&
        column.id === other.id &&
        column.name === other.name &&
        column.type === other.type &&
        column.width === other.width &&
        column.numberFormat === other.numberFormat &&
        column.formula === other.formula
      )
    }))
