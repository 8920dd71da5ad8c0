import { Icon, Tag } from '@blueprintjs/core'
import { useProject } from '#renderer/app/state/project.ts'
import { findKind } from '#shared/catalogue/index.ts'
import type { MappableSheetInfo } from '#shared/contract/mapping.ts'
import type { MappingState } from './use-mapping.ts'

/** One reading of a sheet or of a part of it. */
export interface ReadingPlace {
  readonly file: string
  readonly sheet: string
  /** Which of its readings, in the mapping's order. */
  readonly place: number
}

interface Props {
  readonly mapping: MappingState
  readonly selected: ReadingPlace | undefined
  readonly onSelect: (reading: ReadingPlace) => void
}

/** Every sheet, and below it its native tables and named ranges, with what each is read as. */
export function SheetList({ mapping, selected, onSelect }: Props) {
  const sources = useProject((state) => state.project?.sources) ?? []
  return (
    <nav className="mapping-sheets" aria-label="Sheets">
      {sources.map((source) => (
        <section key={source.id}>
          {sources.length > 1 && <h3 title={source.name}>{source.name}</h3>}
          <ul>
            {mapping.sheets
              .filter((sheet) => sheet.file === source.name)
              .flatMap((sheet) => entriesOf(sheet, mapping))
              .map((entry) => (
                <li key={`${entry.sheet.name} ${entry.place}`}>
                  <SheetEntry
                    entry={entry}
                    isLoading={mapping.isLoading}
                    isSelected={
                      selected?.file === entry.sheet.file &&
                      selected.sheet === entry.sheet.name &&
                      selected.place === entry.place
                    }
                    onSelect={onSelect}
                  />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

interface Entry {
  readonly sheet: MappableSheetInfo
  readonly place: number
  readonly kind: string | undefined
  readonly problems: number
}

const areaNames = { table: 'table', range: 'named range' } as const

function SheetEntry({
  entry: { sheet, place, kind, problems },
  isLoading,
  isSelected,
  onSelect,
}: {
  entry: Entry
  isLoading: boolean
  isSelected: boolean
  onSelect: (reading: ReadingPlace) => void
}) {
  return (
    <button
      type="button"
      className={sheet.area === null ? 'mapping-sheet' : 'mapping-sheet mapping-part'}
      aria-current={isSelected ? 'true' : undefined}
      onClick={() => onSelect({ file: sheet.file, sheet: sheet.name, place })}
    >
      <span className="mapping-sheet-name" title={sheet.name}>
        {sheet.name}
      </span>
      <span className="mapping-sheet-kind muted">
        {kind === undefined ? (
          isLoading ? (
            'being looked at'
          ) : (
            'not used'
          )
        ) : (
          <>
            <Icon icon="arrow-right" size={10} /> {kind}
          </>
        )}
      </span>
      {sheet.area !== null && <Tag minimal>{areaNames[sheet.area]}</Tag>}
      {sheet.area === null && sheet.state !== 'visible' && <Tag minimal>hidden</Tag>}
      {problems > 0 && (
        <Tag minimal intent="warning">
          {problems}
        </Tag>
      )}
    </button>
  )
}

function entriesOf(sheet: MappableSheetInfo, { mapping, problems }: MappingState): Entry[] {
  const readings = mapping.sheets.filter((each) => each.file === sheet.file && each.sheet === sheet.name)
  const count = problems.filter(({ place }) => place?.sheet === sheet.name).length
  if (readings.length === 0) return [{ sheet, place: 0, kind: undefined, problems: count }]
  return readings.map((reading, place) => ({
    sheet,
    place,
    kind: findKind(reading.kind)?.name ?? reading.kind,
    problems: count,
  }))
}
