import { Button, Callout, HTMLSelect } from '@blueprintjs/core'
import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Waiting } from '#renderer/ui/waiting.tsx'
import { findKind, kinds } from '#shared/catalogue/index.ts'
import type { MappableSheetInfo } from '#shared/contract/mapping.ts'
import type { SheetMapping, SuggestedSheet } from '#shared/domain/mapping.ts'
import { FieldRow } from './field-row.tsx'
import { QuestionList } from './question-list.tsx'
import type { MappingState } from './use-mapping.ts'

interface Props {
  readonly sheet: MappableSheetInfo
  /** Which of its readings, in the mapping's order: a sheet that serves two kinds has two. */
  readonly place: number
  readonly mapping: MappingState
  readonly focusedField: string | undefined
}

/** What a row of the sheet is, then a line a field: column, how sure and why, first values, what could not be read. */
export function SheetMappingView({ sheet, place, mapping, focusedField }: Props) {
  const { file } = sheet
  const go = useView((state) => state.go)
  const readings = mapping.mapping.sheets.filter((each) => each.file === file && each.sheet === sheet.name)
  const present = readings[place]
  const kind = present === undefined ? undefined : findKind(present.kind)
  const suggestion = mapping.suggestions.find(
    (each) => each.file === file && each.sheet === sheet.name && each.kind === present?.kind,
  )
  const preview = useEngine(
    'mapping.preview',
    present === undefined ? null : { mapping: mapping.mapping, file, sheet: sheet.name, kind: present.kind },
  ).reply

  const change = (next: SheetMapping | undefined) =>
    void mapping.setSheet(
      file,
      sheet.name,
      next === undefined
        ? readings.filter((_, index) => index !== place)
        : readings.length === 0
          ? [next]
          : readings.map((each, index) => (index === place ? next : each)),
    )
  const chooseKind = (id: string) => {
    if (id === '') return change(undefined)
    const suggested = mapping.suggestions.find(
      (each) => each.file === file && each.sheet === sheet.name && each.kind === id,
    )
    change(
      suggested === undefined
        ? { file, sheet: sheet.name, kind: id, columns: [], values: [] }
        : plain(suggested),
    )
  }
  const addReading = () => {
    const [unused] = kinds.filter(({ id }) => !readings.some((each) => each.kind === id))
    if (unused === undefined) return
    void mapping.setSheet(file, sheet.name, [
      ...readings,
      { file, sheet: sheet.name, kind: unused.id, columns: [], values: [] },
    ])
  }

  return (
    <>
      <header className="mapping-head">
        <h2 title={sheet.name}>{sheet.name}</h2>
        {!mapping.isLoading && (
          <label className="mapping-kind" htmlFor="mapping-kind">
            A row is
            <HTMLSelect
              id="mapping-kind"
              value={present?.kind ?? ''}
              options={[
                { value: '', label: 'not used' },
                ...kinds.map(({ id, name, rowMeaning }) => ({ value: id, label: `${rowMeaning} (${name})` })),
              ]}
              onChange={(event) => chooseKind(event.currentTarget.value)}
            />
          </label>
        )}
        <Button
          size="small"
          variant="minimal"
          icon="th"
          onClick={() => go('data', { type: 'sheet', sheet: sheet.sheet })}
        >
          Show the sheet
        </Button>
        {present !== undefined && (
          <Button size="small" variant="minimal" icon="duplicate" onClick={addReading}>
            Read it as a second kind
          </Button>
        )}
      </header>
      {sheet.partOf !== null && (
        <p className="muted mapping-reason">
          A {sheet.area === 'table' ? 'table' : 'named range'} of the sheet “{sheet.partOf}”,{' '}
          {sheet.rowCount.toLocaleString('en-US')} rows. Read either it or the whole sheet, or its rows count
          twice.
        </p>
      )}
      {suggestion !== undefined && (
        <p className="muted mapping-reason">
          Suggested, {Math.round(suggestion.confidence * 100)} % sure: {suggestion.reason}
        </p>
      )}
      {mapping.problems
        .filter(({ place: where }) => where?.sheet === sheet.name)
        .map((problem) => (
          <Callout
            key={problem.message}
            compact
            intent={problem.severity === 'error' ? 'danger' : 'warning'}
            icon="warning-sign"
          >
            {problem.message}
          </Callout>
        ))}
      {suggestion !== undefined && present !== undefined && (
        <QuestionList suggestion={suggestion} reading={present} onAnswer={change} />
      )}
      {mapping.isLoading ? (
        <Waiting>Looking at what the columns hold</Waiting>
      ) : present === undefined || kind === undefined ? (
        <EmptyState icon="disable" title="This sheet is not used">
          Choose what a row of it is, and its columns can be mapped.
        </EmptyState>
      ) : (
        <>
          {present.unpivot !== undefined && (
            <p className="muted mapping-reason">
              {present.unpivot.columns.length} columns from “{present.unpivot.columns[0]}” to “
              {present.unpivot.columns.at(-1)}” hold one period each and are read as rows.
            </p>
          )}
          <table className="mapping-fields">
            <thead>
              <tr>
                <th>Field</th>
                <th>Column</th>
                <th>Sure</th>
                <th>First values</th>
                <th className="number">Blank</th>
                <th className="number">Not read</th>
              </tr>
            </thead>
            <tbody>
              {kind.fields.map((field) => (
                <FieldRow
                  key={field.id}
                  field={field}
                  sheet={sheet}
                  reading={present}
                  suggestion={suggestion}
                  preview={preview?.fields.find((each) => each.field === field.id)}
                  isFocused={field.id === focusedField}
                  onChange={change}
                />
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  )
}

/** A suggestion without what only explains it. */
const plain = ({ file, sheet, kind, columns, values, unpivot, transpose }: SuggestedSheet): SheetMapping => ({
  file,
  sheet,
  kind,
  values,
  columns: columns.map(({ column, field, reading }) => ({
    column,
    field,
    ...(reading === undefined ? {} : { reading }),
  })),
  ...(unpivot === undefined ? {} : { unpivot }),
  ...(transpose === undefined ? {} : { transpose }),
})
