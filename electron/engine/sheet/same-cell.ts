import type { CellValue } from '#shared/domain/cell.ts'

/** True where two cells hold the same: the same kind, and the same value exactly. */
export function isSameCell(a: CellValue, b: CellValue): boolean {
  if (a.kind === 'blank' || b.kind === 'blank') return a.kind === b.kind
  return a.kind === b.kind && a.value === b.value
}
