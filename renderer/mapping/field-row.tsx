import { Button, HTMLSelect, Tag, Tooltip } from '@blueprintjs/core'
import { useEffect, useRef, useState } from 'react'
import type { FieldPreview, MappableSheetInfo } from '#shared/contract/mapping.ts'
import type { FieldDefinition } from '#shared/domain/kind.ts'
import type { SheetMapping, SuggestedSheet } from '#shared/domain/mapping.ts'
import { ValueMapper } from './value-mapper.tsx'

interface Props {
  readonly field: FieldDefinition
  readonly sheet: MappableSheetInfo
  readonly reading: SheetMapping
  readonly suggestion: SuggestedSheet | undefined
  readonly preview: FieldPreview | undefined
  readonly isFocused: boolean
  readonly onChange: (reading: SheetMapping) => void
}

/** One field of the kind and the column that holds it. */
export function FieldRow({ field, sheet, reading, suggestion, preview, isFocused, onChange }: Props) {
  const row = useRef<HTMLTableRowElement>(null)
  const [isOpen, setOpen] = useState(false)
  const mapped = reading.columns.find((each) => each.field === field.id)
  const suggested = suggestion?.columns.find(
    (each) => each.field === field.id && each.column === mapped?.column,
  )
  const takesValues = field.type === 'enum' || field.type === 'boolean'
  const unread = preview?.notUnderstood ?? 0

  useEffect(() => {
    if (isFocused) row.current?.scrollIntoView({ block: 'center' })
  }, [isFocused])

  const choose = (column: string) => {
    const others = reading.columns.filter((each) => each.field !== field.id && each.column !== column)
    onChange({ ...reading, columns: column === '' ? others : [...others, { column, field: field.id }] })
  }
  return (
    <>
      <tr ref={row} className={isFocused ? 'mapping-row mapping-row-focused' : 'mapping-row'}>
        <td>
          <Tooltip content={field.description} placement="right" hoverOpenDelay={400}>
            <span>
              {field.name}
              {field.required === true && (
                <span
                  className={mapped === undefined ? 'mapping-required mapping-lacking' : 'mapping-required'}
                >
                  {' '}
                  required
                </span>
              )}
            </span>
          </Tooltip>
        </td>
        <td>
          <HTMLSelect
            fill
            aria-label={`Column for ${field.name}`}
            value={mapped?.column ?? ''}
            options={[
              { value: '', label: field.required === true ? 'choose a column' : '' },
              ...sheet.columns.map(({ name, letter }) => ({ value: name, label: `${letter}  ${name}` })),
            ]}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        </td>
        <td>
          {mapped !== undefined && (
            <Tooltip content={suggested?.reason ?? 'Chosen by hand.'} hoverOpenDelay={200}>
              <span className="mapping-sure muted">
                {suggested === undefined ? 'chosen' : `${Math.round(suggested.confidence * 100)} %`}
              </span>
            </Tooltip>
          )}
        </td>
        <td className="mapping-samples muted">
          {mapped !== undefined && preview?.samples.map((sample) => sample.to).join(' · ')}
        </td>
        <td className="number">
          {mapped === undefined || preview === undefined || preview.blanks === 0
            ? ''
            : preview.blanks.toLocaleString('en-US')}
        </td>
        <td className="number">
          {mapped !== undefined && unread > 0 && (
            <Tooltip
              content={`Not read: ${preview?.notUnderstoodSamples.map(({ text }) => `“${text}”`).join(', ')}`}
              hoverOpenDelay={100}
            >
              <Tag intent="warning" minimal interactive onClick={() => setOpen(!isOpen)}>
                {unread.toLocaleString('en-US')}
              </Tag>
            </Tooltip>
          )}
          {mapped !== undefined && takesValues && (
            <Button
              variant="minimal"
              size="small"
              icon={isOpen ? 'chevron-up' : 'chevron-down'}
              aria-label={`Values of ${field.name}`}
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            />
          )}
        </td>
      </tr>
      {isOpen && preview !== undefined && (
        <tr className="mapping-values">
          <td colSpan={6}>
            <ValueMapper field={field} preview={preview} reading={reading} onChange={onChange} />
          </td>
        </tr>
      )}
    </>
  )
}
