import { Button, HTMLSelect } from '@blueprintjs/core'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { type DriverName, type Lever, leverSchema, type Scenario } from '#shared/domain/scenario.ts'
import { driverDisplay, inSentence } from '../model/driver-display.ts'
import { leversOn, withLevers } from '../model/levers.ts'
import { changeScenario } from '../model/scenario-list.ts'
import { useWhatIfContext } from '../state/model-context.ts'
import { useScenarios } from '../state/scenario-store.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'
import './lever-editor.css'

/** The changes of one driver in full: kind, value, months, ramp, segment; applied in their order. */
export function LeverEditor({ driver }: { driver: DriverName }) {
  const model = useWhatIfContext()
  const { scenario } = model
  return scenario === undefined ? null : <ChangesOf driver={driver} scenario={scenario} model={model} />
}

interface Props {
  readonly driver: DriverName
  readonly scenario: Scenario
  readonly model: WhatIfModel
}

function ChangesOf({ driver, scenario, model }: Props) {
  const save = useScenarios((state) => state.save)
  const { label } = driverDisplay(driver)
  const levers = leversOn(scenario, driver)
  const keep = (next: readonly Lever[]) =>
    void save(
      changeScenario(model.scenarios, scenario.name, (each) => withLevers(each, driver, next)),
      `Change ${inSentence(label)} in ${scenario.name}`,
    )
  const isStock = driver === 'customers'
  return (
    <div className="lever-editor">
      <h4>
        {label} in {scenario.name}
      </h4>
      {levers.length === 0 && <p className="muted">No change yet: as in the baseline.</p>}
      {levers.map((lever, index) => (
        <LeverFields
          // biome-ignore lint/suspicious/noArrayIndexKey: levers have no identity but their place in the order
          key={index}
          lever={lever}
          segments={model.business.segments?.map(({ name }) => name) ?? []}
          onChange={(changed) => keep(levers.with(index, changed))}
          onRemove={() => keep(levers.toSpliced(index, 1))}
        />
      ))}
      <div className="lever-actions">
        <Button
          size="small"
          icon="add"
          onClick={() => keep([...levers, { driver, op: 'multiply', value: 1, from: 1 }])}
        >
          Add a change
        </Button>
        <span className="muted">
          {isStock
            ? 'Customers change once, at the start of the first month.'
            : 'Applied from top to bottom. The same first and last month is a one-off.'}
        </span>
      </div>
    </div>
  )
}

const ops = [
  { value: 'set', label: 'Set to' },
  { value: 'add', label: 'Add' },
  { value: 'multiply', label: 'Multiply by' },
]

interface FieldsProps {
  readonly lever: Lever
  readonly segments: readonly string[]
  readonly onChange: (lever: Lever) => void
  readonly onRemove: () => void
}

function LeverFields({ lever, segments, onChange, onRemove }: FieldsProps) {
  const { scale, suffix, digits } = driverDisplay(lever.driver)
  const isFactor = lever.op === 'multiply'
  const change = (changed: { readonly [Key in keyof Lever]?: Lever[Key] | undefined }) =>
    onChange(leverSchema.parse({ ...lever, ...changed }))
  const month = (value: number) => Math.max(1, Math.round(value))
  return (
    <div className="lever-fields">
      <HTMLSelect
        aria-label="Kind of change"
        value={lever.op}
        options={ops}
        onChange={(event) => change({ op: leverSchema.shape.op.parse(event.currentTarget.value) })}
      />
      <NumberField
        label="Value"
        value={lever.value}
        onChange={(value) => change({ value })}
        scale={isFactor ? 1 : scale}
        step={isFactor ? 0.05 : 1}
        digits={isFactor ? 4 : digits}
        {...(isFactor || suffix === undefined ? {} : { suffix: lever.op === 'add' ? 'pp' : suffix })}
      />
      <span className="lever-label">from month</span>
      <NumberField
        label="First month"
        value={lever.from ?? 1}
        onChange={(value) => change({ from: month(value) })}
        digits={0}
      />
      <span className="lever-label">to</span>
      <div className="lever-last">
        <NumberField
          label="Last month"
          value={lever.to}
          onChange={(value) => change({ to: month(value) })}
          digits={0}
        />
        {lever.to === undefined ? (
          <span className="muted">the end</span>
        ) : (
          <Button
            variant="minimal"
            size="small"
            icon="cross"
            aria-label="To the end"
            onClick={() => change({ to: undefined })}
          />
        )}
      </div>
      <span className="lever-label">eased in over</span>
      <NumberField
        label="Ramp in months"
        value={lever.ramp ?? 0}
        onChange={(value) => change({ ramp: Math.max(0, Math.round(value)) })}
        digits={0}
        suffix="mo"
      />
      {segments.length > 0 && (
        <HTMLSelect
          aria-label="Segment"
          className="lever-segment"
          value={lever.segment ?? ''}
          options={[
            { value: '', label: 'All segments' },
            ...segments.map((name) => ({ value: name, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) => change({ segment: value === '' ? undefined : value })}
        />
      )}
      <Button
        variant="minimal"
        size="small"
        icon="trash"
        className="lever-remove"
        aria-label="Take away"
        onClick={onRemove}
      />
    </div>
  )
}
