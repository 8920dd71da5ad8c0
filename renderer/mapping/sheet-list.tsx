import { Icon, Tag } from '@blueprintjs/core'
import { useProject } from '#renderer/app/state/project.ts'
import { findKind } from '#shared/catalogue/index.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import type { MappingState } from './use-mapping.ts'

interface Props {
  readonly mapping: MappingState
  readonly selected: number | undefined
  readonly place: number
  readonly onSelect: (sheet: number, place: number) => void
}

/** Every sheet with what it is read as and how sure that is. */
export function SheetList({ mapping, selected, place, onSelect }: Props) {
  const project = useProject((state) => state.project)
  const sources = project?.sources ?? []
  return (
    <nav className="mapping-sheets" aria-label="Sheets">
      {sources.map((source) => (
        <section key={source.id}>
          {sources.length > 1 && <h3 title={source.name}>{source.name}</h3>}
          <ul>
            {(project?.sheets ?? [])
              .filter((sheet) => sheet.sourceId === source.id)
              .flatMap((sheet) => entriesOf(sheet, source.name, mapping))
              .map((entry) => (
                <li key={`${entry.sheet.id} ${entry.place}`}>
                  <button
                    type="button"
                    className="mapping-sheet"
                    aria-current={entry.sheet.id === selected && entry.place === place ? 'true' : undefined}
                    onClick={() => onSelect(entry.sheet.id, entry.place)}
                  >
                    <span className="mapping-sheet-name" title={entry.sheet.name}>
                      {entry.sheet.name}
                    </span>
                    <span className="mapping-sheet-kind muted">
                      {entry.kind === undefined ? (
                        'not used'
                      ) : (
                        <>
                          <Icon icon="arrow-right" size={10} /> {entry.kind}
                        </>
                      )}
                    </span>
                    {entry.sheet.state !== 'visible' && <Tag minimal>hidden</Tag>}
                    {entry.problems > 0 && (
                      <Tag minimal intent="warning">
                        {entry.problems}
                      </Tag>
                    )}
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

interface Entry {
  readonly sheet: SheetInfo
  readonly place: number
  readonly kind: string | undefined
  readonly problems: number
}

function entriesOf(sheet: SheetInfo, file: string, { mapping, problems }: MappingState): Entry[] {
  const readings = mapping.sheets.filter((each) => each.file === file && each.sheet === sheet.name)
  const count = problems.filter(({ place }) => place?.sheet === sheet.name).length
  if (readings.length === 0) return [{ sheet, place: 0, kind: undefined, problems: count }]
  return readings.map((reading, place) => ({
    sheet,
    place,
    kind: findKind(reading.kind)?.name ?? reading.kind,
    problems: count,
  }))
}
