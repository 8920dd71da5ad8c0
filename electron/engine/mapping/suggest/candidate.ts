import type { DatasetKind } from '#shared/domain/kind.ts'
import type { SheetMapping, SuggestedSheet } from '#shared/domain/mapping.ts'

/** One way of reading a sheet, with what speaks for it. */
export interface Candidate {
  readonly kind: DatasetKind
  readonly columns: SuggestedSheet['columns']
  readonly values: SheetMapping['values']
  readonly unpivot?: NonNullable<SheetMapping['unpivot']>
  readonly transpose?: NonNullable<SheetMapping['transpose']>
  /** Grows with every column explained; compares the readings of one sheet. */
  readonly evidence: number
  readonly reason: string
}

export const rounded = (value: number): number => Math.round(Math.min(1, value) * 100) / 100
