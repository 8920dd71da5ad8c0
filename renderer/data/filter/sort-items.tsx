import { MenuItem } from '@blueprintjs/core'
import type { MouseEvent } from 'react'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { usualType } from '../columns/type-names.ts'
import { useSheet } from '../state/present-sheet.ts'
import { clearSort, sortBy } from './change-view.ts'

const wordings: Record<ColumnInfo['type'], readonly [ascending: string, descending: string]> = {
  text: ['Sort A to Z', 'Sort Z to A'],
  number: ['Sort smallest to largest', 'Sort largest to smallest'],
  boolean: ['Sort false to true', 'Sort true to false'],
  date: ['Sort oldest to newest', 'Sort newest to oldest'],
  datetime: ['Sort oldest to newest', 'Sort newest to oldest'],
}

/** "Sort A to Z" behind other keys: "Then A to Z". */
const further = (wording: string): string => wording.replace(/^Sort/, 'Then')

/** Sorting by a column, also as a further key behind those already there. */
export function SortItems({ column }: { column: ColumnInfo }) {
  const { info, view } = useSheet()
  if (info === undefined) return null
  const present = view.sort.find((key) => key.column === column.id)
  const sort = (descending: boolean) => (event: MouseEvent<HTMLElement>) =>
    sortBy(info.id, column.id, descending, event.shiftKey)
  const sortFurther = (descending: boolean) => () => sortBy(info.id, column.id, descending, true)
  const [ascending, descending] = wordings[usualType(column)]
  const isFurther = present === undefined && view.sort.length > 0
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
      {isFurther && (
        <>
          <MenuItem icon="blank" text={further(ascending)} onClick={sortFurther(false)} />
          <MenuItem icon="blank" text={further(descending)} onClick={sortFurther(true)} />
        </>
      )}
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
