import { columnLetters } from '#shared/domain/address.ts'
import type { ColumnId } from '#shared/domain/ids.ts'
import type { ColumnInfo, SheetInfo } from '#shared/domain/sheet.ts'
import { formatColumns } from '../columns/change-columns.ts'
import { ColumnMenuButton } from '../columns/column-menu-button.tsx'
import { columnGlyph } from '../columns/type-names.ts'
import { areasOf } from '../selection/selection.ts'
import { selectionOf, useGrid } from '../state/grid-state.ts'
import { useSheet } from '../state/present-sheet.ts'
import { fieldNames, useSheetReadings } from '../state/sheet-readings.ts'

interface Props {
  readonly columnId: ColumnId
  readonly place: number
}

/** Letter and type, the header's name, and what the column is mapped to; a click selects the column. */
export function ColumnHeader({ columnId, place }: Props) {
  const { info, columns } = useSheet()
  const column = columns[place]?.id === columnId ? columns[place] : undefined
  const readings = useSheetReadings(info)
  const isSelected = useGrid((state) => isColumnSelected(selectionOf(state), place, columns.length))
  if (info === undefined || column === undefined) return null
  const field = fieldNames(readings, column.name).join(', ')
  const letter = columnLetters(column.number)
  const type = columnGlyph(column)
  const isLast = place === columns.length - 1
  return (
    <div className={isSelected ? 'column-header column-header-selected' : 'column-header'} data-place={place}>
      <HiddenColumns sheet={info} hidden={hiddenBefore(info, columns[place - 1], column)} side="left" />
      {isLast && <HiddenColumns sheet={info} hidden={hiddenBefore(info, column, undefined)} side="right" />}
      <div className="column-header-top">
        <span className="column-letter">{letter}</span>
        <span className="column-glyph" title={type.long}>
          {type.glyph}
        </span>
        <ColumnMenuButton column={column} />
      </div>
      <div className="column-name" title={column.name}>
        {column.name}
      </div>
      {readings.length > 0 && (
        <div className="column-field" title={field === '' ? undefined : `Mapped to ${field}`}>
          {field}
        </div>
      )}
    </div>
  )
}

/** The hidden columns between two that are shown beside each other; undefined stands for the edge of the sheet. */
function hiddenBefore(
  { columns }: SheetInfo,
  left: ColumnInfo | undefined,
  right: ColumnInfo | undefined,
): readonly ColumnInfo[] {
  const from = left === undefined ? 0 : columns.indexOf(left) + 1
  return columns.slice(from, right === undefined ? columns.length : columns.indexOf(right))
}

interface HiddenColumnsProps {
  readonly sheet: SheetInfo
  readonly hidden: readonly ColumnInfo[]
  readonly side: 'left' | 'right'
}

/** A mark on the edge where columns are hidden; a click shows them again. */
function HiddenColumns({ sheet, hidden, side }: HiddenColumnsProps) {
  if (hidden.length === 0) return null
  const names = hidden.map(({ name }) => name).join(', ')
  const label = `Show hidden ${hidden.length === 1 ? 'column' : 'columns'}: ${names}`
  return (
    <button
      type="button"
      className={`hidden-columns hidden-columns-${side}`}
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={() => void formatColumns(sheet, hidden, { hidden: false })}
    />
  )
}

function isColumnSelected(
  selection: ReturnType<typeof selectionOf>,
  place: number,
  columnCount: number,
): boolean {
  return areasOf(selection, { rows: 1, columns: columnCount }).some(
    (area) => place >= area.firstColumn && place <= area.lastColumn,
  )
}
