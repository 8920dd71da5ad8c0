import { HTMLSelect } from '@blueprintjs/core'
import { driverNames, outputNames } from '#shared/domain/scenario.ts'
import { driverDisplay } from '../model/driver-display.ts'
import { outputDisplays } from '../model/output-display.ts'

interface Props<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly values: readonly Value[]
  readonly labelOf: (value: Value) => string
  readonly onChange: (value: Value) => void
}

/** One of a few named values, with its label before it. */
export function Choice<Value extends string>({ label, value, values, labelOf, onChange }: Props<Value>) {
  return (
    <span className="whatif-field">
      <span aria-hidden="true">{label}</span>
      <HTMLSelect
        aria-label={label}
        value={value}
        options={values.map((each) => ({ value: each, label: labelOf(each) }))}
        onChange={(event) => {
          const chosen = values.find((each) => each === event.currentTarget.value)
          if (chosen !== undefined) onChange(chosen)
        }}
      />
    </span>
  )
}

type Chosen<Value extends string> = Pick<Props<Value>, 'label' | 'value' | 'onChange'>

export const DriverChoice = (props: Chosen<(typeof driverNames)[number]>) => (
  <Choice {...props} values={driverNames} labelOf={(driver) => driverDisplay(driver).label} />
)

export const OutputChoice = (props: Chosen<(typeof outputNames)[number]>) => (
  <Choice {...props} values={outputNames} labelOf={(output) => outputDisplays[output].label} />
)
