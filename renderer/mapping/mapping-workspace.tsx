/**
 * engine -> [window: what a row of each sheet is, and which column holds which field]
 */
import { Button } from '@blueprintjs/core'
import { useEffect, useState } from 'react'
import { Inspector, ToolbarActions } from '#renderer/app/slots.tsx'
import { useView } from '#renderer/app/state/view.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { Waiting } from '#renderer/ui/waiting.tsx'
import { CoveragePanel } from './coverage-panel.tsx'
import { type ReadingPlace, SheetList } from './sheet-list.tsx'
import { SheetMappingView } from './sheet-mapping-view.tsx'
import { TemplatesMenu } from './templates-menu.tsx'
import { useMapping } from './use-mapping.ts'
import './mapping-workspace.css'

export default function MappingWorkspace() {
  const focus = useView((state) => state.focus)
  const takeFocus = useView((state) => state.takeFocus)
  const mapping = useMapping()
  const [chosen, setChosen] = useState<ReadingPlace | undefined>(undefined)
  const [field, setField] = useState<string | undefined>(undefined)

  const { sheets } = mapping
  useEffect(() => {
    if (focus === undefined || sheets.length === 0) return
    if (focus.type === 'field') {
      const reading = mapping.mapping.sheets.find((each) => each.kind === focus.kind)
      if (reading !== undefined) setChosen({ file: reading.file, sheet: reading.sheet, place: 0 })
      setField(focus.field)
      takeFocus()
    } else if (focus.type === 'sheet') {
      const found = sheets.find(({ sheet, partOf }) => sheet === focus.sheet && partOf === null)
      if (found !== undefined) setChosen({ file: found.file, sheet: found.name, place: 0 })
      takeFocus()
    }
  }, [focus, takeFocus, mapping.mapping, sheets])

  const sheet = sheets.find((each) => each.file === chosen?.file && each.name === chosen.sheet) ?? sheets[0]
  const place = sheet?.name === chosen?.sheet ? (chosen?.place ?? 0) : 0
  return (
    <div className="mapping">
      <ToolbarActions>
        <TemplatesMenu mapping={mapping} />
        <Button size="small" icon="automatic-updates" onClick={() => void mapping.suggestAgain()}>
          Suggest again
        </Button>
      </ToolbarActions>
      <SheetList
        mapping={mapping}
        selected={sheet === undefined ? undefined : { file: sheet.file, sheet: sheet.name, place }}
        onSelect={setChosen}
      />
      <div className="mapping-centre">
        <RefusalNote refusal={mapping.refusal} />
        {sheet === undefined && mapping.isLoading ? (
          <Waiting>Looking at the sheets</Waiting>
        ) : sheet === undefined ? (
          <EmptyState icon="data-connection" title="No sheet to map" />
        ) : (
          <SheetMappingView
            key={`${sheet.file} ${sheet.name} ${place}`}
            sheet={sheet}
            place={place}
            mapping={mapping}
            focusedField={field}
          />
        )}
      </div>
      <Inspector>
        <CoveragePanel mapping={mapping.mapping} onField={setField} />
      </Inspector>
    </div>
  )
}
