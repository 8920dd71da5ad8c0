import { ContextMenuPopover, Menu, MenuDivider, MenuItem } from '@blueprintjs/core'
import { type RefObject, useEffect, useState } from 'react'
import { runCommand } from '#renderer/app/commands/index.ts'
import { besideMenu, tallMenu } from '#renderer/ui/tall-menu.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { textOfCell } from '../cells/cell-text.ts'
import { deleteColumns, setHeaderRow } from '../columns/change-columns.ts'
import { ColumnItems } from '../columns/column-items.tsx'
import { highlightCells } from '../edit/change-cells.ts'
import { filterBy, hideRows, showHiddenRows } from '../filter/change-view.ts'
import { spansText } from '../filter/hidden-rows.ts'
import { SortItems } from '../filter/sort-items.tsx'
import { areaOf, liveRange } from '../selection/selection.ts'
import { frozenColumns, frozenPanesOf } from '../state/frozen-panes.ts'
import { useGrid } from '../state/grid-state.ts'
import { type PresentSheet, presentSheet, useSheet } from '../state/present-sheet.ts'
import { hitOf } from './grid-pointer.ts'
import { hiddenAround, hiddenByWorkbook } from './hidden-beside.ts'

interface OpenMenu {
  readonly left: number
  readonly top: number
  /** The column whose header was clicked; undefined for the cells. */
  readonly column: ColumnInfo | undefined
}

/** What can be done with the selected cells, rows or columns, under the right mouse button or the menu key. */
export function CellMenu({ root }: { root: RefObject<HTMLDivElement | null> }) {
  const [menu, setMenu] = useState<OpenMenu | undefined>(undefined)
  const { columns } = useSheet()
  useEffect(() => {
    const element = root.current
    if (element === null) return
    const open = (event: MouseEvent) => {
      const present = presentSheet()
      const hit = present === undefined ? undefined : hitOf(event.target, present)
      if (hit === undefined) return
      event.preventDefault()
      const column = hit.span === 'columns' ? present?.columns[hit.place.column] : undefined
      setMenu({ left: event.clientX, top: event.clientY, column })
    }
    element.addEventListener('contextmenu', open)
    return () => element.removeEventListener('contextmenu', open)
  }, [root])
  const column = columns.find((candidate) => candidate.id === menu?.column?.id)
  return (
    <ContextMenuPopover
      isOpen={menu !== undefined}
      targetOffset={{ left: menu?.left ?? 0, top: menu?.top ?? 0 }}
      onClose={() => {
        setMenu(undefined)
        useGrid.getState().focusGrid?.()
      }}
      content={column === undefined ? <CellItems /> : <ColumnHeaderItems column={column} />}
    />
  )
}

function ColumnHeaderItems({ column }: { column: ColumnInfo }) {
  return (
    <Menu className={tallMenu}>
      <SortItems column={column} />
      <MenuDivider />
      <ColumnItems column={column} />
    </Menu>
  )
}

const run = (command: string) => () => runCommand(command)

const colors = ['yellow', 'green', 'red', 'blue'] as const

function CellItems() {
  const present = presentSheet()
  if (present === undefined) return <Menu />
  const { span } = liveRange(present.selection)
  const area = areaOf(liveRange(present.selection), present.extent)
  const rows = area.lastRow - area.firstRow + 1
  const chosen = present.columns.slice(area.firstColumn, area.lastColumn + 1)
  const column = present.columns[present.selection.active.column]
  const rowWord = rows === 1 ? 'row' : `${rows.toLocaleString('en-US')} rows`
  return (
    <Menu className={tallMenu}>
      <MenuItem icon="cut" text="Cut" label="Ctrl+X" onClick={run('cut')} />
      <MenuItem icon="duplicate" text="Copy" label="Ctrl+C" onClick={run('copy')} />
      <MenuItem icon="blank" text="Copy with headers" onClick={run('copyWithHeaders')} />
      <MenuItem icon="clipboard" text="Paste" label="Ctrl+V" onClick={run('paste')} />
      <MenuItem icon="blank" text="Paste values" label="Ctrl+Shift+V" onClick={run('pasteValues')} />
      <MenuItem icon="blank" text="Paste transposed" onClick={run('pasteTransposed')} />
      <MenuDivider />
      {span !== 'columns' && (
        <>
          <MenuItem icon="add-row-top" text={`Insert ${rowWord} above`} onClick={run('insertRowsAbove')} />
          <MenuItem icon="add-row-bottom" text={`Insert ${rowWord} below`} onClick={run('insertRowsBelow')} />
          <MenuItem icon="trash" text={`Delete ${rowWord}`} onClick={run('deleteRows')} />
          <MenuItem icon="eye-off" text={`Hide ${rowWord}`} label="Ctrl+9" onClick={run('hideRows')} />
          <HiddenRowItems present={present} />
          <FreezeItems present={present} />
        </>
      )}
      {span === 'columns' && (
        <MenuItem
          icon="trash"
          text={chosen.length === 1 ? 'Delete column' : `Delete ${chosen.length} columns`}
          onClick={() =>
            void deleteColumns(
              present.info,
              chosen.map((column) => column.id),
            )
          }
        />
      )}
      <MenuDivider />
      <MenuItem icon="eraser" text="Clear" label="Delete" onClick={run('clearCells')} />
      <MenuItem icon="arrow-down" text="Fill down" label="Ctrl+D" onClick={run('fillDown')} />
      <MenuItem icon="arrow-right" text="Fill right" label="Ctrl+R" onClick={run('fillRight')} />
      <MenuItem icon="trending-up" text="Fill series" onClick={run('fillSeries')} />
      <MenuDivider />
      <MenuItem icon="comment" text="Note..." label="Shift+F2" onClick={run('note')} />
      <MenuItem icon="highlight" text="Highlight" popoverProps={besideMenu}>
        {colors.map((color) => (
          <MenuItem
            key={color}
            icon={<span className={`highlight-swatch cell-highlight-${color}`} />}
            text={`${color[0]?.toUpperCase() ?? ''}${color.slice(1)}`}
            onClick={() => void highlightCells(color)}
          />
        ))}
        <MenuItem icon="cross" text="None" onClick={() => void highlightCells('none')} />
      </MenuItem>
      <MenuDivider />
      <FilterByCell present={present} />
      {column !== undefined && (
        <MenuItem icon="column-layout" text={`Column ${column.name}`} popoverProps={besideMenu}>
          <ColumnItems column={column} />
        </MenuItem>
      )}
      <HeaderRowItem present={present} />
    </Menu>
  )
}

