import { Button, Tag } from '@blueprintjs/core'
import type { ReactNode } from 'react'
import type { ColumnFilter } from '#shared/contract/sheet.ts'
import { counted } from '#shared/domain/counted.ts'
import type { ColumnInfo, SheetInfo } from '#shared/domain/sheet.ts'
import { useGrid } from '../state/grid-state.ts'
import { isNarrowed, useSheet } from '../state/present-sheet.ts'
import { clearFilters, clearRows, clearSort, filterBy, reapply, showHiddenRows } from './change-view.ts'
import { operatorNames } from './condition-fields.tsx'
import { shownText } from './value-text.ts'
import './view-chips.css'

/** One line above the grid that says what is left out and in which order the rest stands; nothing where nothing is. */
export function ViewChips() {
  const { info, shown, view } = useSheet()
  const total = useGrid((state) => state.total)
  const outdated = useGrid((state) => state.outdated)
  if (info === undefined) return null
  if (!isNarrowed(view) && view.sort.length === 0) return null
  const hidden = view.hidden?.length ?? 0
  const columns = new Map(info.columns.map((column) => [column.id, column]))
  return (
    <section className="view-chips" aria-label="Filters and sort order">
      {shown.rows !== undefined && (
        <Chip onRemove={() => clearRows(info.id)} isStrong>
          {shown.rows.label}
        </Chip>
      )}
      {[...columns.values()].flatMap((column) => {
        const own = view.filters.filter((filter) => filter.column === column.id)
        if (own.length === 0) return []
        return (
          <Chip key={column.id} onRemove={() => filterBy(info.id, column.id, [])}>
            <b>{column.name}</b> {own.map((filter) => filterText(filter, column)).join(' and ')}
          </Chip>
        )
      })}
      {hidden > 0 && (
        <Chip onRemove={() => showHiddenRows(info.id)}>{`${counted(hidden, 'row')} hidden`}</Chip>
      )}
      {view.sort.map(({ column, descending }) => (
        <Chip key={`sort ${column}`} onRemove={() => clearSort(info.id, column)}>
          {descending ? '↓' : '↑'} {columns.get(column)?.name ?? ''}
        </Chip>
      ))}
      {isNarrowed(view) && total !== undefined && <span className="muted">{rowsText(total, info)}</span>}
      {outdated && (
        <Button
          size="small"
          variant="minimal"
          icon="refresh"
          title="Rows have changed since, and stay where they are until then  Ctrl+Alt+L"
          onClick={() => reapply(info.id)}
        >
          Reapply
        </Button>
      )}
      {new Set(view.filters.map((filter) => filter.column)).size > 1 && (
        <Button size="small" variant="minimal" onClick={() => clearFilters(info.id)}>
          Clear all filters
        </Button>
      )}
    </section>
  )
}

function Chip({
  children,
  onRemove,
  isStrong = false,
}: {
  children: ReactNode
  onRemove: () => void
  isStrong?: boolean
}) {
  return (
    <Tag minimal={!isStrong} intent={isStrong ? 'primary' : 'none'} onRemove={onRemove}>
      {children}
    </Tag>
  )
}

const rowsText = (total: number, { rowCount }: SheetInfo): string =>
  `${total.toLocaleString('en-US')} of ${rowCount.toLocaleString('en-US')} rows`

const valuesSaid = 3

function filterText(filter: ColumnFilter, column: ColumnInfo): string {
  if (filter.type === 'condition') {
    const operand =
      filter.operand === undefined || filter.operand === '' ? '' : ` ${shownText(filter.operand, column)}`
    return `${operatorNames[filter.operator]}${operand}`
  }
  const names = [...filter.texts.map((text) => shownText(text, column)), ...(filter.blanks ? ['blank'] : [])]
  if (names.length === 0) return 'is nothing'
  const more = names.length - valuesSaid
  const said = names.slice(0, valuesSaid).join(', ')
  return `is ${said}${more > 0 ? ` or ${more} more` : ''}`
}
