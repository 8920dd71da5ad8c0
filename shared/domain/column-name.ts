import type { ColumnInfo } from './sheet.ts'

/** "Column", "Column 2", ...: the first that no column has yet. */
export function freeColumnName(columns: readonly Pick<ColumnInfo, 'name'>[], base = 'Column'): string {
  const taken = new Set(columns.map((column) => column.name.toLowerCase()))
  if (!taken.has(base.toLowerCase())) return base
  let number = 2
  while (taken.has(`${base} ${number}`.toLowerCase())) number += 1
  return `${base} ${number}`
}
