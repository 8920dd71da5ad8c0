import { Button, HTMLSelect } from '@blueprintjs/core'
import type { FieldPreview } from '#shared/contract/mapping.ts'
import type { FieldDefinition } from '#shared/domain/kind.ts'
import type { SheetMapping } from '#shared/domain/mapping.ts'

interface Props {
  readonly field: FieldDefinition
  readonly preview: FieldPreview
  readonly reading: SheetMapping
  readonly onChange: (reading: SheetMapping) => void
}

/** What the texts of a column mean: "Yes" is churned, "N/A" is blank. */
export function ValueMapper({ field, preview, reading, onChange }: Props) {
  const meanings =
    field.type === 'boolean' ? ['true', 'false'] : (field.values ?? []).map(({ value }) => value)
  const texts = [
    ...preview.values.map(({ from, to, count }) => ({ from, to, count })),
    ...preview.notUnderstoodSamples
      .filter(({ text }) => !preview.values.some((value) => value.from === text))
      .map(({ text }) => ({ from: text, to: null, count: 0 })),
  ]
  const set = (from: string, to: string | null) => {
    const others = reading.values.filter((value) => !(value.field === field.id && value.from === from))
    onChange({ ...reading, values: to === null ? others : [...others, { field: field.id, from, to }] })
  }
  return (
    <div className="value-mapper">
      {texts.map(({ from, to, count }) => (
        <div key={from} className="value-mapper-row">
          <span className="selectable">“{from}”</span>
          <span className="muted number">{count === 0 ? '' : `${count.toLocaleString('en-US')} rows`}</span>
          {meanings.length > 0 ? (
            <HTMLSelect
              aria-label={`Meaning of ${from}`}
              value={to ?? '?'}
              options={[
                { value: '?', label: 'not understood' },
                { value: '', label: 'blank' },
                ...meanings.map((value) => ({ value, label: labelOf(field, value) })),
              ]}
              onChange={(event) =>
                set(from, event.currentTarget.value === '?' ? null : event.currentTarget.value)
              }
            />
          ) : (
            <Button size="small" active={to === ''} onClick={() => set(from, to === '' ? null : '')}>
              Read as blank
            </Button>
          )}
        </div>
      ))}
    </div>
  )
}

const labelOf = (field: FieldDefinition, value: string): string => {
  if (field.type !== 'boolean') return value.replaceAll('_', ' ')
  return value === 'true' ? `yes: ${field.name.toLowerCase()}` : `no: not ${field.name.toLowerCase()}`
}
