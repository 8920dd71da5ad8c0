import { Button, HTMLSelect } from '@blueprintjs/core'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { type DriverName, driverSchema } from '#shared/domain/scenario.ts'
import { driverDisplay } from '../model/driver-display.ts'

export interface Correlation {
  readonly a: DriverName
  readonly b: DriverName
  readonly value: number
}

interface Props {
  /** Those that vary. */
  readonly drivers: readonly DriverName[]
  readonly correlations: readonly Correlation[]
  readonly onChange: (correlations: readonly Correlation[]) => void
}

/** Which drivers move together. */
export function CorrelationList({ drivers, correlations, onChange }: Props) {
  const [first, second] = drivers
  if (first === undefined || second === undefined) return null
  const options = drivers.map((driver) => ({ value: driver, label: driverDisplay(driver).label }))
  return (
    <div className="correlations">
      {correlations.map((each, index) => {
        const change = (changed: Partial<Correlation>) =>
          onChange(correlations.with(index, { ...each, ...changed }))
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: correlations have no identity but their place
          <div key={index} className="question-choices">
            <HTMLSelect
              aria-label="First driver"
              value={each.a}
              options={options}
              onChange={(event) => change({ a: driverSchema.parse(event.currentTarget.value) })}
            />
            <span className="muted">with</span>
            <HTMLSelect
              aria-label="Second driver"
              value={each.b}
              options={options}
              onChange={(event) => change({ b: driverSchema.parse(event.currentTarget.value) })}
            />
            <NumberField
              label="Correlation"
              value={each.value}
              step={0.1}
              onChange={(value) => change({ value: Math.min(1, Math.max(-1, value)) })}
            />
            <Button
              variant="minimal"
              size="small"
              icon="trash"
              aria-label="Take the correlation away"
              onClick={() => onChange(correlations.toSpliced(index, 1))}
            />
          </div>
        )
      })}
      <Button
        variant="minimal"
        size="small"
        icon="add"
        onClick={() => onChange([...correlations, { a: first, b: second, value: 0 }])}
      >
        Correlation between two drivers
      </Button>
    </div>
  )
}
