import type { SheetChanges } from '../../sheet/changes-for-export.ts'
import type { CellFill } from '../package/workbook-changes.ts'
import type { DataPlace } from './data-places.ts'
import type { NumberOf } from './row-places.ts'

/** The colours that the app offers, as fills. */
const fillColors: Readonly<Record<string, string>> = {
  yellow: 'FFFFEB9C',
  green: 'FFC6EFCE',
  red: 'FFFFC7CE',
  blue: 'FFBDD7EE',
}

export const fillColorOf = (color: string): string | undefined => fillColors[color]

/** The cells that the user coloured, in the columns that the exported sheet has from the start. */
export const fillsOf = ({ highlights }: SheetChanges, place: DataPlace, rowNumber: NumberOf): CellFill[] =>
  highlights.flatMap((highlight) => {
    const [row, column] = [rowNumber(highlight.row), place.columnOf(highlight.column)]
    const color = fillColorOf(highlight.color)
    return row === undefined || column === undefined || color === undefined ? [] : [{ row, column, color }]
  })
