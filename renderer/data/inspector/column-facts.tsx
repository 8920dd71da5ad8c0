import { useEffect, useState } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import { useRevision } from '#renderer/app/state/project.ts'
import { Fact, Facts } from '#renderer/ui/panel.tsx'
import { useDebounced } from '#renderer/ui/use-debounced.ts'
import type { ColumnProfile } from '#shared/contract/mapping.ts'
import { columnLetters } from '#shared/domain/address.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { columnGlyph } from '../columns/type-names.ts'
import { useActiveCell } from '../state/active-cell.ts'
import { useSheet } from '../state/present-sheet.ts'
import { fieldNames, useSheetReadings } from '../state/sheet-readings.ts'

const quietTime = 1200

/** The profiles of a sheet's columns. They take a look at every cell, so they wait until edits have come to rest. */
function useProfile(info: SheetInfo | undefined) {
  const revision = useRevision()
  const settled = useDebounced(revision, quietTime)
  const [known, setKnown] = useState<{ sheet: SheetId; columns: readonly ColumnProfile[] } | undefined>()
  const sheet = info?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: the settled revision is why the columns are looked at again
  useEffect(() => {
    if (sheet === undefined) return
    const controller = new AbortController()
    void engine('mapping.profile', { sheet }, { signal: controller.signal }).then((answer) => {
      if (answer.ok && !controller.signal.aborted) setKnown({ sheet, columns: answer.value.columns })
    })
    return () => controller.abort()
  }, [sheet, settled])
  return known?.sheet === sheet ? known?.columns : undefined
}

const longestSample = 60

const shortened = (text: string): string =>
  text.length <= longestSample ? text : `${text.slice(0, longestSample)}…`

const count = (value: number): string => value.toLocaleString('en-US')

/** The active cell's column: its type, the field it is mapped to, how full it is and how many different values it has. */
export function ColumnFacts() {
  const { info } = useSheet()
  const { column } = useActiveCell()
  const readings = useSheetReadings(info)
  const profile = useProfile(info)?.find((candidate) => candidate.name === column?.name)
  if (info === undefined || column === undefined) return null
  const fields = fieldNames(readings, column.name)
  return (
    <section className="data-inspector-section" aria-label="Column of the selected cell">
      <h3>
        Column {columnLetters(column.number)} <span className="muted">{column.name}</span>
      </h3>
      <Facts>
        <Fact name="Type">{columnGlyph(column).long}</Fact>
        {column.formula !== undefined && (
          <Fact name="Formula">
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
              <Fact name="Such as">{profile.samples.slice(0, 4).map(shortened).join(', ')}</Fact>
            )}
          </>
        )}
      </Facts>
    </section>
  )
}
