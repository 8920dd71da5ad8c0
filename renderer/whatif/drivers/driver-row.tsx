import { Button, PopoverNext, Tooltip } from '@blueprintjs/core'
import { useMemo } from 'react'
import { scenarioColor } from '#renderer/app/scenario-color.ts'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import { formatValue } from '#shared/domain/format.ts'
import { driverDisplay, sliderRange } from '../model/driver-display.ts'
import { leversOn, leverWords, partialLevers } from '../model/levers.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { DriverSlider } from './driver-slider.tsx'
import { LeverEditor } from './lever-editor.tsx'
import { useDriverEdit } from './use-driver-edit.ts'

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
  // An interval is of the number for all customers.
  const { lower, upper } = segment === undefined ? known : noInterval
  const { label, unit, scale, suffix, digits } = driverDisplay(driver)
  const { scenario, selected } = model
  const currency = useCurrency()
  const { value, baseline, isChanged, isEditable, preview, commit, reset } = useDriverEdit(
    known,
    model,
    segment,
  )
  const measuredReach = useMemo(() => [upper, lower], [upper, lower])
  const range = sliderRange(driver, baseline, [...measuredReach, value])
  const step = range.step * scale
  const partial = scenario === undefined ? [] : partialLevers(scenario, driver, segment)
  const shown = value === null ? 'not known' : formatValue(value, unit, { currency })
  return (
    <div className="driver-row">
      <div className="driver-head">
        <Tooltip
          content={
            <span className="driver-source">
              {isEditable ? source || originWords[origin] : byTenureWords}
            </span>
          }
          placement="right"
          hoverOpenDelay={300}
          compact
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: where a driver comes from must be reachable by key too */}
          <span className="driver-name" tabIndex={0}>
            {label}
            {scenario === undefined && !model.loading && (
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
            title={scenario === undefined ? 'Back to the measured value' : 'Take the changes away'}
            onClick={reset}
          />
        )}
        <NumberField
          label={label}
          value={value ?? undefined}
          onChange={commit}
          scale={scale}
          step={step}
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
          color={scenarioColor(selected.index)}
          isDisabled={!isEditable}
          onMove={preview}
          onSettle={commit}
        />
        {scenario !== undefined && (
          <PopoverNext
            animation="minimal"
            arrow={false}
            placement="right-start"
            content={<LeverEditor driver={driver} scenario={scenario} model={model} />}
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
      {scenario !== undefined && partial.length > 0 && (
        <p className="driver-partial muted">
          {partial.map((lever) => leverWords(lever, currency)).join('; ')}
        </p>
      )}
      {scenario !== undefined && baseline !== null && leversOn(scenario, driver).length > 0 && (
        <p className="visually-hidden">Baseline {formatValue(baseline, unit, { currency })}</p>
      )}
    </div>
  )
}

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
