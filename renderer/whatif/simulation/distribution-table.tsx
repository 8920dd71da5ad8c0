import { HTMLSelect } from '@blueprintjs/core'
import { NumberField } from '#renderer/ui/number-field.tsx'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import { type Distribution, type DriverName, distributionSchema } from '#shared/domain/scenario.ts'
import {
  type DistributionType,
  distributionTypes,
  suitableTypes,
} from '#shared/models/questions/suggested-distributions.ts'
import { distributionLabels, withType } from '../model/distributions.ts'
import { type DriverDisplay, driverDisplay } from '../model/driver-display.ts'

interface Props {
  readonly drivers: readonly BaselineDriver[]
  readonly distributions: Readonly<Partial<Record<DriverName, Distribution>>>
  readonly onChange: (driver: DriverName, distribution: Distribution) => void
}

/** How every driver varies from run to run. */
export function DistributionTable({ drivers, distributions, onChange }: Props) {
  return (
    <table className="figures distributions">
      <thead>
        <tr>
          <th scope="col">Driver</th>
          <th scope="col">Varies as</th>
          <th scope="col">With</th>
        </tr>
      </thead>
      <tbody>
        {drivers.map(({ driver, value }) => {
          const distribution = distributions[driver]
          if (distribution === undefined || value === null) return null
          const display = driverDisplay(driver)
          return (
            <tr key={driver}>
              <th scope="row">{display.label}</th>
              <td>
                <HTMLSelect
                  aria-label={`${display.label} varies as`}
                  value={distribution.type}
                  options={suitableTypes(driver, value).map((type) => ({
                    value: type,
                    label: distributionLabels[type],
                  }))}
                  onChange={(event) => {
                    const type = typeOf(event.currentTarget.value)
                    onChange(driver, withType(distribution, type))
                  }}
                />
              </td>
              <td>
                <Parameters
                  display={display}
                  distribution={distribution}
                  onChange={(next) => onChange(driver, next)}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const typeOf = (text: string): DistributionType =>
  distributionTypes.find((type) => type === text) ?? 'constant'

const parameterLabels: Readonly<Record<string, string>> = {
  value: 'at',
  mean: 'mean',
  standardDeviation: 'sd',
  min: 'lowest',
  mode: 'likeliest',
  max: 'highest',
}

interface ParametersProps {
  readonly display: DriverDisplay
  readonly distribution: Distribution
  readonly onChange: (distribution: Distribution) => void
}

function Parameters({ display, distribution, onChange }: ParametersProps) {
  const { type, ...parameters } = distribution
  return (
    <div className="distribution-parameters">
      {Object.entries(parameters).map(([name, value]) => (
        <span key={name} className="whatif-field">
          <span aria-hidden="true">{parameterLabels[name]}</span>
          <NumberField
            label={`${display.label} ${parameterLabels[name]}`}
            value={value}
            scale={display.scale}
            digits={display.unit === 'percent' ? display.digits + 1 : 2}
            step={0.1}
            disabled={type === 'constant'}
            {...(display.suffix === undefined ? {} : { suffix: display.suffix })}
            onChange={(next) => onChange(distributionSchema.parse({ ...distribution, [name]: next }))}
          />
        </span>
      ))}
    </div>
  )
}
