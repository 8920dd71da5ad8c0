import { Menu, MenuDivider, MenuItem } from '@blueprintjs/core'
import { besideMenu } from '#renderer/ui/tall-menu.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { FilterPanel } from '../filter/filter-panel.tsx'
import { SortItems } from '../filter/sort-items.tsx'
import { ColumnItems } from './column-items.tsx'

/** Behind the button in a column's header: sort, filter, and what can be done with the column. */
export function ColumnPanel({ column, onClose }: { column: ColumnInfo; onClose: () => void }) {
  return (
    <div className="column-panel">
      <Menu>
        <SortItems column={column} />
        <MenuDivider />
      </Menu>
      <FilterPanel column={column} onClose={onClose} />
      <Menu>
        <MenuDivider />
        <MenuItem icon="column-layout" text="Change this column" popoverProps={besideMenu}>
          <ColumnItems column={column} />
        </MenuItem>
      </Menu>
    </div>
  )
}
