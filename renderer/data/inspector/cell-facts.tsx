import { Button } from '@blueprintjs/core'
import { Fact, Facts } from '#renderer/ui/panel.tsx'
import type { CellKind } from '#shared/domain/cell.ts'
import { formatCell } from '../cells/format-cell.ts'
import { useActiveCell } from '../state/active-cell.ts'
import { useGrid } from '../state/grid-state.ts'
import { presentSheet } from '../state/present-sheet.ts'

const kindNames: Record<CellKind, string> = {
  blank: 'Blank',
  number: 'Number',
  text: 'Text',
  boolean: 'True or false',
  date: 'Date',
  error: 'Error',
}

/** The active cell: what it shows, what it is, what it was, and its note. */
export function CellFacts() {
  const { cell, column, place } = useActiveCell()
  if (column === undefined) return <p className="data-inspector-none muted">There is no cell here.</p>
  if (cell === undefined)
    return (
      <p className="data-inspector-none muted">
        {place.row >= (presentSheet()?.extent.rows ?? Number.POSITIVE_INFINITY)
          ? 'A new row: what is typed or pasted here is added.'
          : 'Select a cell to see what is known of it.'}
      </p>
    )
  const shown = formatCell(cell.value, column.numberFormat)
  return (
    <section className="data-inspector-section" aria-label="Selected cell">
      <h3>
        {cell.address} <span className="muted">{column.name}</span>
      </h3>
      <p className="data-inspector-value selectable">
        {shown === '' ? <span className="muted">Blank</span> : shown}
      </p>
      <Facts>
        <Fact name="Type">{kindNames[cell.value.kind]}</Fact>
        {cell.text !== shown && cell.formula === null && cell.text !== '' && (
          <Fact name="Full value">{cell.text}</Fact>
        )}
        {cell.formula !== null && (
          <Fact name="Formula">
            <code className="mono">{cell.formula}</code>
          </Fact>
        )}
        {cell.withoutValue && cell.value.kind !== 'blank' && <Fact name="Computed by">Tenure</Fact>}
        {cell.original !== null && cell.original !== cell.text && (
          <Fact name="Before your edit">{cell.original === '' ? 'Blank' : cell.original}</Fact>
        )}
        <Fact name="Note">
          {cell.note}
          <Button
            size="small"
            variant="minimal"
            icon={cell.note === null ? 'plus' : 'edit'}
            aria-label={cell.note === null ? 'Add a note' : 'Edit the note'}
            onClick={() => useGrid.getState().writeNote(true)}
          />
        </Fact>
      </Facts>
    </section>
  )
}
