import { Button, Callout, Dialog, DialogBody, DialogFooter, FormGroup, HTMLSelect } from '@blueprintjs/core'
import { useId, useState } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import { takeProject } from '#renderer/app/open-project.ts'
import { useProject } from '#renderer/app/state/project.ts'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import type { SourceInfo } from '#shared/domain/sheet.ts'
import { useFocusBack } from '../state/use-focus-back.ts'
import {
  type ChosenDialect,
  choose,
  dateChoices,
  dateOrderOf,
  decimalChoices,
  delimiterChoices,
  encodingChoices,
  quoteChoices,
  withPresent,
} from './dialect-choices.ts'
import { useTextFileDialog } from './text-file-dialog-state.ts'
import { TextPreviewTable } from './text-preview-table.tsx'
import { useTextPreview } from './use-text-preview.ts'

/** How a text file is read, with a live look at what comes of it; asked for from the sheet's tab line. */
export function TextFileDialog() {
  const { source: id, close } = useTextFileDialog()
  const source = useProject((state) => state.project?.sources.find((each) => each.id === id))
  return source === undefined ? null : <ReadDifferently key={source.id} source={source} onClose={close} />
}

function ReadDifferently({ source, onClose }: { source: SourceInfo; onClose: () => void }) {
  const [chosen, setChosen] = useState<ChosenDialect | undefined>(undefined)
  const { preview, refusal, file, chooseFile } = useTextPreview(source.id, chosen)
  const [isReading, setReading] = useState(false)
  useFocusBack()
  const isEdited = useProject((state) => state.project?.undo !== null)
  const dialect = preview?.dialect
  const change = (part: ChosenDialect) => setChosen(choose(chosen ?? {}, part))
  const submit = async () => {
    if (dialect === undefined) return
    setReading(true)
    const answer = await engine(
      'project.readAgain',
      { source: source.id, dialect, ...(file === undefined ? {} : { file }) },
      { label: `Reading ${source.name}` },
    )
    setReading(false)
    if (takeProject(answer, `${source.name} was not read again`)) onClose()
  }
  return (
    <Dialog isOpen title={`How ${source.name} is read`} onClose={onClose} className="text-file-dialog">
      <DialogBody>
        {refusal?.code === 'not_granted' ? (
          <Callout icon="document-open" compact>
            {refusal.message} <Button size="small" text="Choose the file" onClick={() => void chooseFile()} />
          </Callout>
        ) : (
          <RefusalNote refusal={refusal} />
        )}
        {dialect !== undefined && (
          <>
            <div className="text-file-choices">
              <Choice
                label="Columns are divided by"
                value={dialect.delimiter}
                choices={withPresent(delimiterChoices, dialect.delimiter)}
                onChange={(delimiter) => change({ delimiter })}
              />
              <Choice
                label="Characters"
                value={dialect.encoding}
                choices={withPresent(encodingChoices, dialect.encoding)}
                onChange={(encoding) => change({ encoding })}
              />
              <Choice
                label="Decimals"
                value={dialect.decimalMark}
                choices={decimalChoices}
                onChange={(mark) => change({ decimalMark: mark === ',' ? ',' : '.' })}
              />
              <Choice
                label="Dates"
                value={dialect.dateOrder ?? 'year'}
                choices={dateChoices}
                onChange={(order) => change({ dateOrder: dateOrderOf(order) })}
              />
              <Choice
                label="Quotes"
                value={dialect.quote}
                choices={withPresent(quoteChoices, dialect.quote)}
                onChange={(quote) => change({ quote })}
              />
              <Choice
                label="Column names"
                value={String(dialect.headerRow)}
                choices={headerChoices(preview?.records.length ?? 0)}
                onChange={(row) => change({ headerRow: Number(row) })}
              />
            </div>
            {preview !== undefined && (
              <TextPreviewTable preview={preview} onHeaderRow={(headerRow) => change({ headerRow })} />
            )}
          </>
        )}
        {isEdited && (
          <p className="muted text-file-warning">
            Changes made to this sheet are given up when the file is read again.
          </p>
        )}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              intent="primary"
              loading={isReading}
              disabled={dialect === undefined}
              onClick={() => void submit()}
            >
              Read again
            </Button>
          </>
        }
      />
    </Dialog>
  )
}

/** Rows of a file's beginning that may hold the names. */
const mostHeaderRows = 20

const headerChoices = (records: number) => [
  { value: '0', label: 'None' },
  ...Array.from({ length: Math.min(records, mostHeaderRows) }, (_value, index) => ({
    value: String(index + 1),
    label: `In row ${index + 1}`,
  })),
]

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
}

function Choice({ label, value, choices, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <FormGroup label={label} labelFor={id}>
      <HTMLSelect
        id={id}
        fill
        value={value}
        options={[...choices]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </FormGroup>
  )
}
