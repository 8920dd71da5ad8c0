import { MenuDivider, MenuItem } from '@blueprintjs/core'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { applyOrSay } from '../state/apply-command.ts'
import { frozenColumns, useFrozenColumns } from '../state/frozen-columns.ts'
import { useGrid } from '../state/grid-state.ts'
import { useSheet } from '../state/present-sheet.ts'
import { useSheetSettings } from '../state/sheet-settings.ts'
import { deleteColumns, hideColumn, insertColumnBeside, moveColumn } from './change-columns.ts'
import { useColumnDialog } from './column-dialog-state.ts'
import { numberFormats } from './number-formats.ts'

/** What can be done with a column, for its panel and its context menu. */
export function ColumnItems({ column }: { column: ColumnInfo }) {
  const { info, columns } = useSheet()
  const openDialog = useColumnDialog((state) => state.open)
  const chosen = useFrozenColumns(info)
  const wraps = useSheetSettings((state) => info !== undefined && state.wrapped.has(info.id))
  if (info === undefined) return null
  const place = columns.indexOf(column)
  const frozen = frozenColumns(info, chosen)
  const hidden = info.columns.filter((other) => other.hidden)
  return (
    <>
      <MenuItem
        icon="edit"
        text="Rename..."
        onClick={() => openDialog({ type: 'rename', sheet: info.id, column: column.id })}
      />
      <MenuItem
        icon="function"
        text={column.formula === undefined ? 'Compute by a formula...' : 'Change the formula...'}
        onClick={() => openDialog({ type: 'formula', sheet: info.id, column: column.id })}
      />
      <MenuItem icon="numerical" text="Number format">
        {numberFormats.map(({ name, code, example }) => (
          <MenuItem
            key={name}
            text={name}
            label={example}
            active={(column.numberFormat ?? null) === code}
            onClick={() =>
              void applyOrSay(
                { type: 'formatColumn', sheet: info.id, column: column.id, numberFormat: code },
                'The format was not changed',
              )
            }
          />
        ))}
        <MenuItem
          text="Other..."
          onClick={() => openDialog({ type: 'numberFormat', sheet: info.id, column: column.id })}
        />
      </MenuItem>
      <MenuDivider />
      <MenuItem
        icon="add-column-left"
        text="Insert column left"
        onClick={() => void insertColumnBeside(info, column, 0)}
      />
      <MenuItem
        icon="add-column-right"
        text="Insert column right"
        onClick={() => void insertColumnBeside(info, column, 1)}
      />
      <MenuItem
        icon="function"
        text="Insert computed column..."
        onClick={() => openDialog({ type: 'newFormula', sheet: info.id, column: column.id })}
      />
      <MenuItem
        icon="arrow-left"
        text="Move left"
        disabled={place <= 0}
        onClick={() => void moveColumn(info, columns, place, place - 1)}
      />
      <MenuItem
        icon="arrow-right"
        text="Move right"
        disabled={place >= columns.length - 1}
        onClick={() => void moveColumn(info, columns, place, place + 2)}
      />
      <MenuDivider />
      <MenuItem
        icon="horizontal-distribution"
        text="Fit the width to the content"
        onClick={() => useGrid.getState().fitColumn?.(column.id)}
      />
      <MenuItem
        icon="wrap-lines"
        text={wraps ? 'Do not wrap text in this sheet' : 'Wrap text in this sheet'}
        onClick={() => useSheetSettings.getState().wrap(info.id, !wraps)}
      />
      {frozen === place + 1 ? (
        <MenuItem
          icon="unpin"
          text="Unfreeze columns"
          onClick={() => useSheetSettings.getState().freeze(info.id, 0)}
        />
      ) : (
        <MenuItem
          icon="pin"
          text="Freeze up to this column"
          onClick={() => useSheetSettings.getState().freeze(info.id, place + 1)}
        />
      )}
      <MenuItem
        icon="eye-off"
        text="Hide"
        disabled={columns.length < 2}
        onClick={() => void hideColumn(info, column, true)}
      />
      {hidden.length > 0 && (
        <MenuItem icon="eye-open" text="Show hidden columns">
          {hidden.map((other) => (
            <MenuItem key={other.id} text={other.name} onClick={() => void hideColumn(info, other, false)} />
          ))}
        </MenuItem>
      )}
      <MenuItem
        icon="trash"
        text="Delete column"
        disabled={info.columns.length < 2}
        onClick={() => void deleteColumns(info, [column.id])}
      />
    </>
  )
}
