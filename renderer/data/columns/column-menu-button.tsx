import { Button, PopoverNext } from '@blueprintjs/core'
import { useState } from 'react'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { useGrid } from '../state/grid-state.ts'
import { useSheet } from '../state/present-sheet.ts'
import { ColumnPanel } from './column-panel.tsx'

/** The small button in a column's header: what it is sorted or filtered by, and the panel that changes it. */
export function ColumnMenuButton({ column }: { column: ColumnInfo }) {
  const { view } = useSheet()
  const [isOpen, setOpen] = useState(false)
  const sorted = view.sort.find((key) => key.column === column.id)
  const isFiltered = view.filters.some((filter) => filter.column === column.id)
  const icon = isFiltered ? 'filter' : sorted === undefined ? 'chevron-down' : sortIcon(sorted.descending)
  const isUsed = isFiltered || sorted !== undefined
  return (
    <PopoverNext
      isOpen={isOpen}
      onInteraction={(open) => setOpen(open)}
      shouldReturnFocusOnClose={false}
      onClosed={() => useGrid.getState().focusGrid?.()}
      placement="bottom-end"
      animation="minimal"
      arrow={false}
      content={<ColumnPanel column={column} onClose={() => setOpen(false)} />}
      className={isUsed || isOpen ? 'column-menu column-menu-used' : 'column-menu'}
    >
      <Button
        variant="minimal"
        size="small"
        icon={icon}
        tabIndex={-1}
        aria-label={`Sort, filter and change column ${column.name}`}
      />
    </PopoverNext>
  )
}

const sortIcon = (descending: boolean) => (descending ? 'arrow-down' : 'arrow-up')
