/**
 * engine -> [window: what the exported workbook will hold, seen before it is written]
 */
import { Button, Callout, Checkbox, NumericInput, ProgressBar } from '@blueprintjs/core'
import { useState } from 'react'
import { z } from 'zod'
import { shell } from '#renderer/app/bridge.ts'
import { engine } from '#renderer/app/engine-client.ts'
import { labelOf, periodOf } from '#renderer/app/period-choice.ts'
import { Inspector, ToolbarActions } from '#renderer/app/slots.tsx'
import { useSavedState } from '#renderer/app/state/saved-state.ts'
import { useView } from '#renderer/app/state/view.ts'
import { useWork } from '#renderer/app/state/work.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { useMetricLayout } from '#renderer/metrics/use-metric-layout.ts'
import { Panel } from '#renderer/ui/panel.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { type ExportChoices, exportChoicesSchema } from '#shared/contract/export.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import { type ChoiceName, choiceLines } from './choice-lines.ts'
import { exportedMetrics, isWithout, metricChoiceSchema } from './metric-choice.ts'
import { MetricPicker } from './metric-picker.tsx'
import { OtherExports } from './other-exports.tsx'
import { SheetTree } from './sheet-tree.tsx'
import { useMetricsWithValue } from './use-metrics-with-value.ts'
import './export-workspace.css'

const switchesSchema = exportChoicesSchema
  .pick({
    dataSheets: true,
    marks: true,
    notes: true,
    qualityNotes: true,
    addedColumns: true,
    kpis: true,
    series: true,
    definitions: true,
    scenarios: true,
    protect: true,
  })
  .extend({
    helperRowLimit: z.number().int().positive().default(200_000),
    qualityNoteLimit: z.number().int().nonnegative().default(200),
    metricChoice: metricChoiceSchema.default('all'),
    /** Until the first tick, the pinned metrics. */
    chosenMetrics: z.array(z.string()).optional(),
  })

type Switches = z.infer<typeof switchesSchema>
type Written = ReplyOf<'export.write'> & { readonly name: string }

