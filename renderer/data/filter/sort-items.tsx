import { MenuItem } from '@blueprintjs/core'
import type { MouseEvent } from 'react'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { useSheet } from '../state/present-sheet.ts'
import { clearSort, sortBy } from './change-view.ts'

const wordings: Record<ColumnInfo['type'], readonly [ascending: string, descending: string]> = {
  text: ['Sort A to Z', 'Sort Z to A'],
  number: ['Sort smallest to largest', 'Sort largest to smallest'],
  boolean: ['Sort false to true', 'Sort true to false'],
  date: ['Sort oldest to newest', 'Sort newest to oldest'],
  datetime: ['Sort oldest to newest', 'Sort newest to oldest'],
}

/** Sorting by a column; with Shift it becomes a further key behind those already there. */
export function SortItems({ column }: { column: ColumnInfo }) {
  const { info, view } = useSheet()
  if (info === undefined) return null
  const present = view.sort.find((key) => key.column === column.id)
  const sort = (descending: boolean) => (event: MouseEvent<HTMLElement>) =>
    sortBy(info.id, column.id, descending, event.shiftKey)
  const [ascending, descending] = wordings[column.type]
  return (
    <>
      <MenuItem
        icon="sort-asc"
        text={ascending}
        active={present?.descending === false}
        title="With Shift: as a further sort key"
        onClick={sort(false)}
      />
      <MenuItem
        icon="sort-desc"
        text={descending}
        active={present?.descending === true}
        title="With Shift: as a further sort key"
        onClick={sort(true)}
      />
      {present !== undefined && (
        <MenuItem
          icon="cross"
          text="Do not sort by this column"
          onClick={() => clearSort(info.id, column.id)}
        />
      )}
    </>
  )
}
