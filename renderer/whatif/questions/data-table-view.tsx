import { HTMLSelect } from '@blueprintjs/core'
import { useDeferredValue, useMemo } from 'react'
import { z } from 'zod'
import { useSavedState } from '#renderer/app/state/saved-state.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import { TableButtons } from '#renderer/ui/table-buttons.tsx'
import { driverNames, driverSchema, outputSchema } from '#shared/domain/scenario.ts'
import { dataTable } from '#shared/models/questions/data-table.ts'
import { baselineOf } from '#shared/models/questions/output-of.ts'
import { driverDisplay, inSentence } from '../model/driver-display.ts'
import { dataTableText, suggestedAxis } from '../model/heat.ts'
import { outputDisplays } from '../model/output-display.ts'
import { DriverChoice, OutputChoice } from '../parts/choice.tsx'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { Heatmap, OneWayChart } from './heatmap.tsx'

const questionSchema = z.object({
  output: outputSchema,
  x: driverSchema,
  y: driverSchema.nullable(),
  swing: z.number().positive().max(1),
  steps: z.number().int().min(3).max(15),
})
const firstQuestion: z.infer<typeof questionSchema> = {
  output: 'clv',
  x: 'churn',
  y: 'arpa',
  swing: 0.4,
  steps: 7,
}

/** An output over the values of one or two drivers. */
export function DataTableView({ model }: { model: WhatIfModel }) {
  const [question, setQuestion] = useSavedState('whatif.table', questionSchema, firstQuestion)
  const { output, x, y, swing, steps } = question
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
      title={title}
      actions={answer.ok && <TableButtons name={title} text={() => dataTableText(answer.value)} />}
    >
      <div className="question">
        <div className="question-choices">
          <OutputChoice
            label="Output"
            value={output}
            onChange={(chosen) => setQuestion({ ...question, output: chosen })}
          />
          <DriverChoice
            label="across"
            value={x}
            onChange={(chosen) => setQuestion({ ...question, x: chosen, y: chosen === y ? null : y })}
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
                setQuestion({ ...question, y: value === '' ? null : driverSchema.parse(value) })
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
              onChange={(value) => setQuestion({ ...question, swing: Math.min(1, Math.max(0.01, value)) })}
            />
            <span aria-hidden="true">in steps</span>
            <NumberField
              label="Steps"
              value={steps}
              step={2}
              digits={0}
              onChange={(value) =>
                setQuestion({ ...question, steps: Math.min(15, Math.max(3, Math.round(value))) })
              }
            />
          </span>
        </div>
        {!answer.ok && <p className="whatif-problem">{answer.error.message}</p>}
        {answer.ok && y === null && <OneWayChart table={answer.value} />}
        {answer.ok && <Heatmap table={answer.value} centre={centre} present={present} />}
      </div>
    </Panel>
  )
}
