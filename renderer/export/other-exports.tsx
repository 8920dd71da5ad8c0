import { Button, HTMLSelect } from '@blueprintjs/core'
import { useState } from 'react'
import { shell } from '#renderer/app/bridge.ts'
import { runCommand } from '#renderer/app/commands/index.ts'
import { engine } from '#renderer/app/engine-client.ts'
import { useProblem } from '#renderer/app/state/problem.ts'
import { useProject } from '#renderer/app/state/project.ts'
import { toast } from '#renderer/app/toaster.ts'
import { Panel } from '#renderer/ui/panel.tsx'
import type { RequestInput } from '#shared/contract/index.ts'
import type { Period } from '#shared/domain/period.ts'

type TableRequest = RequestInput<'export.table'>

/** One table as CSV, the KPIs as JSON or CSV, the present view as PDF. */
export function OtherExports({ period }: { period: Period | null }) {
  const sheets = useProject((state) => state.project?.sheets ?? noSheets)
  const [sheet, setSheet] = useState<number | undefined>(undefined)
  const chosen = sheets.find(({ id }) => id === sheet) ?? sheets[0]

  const write = async (format: TableRequest['format'], what: TableRequest['what'], name: string) => {
    const place = await shell('shell.chooseSaveFile', { kind: format, suggestedName: `${name}.${format}` })
    if (!place.ok || place.value.file === null) return
    const answer = await engine(
      'export.table',
      { file: place.value.file, format, what },
      { label: `Writing ${place.value.name}` },
    )
    if (answer.ok) await toast(`${place.value.name} was written`)
    else
      useProblem
        .getState()
        .show({ title: `${place.value.name} was not written`, message: answer.error.message })
  }
  return (
    <Panel title="Other files">
      <div className="export-other">
        <HTMLSelect
          aria-label="Sheet to write as CSV"
          value={chosen?.id ?? ''}
          options={sheets.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setSheet(Number(event.currentTarget.value))}
        />
        <Button
          size="small"
          disabled={chosen === undefined}
          onClick={() =>
            chosen !== undefined && void write('csv', { type: 'sheet', sheet: chosen.id }, chosen.name)
          }
        >
          Sheet as CSV
        </Button>
      </div>
      <div className="export-other">
        <Button size="small" onClick={() => void write('json', { type: 'kpis', period }, 'KPIs')}>
          KPIs as JSON
        </Button>
        <Button size="small" onClick={() => void write('csv', { type: 'kpis', period }, 'KPIs')}>
          KPIs as CSV
        </Button>
        <Button
          size="small"
          onClick={() => {
            runCommand('workspace.kpis')
            runCommand('printPdf')
          }}
        >
          Dashboard as PDF
        </Button>
      </div>
    </Panel>
  )
}

const noSheets: readonly never[] = []