export default function ExportWorkspace() {
  const [switches, setSwitches] = useSavedState<Switches>(
    'export.choices',
    switchesSchema,
    switchesSchema.parse({}),
  )
  const period = useView((state) => state.period)
  const { pinned } = useMetricLayout()
  const { metricChoice, chosenMetrics, ...others } = switches
  const chosen = chosenMetrics ?? pinned
  const metrics = exportedMetrics(metricChoice, pinned, chosen)
  const hasReport = switches.kpis || switches.series || switches.definitions
  const withValue = useMetricsWithValue(periodOf(period), hasReport && metricChoice !== 'all')
  const lacksMetrics = hasReport && metrics !== undefined && isWithout(metrics, withValue.reply)
  const choices: ExportChoices = {
    ...others,
    period: periodOf(period),
    ...(metrics === undefined ? {} : { metrics }),
  }
  const preview = useEngine('export.preview', { choices })
  const [written, setWritten] = useState<Written | undefined>(undefined)
  const [refusal, setRefusal] = useState<Parameters<typeof RefusalNote>[0]['refusal']>(undefined)
  const [isWriting, setWriting] = useState(false)

  const write = async () => {
    const place = await shell('shell.chooseSaveFile', {
      kind: 'workbook',
      suggestedName: preview.reply?.suggestedName ?? 'Tenure report.xlsx',
    })
    if (!place.ok || place.value.file === null) return
    setWriting(true)
    setWritten(undefined)
    const answer = await engine(
      'export.write',
      { choices, file: place.value.file },
      { label: `Writing ${place.value.name}` },
    )
    setWriting(false)
    setRefusal(answer.ok ? undefined : answer.error)
    if (answer.ok) setWritten({ ...answer.value, name: place.value.name })
  }
  const toggle = (name: ChoiceName) => setSwitches({ ...switches, [name]: !switches[name] })

  return (
    <div className="export">
      <ToolbarActions>
        <Button
          intent="primary"
          icon="export"
          loading={isWriting}
          disabled={preview.reply === undefined || lacksMetrics}
          {...(lacksMetrics ? { title: 'Choose at least one metric' } : {})}
          onClick={() => void write()}
        >
          Export workbook
        </Button>
      </ToolbarActions>
      <div className="export-choices">
        <Panel title="What the workbook holds">
          <p className="muted export-lead">
            The original stays as it is. What you did not touch comes back unchanged; KPI values are live
            formulas over {periodOf(period) === null ? 'all data' : labelOf(period)}.
          </p>
          {choiceLines.map(({ name, label, detail }) => (
            <div key={name} className="export-choice">
              <Checkbox checked={switches[name]} label={label} onChange={() => toggle(name)} />
              <p className="muted">{detail}</p>
              {name === 'kpis' && (
                <MetricPicker
                  choice={metricChoice}
                  pinned={pinned}
                  chosen={chosen}
                  metrics={withValue}
                  disabled={!hasReport}
                  isEmpty={lacksMetrics}
                  onChoice={(choice) => setSwitches({ ...switches, metricChoice: choice })}
                  onChosen={(ids) => setSwitches({ ...switches, chosenMetrics: ids })}
                />
              )}
              {name === 'kpis' && (
                <div
                  className="export-detail muted"
                  title="Figures over more rows of derived data are values with a note, so that the workbook stays light"
                >
                  Live up to{' '}
                  <NumericInput
                    aria-label="Most rows of derived data"
                    size="small"
                    min={1}
                    max={1_048_575}
                    stepSize={10_000}
                    majorStepSize={100_000}
                    disabled={!hasReport}
                    value={switches.helperRowLimit}
                    onValueChange={(limit) => {
                      if (Number.isInteger(limit) && limit > 0)
                        setSwitches({ ...switches, helperRowLimit: limit })
                    }}
                  />{' '}
                  derived rows
                </div>
              )}
              {name === 'qualityNotes' && (
                <div className="export-detail muted">
                  At most{' '}
                  <NumericInput
                    aria-label="Most notes on doubtful cells of a sheet"
                    size="small"
                    min={0}
                    max={5000}
                    stepSize={50}
                    majorStepSize={500}
                    disabled={!switches.qualityNotes}
                    value={switches.qualityNoteLimit}
                    onValueChange={(limit) => {
                      if (Number.isInteger(limit) && limit >= 0)
                        setSwitches({ ...switches, qualityNoteLimit: limit })
                    }}
                  />{' '}
                  notes a sheet
                </div>
              )}
            </div>
          ))}
        </Panel>
        <OtherExports period={periodOf(period)} />
      </div>
      <div className="export-preview">
        <RefusalNote refusal={refusal ?? preview.refusal} />
        {isWriting && <WritingLine />}
        {written !== undefined && (
          <Callout intent="success" icon="tick" title={`${written.name} was written`}>
            {(written.byteLength / 1024 ** 2).toFixed(1)} MB,{' '}
            {written.sheets.filter((sheet) => sheet.state !== 'left out').length} sheets.
            {written.problems.map((problem) => (
              <p key={problem.message} className="selectable">
                {problem.message}
              </p>
            ))}
          </Callout>
        )}
        <Panel title="The workbook to be written">
          <SheetTree sheets={preview.reply?.sheets ?? []} loading={preview.loading} />
        </Panel>
      </div>
      <Inspector>
        <div className="export-notes">
          <h3>Good to know</h3>
          {(preview.reply?.problems ?? []).map((problem) => (
            <p key={problem.message} className="selectable">
              {problem.message}
            </p>
          ))}
          <p className="muted">
            Change the period cells on the KPI sheet in Excel and every value follows. Each metric links to
            its definition, with the file’s name and checksum, so that a reviewer can retrace it.
          </p>
        </div>
      </Inspector>
    </div>
  )
}

function WritingLine() {
  const work = useWork((state) => state.works.at(-1))
  const fraction = work?.progress.fraction
  return (
    <ProgressBar
      aria-label={work?.progress.label ?? 'Writing'}
      animate={false}
      stripes={fraction === undefined}
      {...(fraction === undefined ? {} : { value: fraction })}
    />
  )
}
