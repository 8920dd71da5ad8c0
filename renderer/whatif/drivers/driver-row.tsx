import { Button, PopoverNext, Tooltip } from '@blueprintjs/core'
import { memo } from 'react'
import { scenarioColor } from '#renderer/app/scenario-color.ts'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import { formatValue } from '#shared/domain/format.ts'
import type { DriverName } from '#shared/domain/scenario.ts'
import { driverRange } from '#shared/models/projection/driver-range.ts'
import { driverDisplay } from '../model/driver-display.ts'
import { leverWords, partialLevers } from '../model/levers.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { type DriverEdits, type DriverState, driverState, useDriverEdits } from './driver-edits.ts'
import { DriverSlider } from './driver-slider.tsx'
import { LeverEditor } from './lever-editor.tsx'

interface Props {
  readonly driver: BaselineDriver
  readonly model: WhatIfModel
  /** The segment whose changes the row moves; all of them where it is not given. */
  readonly segment: string | undefined
}

const noInterval = { lower: null, upper: null }

/** One driver: name and source, number, slider with baseline and interval, and the changes that act in some months only. */
export function DriverRow({ driver: known, model, segment }: Props) {
  const { driver, origin, source } = known
  const { scenario, selected } = model
  const currency = useCurrency()
  // An interval is of the number for all customers.
  const { lower, upper } = segment === undefined ? known : noInterval
  const partial = scenario === undefined ? [] : partialLevers(scenario, driver, segment)
  return (
    <Row
      driver={driver}
      origin={origin}
      source={source}
      lower={lower}
      upper={upper}
      color={scenarioColor(selected.index)}
      currency={currency}
      isOfScenario={scenario !== undefined}
      isMeasured={!model.loading}
      partial={partial.map((lever) => leverWords(lever, currency)).join('; ')}
      {...driverState(known, model, segment)}
      {...useDriverEdits(known, model, segment)}
    />
  )
}

interface RowProps extends DriverState, DriverEdits {
  readonly driver: DriverName
  readonly origin: BaselineDriver['origin']
  readonly source: string
  readonly lower: number | null
  readonly upper: number | null
  readonly color: string
  readonly currency: string
  readonly isOfScenario: boolean
  readonly isMeasured: boolean
  /** The changes that act in some months or one segment only, in words. */
  readonly partial: string
}

/** Drawn again only when something of it differs: while one slider is dragged the other rows stay as they are. */
const Row = memo(function Row({
  driver,
  origin,
  source,
  value,
  baseline,
  lower,
  upper,
  color,
  currency,
  isOfScenario,
  isMeasured,
  isChanged,
  isEditable,
  partial,
  preview,
  commit,
  reset,
}: RowProps) {
  const { label, unit, scale, suffix, digits } = driverDisplay(driver)
  const range = driverRange(driver, baseline, [upper, lower, value])
  const shown = value === null ? 'not known' : formatValue(value, unit, { currency })
  const explained = isEditable ? source || originWords[origin] : byTenureWords
  return (
    <div className="driver-row">
      <div className="driver-head">
        <Tooltip
          content={<span className="driver-source">{explained}</span>}
          placement="right"
          hoverOpenDelay={300}
          compact
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: where a driver comes from must be reachable by key too */}
          <span className="driver-name" tabIndex={0}>
            {label}
            {!isOfScenario && isMeasured && (
              <span className={`driver-origin driver-origin-${origin}`}>
                {isEditable ? originMarks[origin] : 'by tenure'}
              </span>
            )}
          </span>
        </Tooltip>
        {isChanged && (
          <Button
            variant="minimal"
            size="small"
            icon="reset"
            className="driver-reset"
            aria-label={`Reset ${label}`}
            title={isOfScenario ? 'Take the changes away' : 'Back to the measured value'}
            onClick={reset}
          />
        )}
        <NumberField
          label={label}
          value={value ?? undefined}
          onChange={commit}
          scale={scale}
          step={range.step * scale}
          digits={digits}
          disabled={!isEditable}
          {...(suffix === undefined ? {} : { suffix })}
        />
      </div>
      <div className="driver-line">
        <DriverSlider
          label={`${label} slider`}
          value={value}
          shown={shown}
          range={range}
          baseline={baseline}
          lower={lower}
          upper={upper}
          color={color}
          isDisabled={!isEditable || (value === null && !isMeasured)}
          onMove={preview}
          onSettle={commit}
        />
        {isOfScenario && (
          <PopoverNext
            animation="minimal"
            arrow={false}
            placement="right-start"
            content={<LeverEditor driver={driver} />}
          >
            <Button
              variant="minimal"
              size="small"
              icon="settings"
              className="driver-edit"
              aria-label={`Edit changes of ${label}`}
              title="Months, ramp, kind of change, segment"
            />
          </PopoverNext>
        )}
      </div>
      {partial !== '' && <p className="driver-partial muted">{partial}</p>}
      {isOfScenario && isChanged && baseline !== null && (
        <p className="visually-hidden">Baseline {formatValue(baseline, unit, { currency })}</p>
      )}
    </div>
  )
})

const byTenureWords =
  'In the first month, of the present customers. It goes on by their tenure; choose one rate for all to type it.'

const originMarks: Readonly<Record<BaselineDriver['origin'], string>> = {
  measured: '',
  typed: 'typed',
  default: 'assumed',
  none: 'needed',
}

const originWords: Readonly<Record<BaselineDriver['origin'], string>> = {
  measured: 'Measured from the mapped data.',
  typed: 'Typed.',
  default: 'Not in the data: taken as shown.',
  none: 'Not in the data: type a value.',
}
