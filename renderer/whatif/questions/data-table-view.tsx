import { HTMLSelect } from '@blueprintjs/core'
import { useDeferredValue, useEffect, useMemo } from 'react'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import { TableButtons } from '#renderer/ui/table-buttons.tsx'
import { driverNames, driverSchema } from '#shared/domain/scenario.ts'
import { tableQuestionSchema } from '#shared/domain/what-if-questions.ts'
import { dataTable, suggestedAxis } from '#shared/models/questions/data-table.ts'
import { baselineOf } from '#shared/models/questions/output-of.ts'
import { driverDisplay, inSentence } from '../model/driver-display.ts'
import { dataTableText } from '../model/heat.ts'
import { outputDisplays } from '../model/output-display.ts'
import { AskedOf } from '../parts/asked-of.tsx'
import { DriverChoice, OutputChoice } from '../parts/choice.tsx'
import type { QuestionPanelProps } from '../parts/question-panel.ts'
import { useQuestion } from '../state/question-store.ts'
import { Heatmap, OneWayChart } from './heatmap.tsx'

const usual = tableQuestionSchema.parse({})

/** An output over the values of one or two drivers. */
export function DataTableView({ model, onExplain }: QuestionPanelProps) {
  const { question: kept, ask, keep } = useQuestion('dataTable', model.scenario)
  const question = kept ?? usual
  const { output, x, y, swing, steps } = question
  useEffect(() => onExplain(output), [onExplain, output])
  const selected = useDeferredValue(model.selected)
  const answer = useMemo(() => {
    const { input, levers } = selected
    const axis = (driver: typeof x) => ({
      driver,
      values: suggestedAxis(driver, baselineOf(input, levers, driver), swing, steps),
    })
    return dataTable(input, levers, { output, x: axis(x), ...(y === null ? {} : { y: axis(y) }) })
  }, [selected, output, x, y, swing, steps])
  const present = {
    x: baselineOf(selected.input, selected.levers, x),
    y: y === null ? undefined : baselineOf(selected.input, selected.levers, y),
  }
  const centre = selected.projection?.kpis[output] ?? null
  const title = `${outputDisplays[output].label} by ${inSentence(driverDisplay(x).label)}${
    y === null ? '' : ` and ${inSentence(driverDisplay(y).label)}`
  }, ${selected.name}`
  return (
    <Panel
      title={`Data table of ${selected.name}`}
      actions={answer.ok && <TableButtons name={title} text={() => dataTableText(answer.value)} />}
    >
      <div className="question">
        <div className="question-choices">
          <OutputChoice
            label="Output"
            value={output}
            onChange={(chosen) => ask({ ...question, output: chosen })}
          />
          <DriverChoice
            label="across"
            value={x}
            onChange={(chosen) => ask({ ...question, x: chosen, y: chosen === y ? null : y })}
          />
          <span className="whatif-field">
            <span aria-hidden="true">down</span>
            <HTMLSelect
              aria-label="down"
              value={y ?? ''}
              options={[
                { value: '', label: 'nothing (one-way)' },
                ...driverNames
                  .filter((driver) => driver !== x)
                  .map((driver) => ({ value: driver, label: driverDisplay(driver).label })),
              ]}
              onChange={({ currentTarget: { value } }) =>
                ask({ ...question, y: value === '' ? null : driverSchema.parse(value) })
              }
            />
          </span>
          <span className="whatif-field">
            <span aria-hidden="true">each by ±</span>
            <NumberField
              label="Swing"
              value={swing}
              scale={100}
              step={5}
              suffix="%"
              digits={0}
              onChange={(value) => ask({ ...question, swing: Math.min(1, Math.max(0.01, value)) })}
            />
            <span aria-hidden="true">in steps</span>
            <NumberField
              label="Steps"
              value={steps}
              step={2}
              digits={0}
              onChange={(value) => ask({ ...question, steps: Math.min(15, Math.max(3, Math.round(value))) })}
            />
          </span>
        </div>
        <AskedOf
          question={kept}
          model={model}
          onAsk={() => ask(question)}
          onLeaveOut={() => keep({ ...question, inExport: false })}
        />
        {!answer.ok && <p className="whatif-problem">{answer.error.message}</p>}
        {answer.ok && y === null && <OneWayChart table={answer.value} />}
        {answer.ok && <Heatmap table={answer.value} centre={centre} present={present} />}
      </div>
    </Panel>
  )
}
