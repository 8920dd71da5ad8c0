import { MenuDivider, MenuItem } from '@blueprintjs/core'
import { besideMenu } from '#renderer/ui/tall-menu.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { frozenColumns, useFrozenPanes } from '../state/frozen-panes.ts'
import { useSheet } from '../state/present-sheet.ts'
import { useSheetSettings } from '../state/sheet-settings.ts'
import {
  columnsInHand,
  deleteColumns,
  fitColumns,
  formatColumns,
  insertColumnBeside,
  moveColumns,
} from './change-columns.ts'
import { useColumnDialog } from './column-dialog-state.ts'
import { numberFormats } from './number-formats.ts'

/** What can be done with a column, for its panel and its context menu. */
export function ColumnItems({ column }: { column: ColumnInfo }) {
  const { info, columns } = useSheet()
  const openDialog = useColumnDialog((state) => state.open)
  const chosen = useFrozenPanes(info)
  const wraps = useSheetSettings((state) => info !== undefined && state.wrapped.has(info.id))
  if (info === undefined) return null
  const place = columns.indexOf(column)
  const frozen = frozenColumns(info, chosen)
  const hidden = info.columns.filter((other) => other.hidden)
  const inHand = columnsInHand(column)
  const firstInHand = inHand[0] === undefined ? place : columns.indexOf(inHand[0])
  const several = inHand.length > 1 ? ` ${inHand.length} columns` : ''
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
      <MenuItem icon="numerical" text="Number format" popoverProps={besideMenu}>
        {numberFormats.map(({ name, code, example }) => (
          <MenuItem
            key={name}
            text={name}
            label={example}
            active={(column.numberFormat ?? null) === code}
            onClick={() => void formatColumns(info, inHand, { numberFormat: code })}
          />
        ))}
        <MenuItem
          text="Other..."
          onClick={() =>
            openDialog({
              type: 'numberFormat',
              sheet: info.id,
              column: column.id,
              others: inHand.filter((other) => other !== column).map(({ id }) => id),
            })
          }
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
        disabled={firstInHand <= 0}
        onClick={() => void moveColumns(info, columns, inHand, firstInHand - 1)}
      />
      <MenuItem
        icon="arrow-right"
        text="Move right"
        disabled={firstInHand + inHand.length >= columns.length}
        onClick={() => void moveColumns(info, columns, inHand, firstInHand + inHand.length + 1)}
      />
      <MenuDivider />
      <MenuItem
        icon="horizontal-distribution"
        text="Fit the width to the content"
        onClick={() => fitColumns(inHand)}
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
          onClick={() => useSheetSettings.getState().freeze(info.id, { columns: 0 })}
        />
      ) : (
        <MenuItem
          icon="pin"
          text="Freeze up to this column"
          onClick={() => useSheetSettings.getState().freeze(info.id, { columns: place + 1 })}
        />
      )}
      <MenuItem
        icon="eye-off"
        text={`Hide${several}`}
        disabled={columns.length <= inHand.length}
        onClick={() => void formatColumns(info, inHand, { hidden: true })}
      />
      {hidden.length > 0 && (
        <MenuItem icon="eye-open" text="Show hidden columns" popoverProps={besideMenu}>
          {hidden.length > 1 && (
            <MenuItem
              text="All of them"
              onClick={() => void formatColumns(info, hidden, { hidden: false })}
            />
          )}
          {hidden.map((other) => (
            <MenuItem
              key={other.id}
              text={other.name}
              onClick={() => void formatColumns(info, [other], { hidden: false })}
            />
          ))}
        </MenuItem>
      )}
      <MenuItem
        icon="trash"
        text={several === '' ? 'Delete column' : `Delete${several}`}
        disabled={info.columns.length <= inHand.length}
        onClick={() =>
          void deleteColumns(
            info,
            inHand.map(({ id }) => id),
          )
        }
      />
    </>
  )
}
