import { Button, PopoverNext } from '@blueprintjs/core'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { useGrid } from '../state/grid-state.ts'
import { useSheet } from '../state/present-sheet.ts'
import { ColumnPanel } from './column-panel.tsx'
import { useColumnPanel } from './column-panel-state.ts'

/** The small button in a column's header: what it is sorted or filtered by, and the panel that changes it. */
export function ColumnMenuButton({ column }: { column: ColumnInfo }) {
  const { view } = useSheet()
  const isOpen = useColumnPanel((state) => state.column === column.id)
  const { open } = useColumnPanel.getState()
  const close = () => useColumnPanel.getState().close(column.id)
  const sorted = view.sort.find((key) => key.column === column.id)
  const isFiltered = view.filters.some((filter) => filter.column === column.id)
  const icon = isFiltered ? 'filter' : sorted === undefined ? 'chevron-down' : sortIcon(sorted.descending)
  const isUsed = isFiltered || sorted !== undefined
  return (
    <PopoverNext
      isOpen={isOpen}
      onInteraction={(isWanted) => (isWanted ? open(column.id) : close())}
      shouldReturnFocusOnClose={false}
      onClosed={() => useGrid.getState().focusGrid?.()}
      placement="bottom-end"
      animation="minimal"
      arrow={false}
      content={<ColumnPanel column={column} onClose={close} />}
      className={isUsed || isOpen ? 'column-menu column-menu-used' : 'column-menu'}
    >
      <Button
        variant="minimal"
        size="small"
        icon={icon}
        tabIndex={-1}
        title="Sort, filter and change the column  Alt+Down"
        aria-label={`Sort, filter and change column ${column.name}`}
      />
    </PopoverNext>
  )
}

const sortIcon = (descending: boolean) => (descending ? 'arrow-down' : 'arrow-up')
