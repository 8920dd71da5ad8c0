import { SegmentedControl } from '@blueprintjs/core'
import { z } from 'zod'
import { useSavedState } from '#renderer/app/state/saved-state.ts'
import { useView } from '#renderer/app/state/view.ts'
import { Panel } from '#renderer/ui/panel.tsx'
import type { OutputName } from '#shared/domain/scenario.ts'
import { baselineName } from '../model/cases.ts'
import { monthLineDisplays, monthLines } from '../model/output-display.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { ComparisonTable } from './comparison-table.tsx'
import { MonthChart } from './month-chart.tsx'
import { SegmentChart } from './segment-chart.tsx'
import { SegmentTable } from './segment-table.tsx'
import { WaterfallPanel } from './waterfall-panel.tsx'
import './compare.css'

const lineSchema = z.enum(monthLines)
/** What the lines of the chart are: the cases, or the segments of the selected one. */
const acrossSchema = z.enum(['scenarios', 'segments'])

interface Props {
  readonly model: WhatIfModel
  readonly explained: string
  readonly onExplain: (id: string) => void
  readonly output: OutputName
  readonly onOutput: (output: OutputName) => void
}

/** Baseline and scenarios over the months, in one table, and by driver. */
export function CompareView({ model, explained, onExplain, output, onOutput }: Props) {
  const [line, setLine] = useSavedState('whatif.line', lineSchema, 'mrr')
  const [across, setAcross] = useSavedState('whatif.across', acrossSchema, 'scenarios')
  const setScenario = useView((state) => state.setScenario)
  const { cases, selected } = model
  const [baseline] = cases
  const hasSegments = (selected.projection?.segments.length ?? 0) > 0
  const select = (name: string) => setScenario(name === baselineName ? null : name)
  return (
    <div className="compare">
      <Panel
        title="Months"
        actions={
          <SegmentedControl
            size="small"
            options={monthLines.map((value) => ({ value, label: monthLineDisplays[value].label }))}
            value={line}
            onValueChange={(value) => setLine(lineSchema.parse(value))}
          />
        }
      >
        {hasSegments && (
          <SegmentedControl
            size="small"
            className="compare-across"
            options={[
              { value: 'scenarios', label: 'Scenarios' },
              { value: 'segments', label: `Segments of ${selected.name}` },
            ]}
            value={across}
            onValueChange={(value) => setAcross(acrossSchema.parse(value))}
          />
        )}
        <div className="compare-lines">
          {hasSegments && across === 'segments' ? (
            <SegmentChart selected={selected} line={line} />
          ) : (
            <MonthChart cases={cases} line={line} selected={selected.name} onSelect={select} />
          )}
        </div>
      </Panel>
      <ComparisonTable
        cases={cases}
        selected={selected.name}
        explained={explained}
        onSelect={select}
        onExplain={onExplain}
      />
      <SegmentTable selected={selected} />
      {baseline !== undefined && (
        <WaterfallPanel baseline={baseline} selected={selected} output={output} onOutput={onOutput} />
      )}
    </div>
  )
}
