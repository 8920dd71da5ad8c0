import { useEngine } from '#renderer/app/use-engine.ts'
import { Fact, Facts } from '#renderer/ui/panel.tsx'
import { columnLetters } from '#shared/domain/address.ts'
import { typeNames } from '../columns/type-names.ts'
import { useActiveCell } from '../state/active-cell.ts'
import { useSheet } from '../state/present-sheet.ts'
import { fieldNames, useSheetReadings } from '../state/sheet-readings.ts'

const count = (value: number): string => value.toLocaleString('en-US')

/** The active cell's column: its type, the field it is mapped to, how full it is and how many different values it has. */
export function ColumnFacts() {
  const { info } = useSheet()
  const { column } = useActiveCell()
  const readings = useSheetReadings(info)
  const { reply } = useEngine('mapping.profile', info === undefined ? null : { sheet: info.id })
  if (info === undefined || column === undefined) return null
  const profile = reply?.columns.find((candidate) => candidate.name === column.name)
  const fields = fieldNames(readings, column.name)
  return (
    <section className="data-inspector-section" aria-label="Column of the selected cell">
      <h3>
        Column {columnLetters(info.columns.indexOf(column) + 1)} <span className="muted">{column.name}</span>
      </h3>
      <Facts>
        <Fact name="Type">
          {typeNames[column.type].long}
          {column.mixed && ', mixed with others'}
        </Fact>
        {column.formula !== undefined && (
          <Fact name="Computed by">
            <code className="mono">{column.formula}</code>
          </Fact>
        )}
        {column.numberFormat !== undefined && (
          <Fact name="Number format">
            <code className="mono">{column.numberFormat}</code>
          </Fact>
        )}
        <Fact name="Mapped to">
          {fields.length === 0 ? <span className="muted">Nothing</span> : fields.join(', ')}
        </Fact>
        {profile !== undefined && (
          <>
            <Fact name="Filled">
              {count(profile.nonEmpty)} of {count(info.rowCount)}
            </Fact>
            <Fact name="Different values">{count(profile.distinct)}</Fact>
            {profile.samples.length > 0 && (
              <Fact name="Such as">{profile.samples.slice(0, 4).join(', ')}</Fact>
            )}
          </>
        )}
      </Facts>
    </section>
  )
}
