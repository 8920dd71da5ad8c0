/** A cell of a source by the sheet's name in its workbook, and its row and column there. */
export interface SourceCell {
  readonly sheet: string
  readonly row: number
  readonly column: number
}

export const keyOf = ({ sheet, row, column }: SourceCell): string => `${sheet}/${row}/${column}`