/** At row numbers also what is hidden between the selected rows, and what the workbook would hide. */
function HiddenRowItems({ present }: { present: PresentSheet }) {
  const { info, selection, view } = present
  const { firstRow, lastRow } = areaOf(liveRange(selection), present.extent)
  const isOfRows = liveRange(selection).span === 'rows'
  const here = isOfRows ? hiddenAround(firstRow, lastRow) : []
  const theirs = isOfRows ? hiddenByWorkbook(selection.active.row) : { rows: [], numbers: [] }
  const hidden = view.hidden?.length ?? 0
  const spans = (numbers: readonly number[]): string =>
    `${numbers.length === 1 ? 'row' : 'rows'} ${spansText(numbers)}`
  return (
    <>
      {theirs.rows.length > 0 && (
        <MenuItem
          icon="blank"
          text={`Hide ${spans(theirs.numbers)}, as the workbook does`}
          onClick={() => hideRows(info.id, theirs.rows)}
        />
      )}
      {here.length > 0 && (
        <MenuItem
          icon="eye-open"
          text={`Show hidden ${spans(here.map(({ number }) => number))}`}
          onClick={() =>
            showHiddenRows(
              info.id,
              here.map(({ row }) => row),
            )
          }
        />
      )}
      {hidden > here.length && (
        <MenuItem
          icon={here.length > 0 ? 'blank' : 'eye-open'}
          text={
            here.length > 0
              ? `Show all ${hidden.toLocaleString('en-US')} hidden rows`
              : 'Show the hidden rows'
          }
          onClick={run('showRows')}
        />
      )}
    </>
  )
}

/** Of rows down to the selected ones, or of what is above and left of the active cell. */
function FreezeItems({ present }: { present: PresentSheet }) {
  const { frozenRows } = useGrid.getState()
  const isOfRows = liveRange(present.selection).span === 'rows'
  const isFrozen =
    frozenRows > 0 || (!isOfRows && frozenColumns(present.info, frozenPanesOf(present.info)) > 0)
  const { row, column } = present.selection.active
  return (
    <>
      {isOfRows && <MenuItem icon="pin" text="Freeze up to this row" onClick={run('freezeRows')} />}
      {!isOfRows && (
        <MenuItem
          icon="pin"
          text="Freeze above and left of this cell"
          disabled={row === 0 && column === 0}
          onClick={run('freezePanes')}
        />
      )}
      {isFrozen && (
        <MenuItem
          icon="unpin"
          text={isOfRows ? 'Unfreeze rows' : 'Unfreeze'}
          onClick={run(isOfRows ? 'unfreezeRows' : 'unfreezePanes')}
        />
      )}
    </>
  )
}

/** The header row is detected; where that went wrong, a row is said to be it. */
function HeaderRowItem({ present }: { present: PresentSheet }) {
  const { info, selection, tiles } = present
  const number = tiles?.rowNumber(selection.active.row)
  if (liveRange(selection).span !== 'rows' || number === undefined) return null
  return (
    <>
      <MenuDivider />
      <MenuItem
        icon="header"
        text={`Use row ${number.toLocaleString('en-US')} as the headers`}
        onClick={() => void setHeaderRow(info.id, number)}
      />
      {info.headerRow > 0 && (
        <MenuItem
          icon="blank"
          text="This sheet has no header row"
          onClick={() => void setHeaderRow(info.id, 0)}
        />
      )}
    </>
  )
}

/** Only the rows that hold the same as the active cell. */
function FilterByCell({ present }: { present: PresentSheet }) {
  const { active } = present.selection
  const column = present.columns[active.column]
  const value = column === undefined ? undefined : present.tiles?.cell(active.row, column.id)
  if (column === undefined || value === undefined) return null
  const isBlank = value.kind === 'blank'
  const texts = isBlank ? [] : [textOfCell(value)]
  return (
    <MenuItem
      icon="filter"
      text={isBlank ? `Only rows with blank ${column.name}` : 'Only rows with this value'}
      onClick={() =>
        filterBy(present.info.id, column.id, [{ type: 'values', column: column.id, texts, blanks: isBlank }])
      }
    />
  )
}
