import type { NewCell } from '../write-cells.ts'

/** A cell and where it goes. */
export interface MovedCell {
  readonly from: Pick<NewCell, 'row' | 'column'>
  readonly to: NewCell
}

export const cellKey = ({ row, column }: MovedCell['from']): string => `${row}/${column}`
