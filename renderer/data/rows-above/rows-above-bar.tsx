import { Icon } from '@blueprintjs/core'
import { useMemo, useState } from 'react'
import { useEngine } from '#renderer/app/use-engine.ts'
import { columnLetters } from '#shared/domain/address.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { formatCell } from '../cells/format-cell.ts'
import { setHeaderRow } from '../columns/change-columns.ts'
import { useSheet } from '../state/present-sheet.ts'
import { type CellAbove, type RowsAbove, rowsAbove } from './rows-above.ts'
import './rows-above.css'

/** Titles and figures above the headers: no rows of the table, but not out of sight. Nothing where there are none. */
export function RowsAboveBar() {
  const { info } = useSheet()
  const headerRow = info?.headerRow ?? 0
  const { reply } = useEngine(
    'sheet.preamble',
    info === undefined || headerRow < 2 ? null : { sheet: info.id },
  )
  const above = useMemo(() => rowsAbove(reply?.cells ?? [], headerRow), [reply, headerRow])
  if (info === undefined || above.rows.length === 0) return null
  return <OneBar key={info.id} info={info} above={above} />
}

function OneBar({ info, above }: { info: SheetInfo; above: RowsAbove }) {
  const [isOpen, setOpen] = useState(false)
  const texts = above.rows.flatMap(({ cells }) =>
    [...cells.values()].map(({ value }) => formatCell(value, undefined)),
  )
  return (
    <section className="rows-above" aria-label="Rows above the headers">
      <button
        type="button"
        className="rows-above-toggle"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon icon={isOpen ? 'chevron-down' : 'chevron-right'} size={14} />
        <span>Above the headers</span>
        {!isOpen && <span className="rows-above-texts muted">{texts.slice(0, textsSaid).join('   ')}</span>}
      </button>
      {isOpen && <RowsAboveTable info={info} above={above} />}
    </section>
  )
}

/** Of the closed bar, which has one line. */
const textsSaid = 12
/** What stands above the headers is a handful; where it is not, its beginning will do. */
const rowsShown = 100
const columnsShown = 60

function RowsAboveTable({ info, above: { rows, columns } }: { info: SheetInfo; above: RowsAbove }) {
  const shown = columns.slice(0, columnsShown)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="rows-above-table selectable" aria-label="Cells above the headers" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" aria-label="Row" />
            {shown.map((column) => (
              <th scope="col" key={column}>
                {columnLetters(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, rowsShown).map(({ number, cells }) => (
            <tr key={number}>
              <th scope="row">
                <button
                  type="button"
                  title={`Use row ${number} as the headers`}
                  onClick={() => void setHeaderRow(info.id, number)}
                >
                  {number}
                </button>
              </th>
              {shown.map((column) => (
                <CellAboveHeaders key={column} cell={cells.get(column)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function CellAboveHeaders({ cell }: { cell: CellAbove | undefined }) {
  if (cell === undefined) return <td />
  const { value, formula, staleReason } = cell
  const title = [formula, staleReason === undefined ? undefined : `Not recalculated. ${staleReason}`]
  const classes = [
    ...(value.kind === 'number' ? ['rows-above-number'] : []),
    ...(staleReason === undefined ? [] : ['rows-above-stale']),
  ]
  return (
    <td className={classes.join(' ')} title={title.filter((line) => line !== undefined).join('\n')}>
      {formatCell(value, undefined)}
    </td>
  )
}
