/**
 * engine -> [window: what a row of each sheet is, and which column holds which field]
 */
import { Button } from '@blueprintjs/core'
import { useEffect, useState } from 'react'
import { Inspector, ToolbarActions } from '#renderer/app/slots.tsx'
import { useProject } from '#renderer/app/state/project.ts'
import { useView } from '#renderer/app/state/view.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import { CoveragePanel } from './coverage-panel.tsx'
import { SheetList } from './sheet-list.tsx'
import { SheetMappingView } from './sheet-mapping-view.tsx'
import { TemplatesMenu } from './templates-menu.tsx'
import { useMapping } from './use-mapping.ts'
import './mapping-workspace.css'

/** One reading of one sheet: a sheet that serves two kinds has two. */
export interface ChosenReading {
  readonly sheet: SheetInfo
  readonly file: string
  /** Which of the sheet's readings, in the mapping's order. */
  readonly place: number
}

export default function MappingWorkspace() {
  const project = useProject((state) => state.project)
  const focus = useView((state) => state.focus)
  const takeFocus = useView((state) => state.takeFocus)
  const mapping = useMapping()
  const [chosen, setChosen] = useState<{ sheet: number; place: number } | undefined>(undefined)
  const [field, setField] = useState<string | undefined>(undefined)

  const sheets = project?.sheets ?? []
  useEffect(() => {
    if (focus === undefined) return
    if (focus.type === 'field') {
      const reading = mapping.mapping.sheets.find((each) => each.kind === focus.kind)
      const sheet = sheets.find((each) => each.name === reading?.sheet)
      if (sheet !== undefined) setChosen({ sheet: sheet.id, place: 0 })
      setField(focus.field)
      takeFocus()
    } else if (focus.type === 'sheet') {
      setChosen({ sheet: focus.sheet, place: 0 })
      takeFocus()
    }
  }, [focus, takeFocus, mapping.mapping, sheets])

  const sheet = sheets.find((each) => each.id === chosen?.sheet) ?? sheets[0]
  const file = project?.sources.find((source) => source.id === sheet?.sourceId)?.name ?? ''
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
        selected={sheet?.id}
        place={chosen?.place ?? 0}
        onSelect={(id, place) => setChosen({ sheet: id, place })}
      />
      <div className="mapping-centre">
        <RefusalNote refusal={mapping.refusal} />
        {sheet === undefined ? (
          <EmptyState icon="data-connection" title="No sheet to map" />
        ) : (
          <SheetMappingView
            key={`${sheet.id} ${chosen?.place ?? 0}`}
            reading={{ sheet, file, place: chosen?.place ?? 0 }}
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
