import { Button, Popover, Tooltip } from '@blueprintjs/core'
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

/** One driver: name and source, number, slider with baseline and interval, and the changes that act in some months only. */
export function DriverRow({ driver: known, model }: { driver: BaselineDriver; model: WhatIfModel }) {
  const { driver, value: baseline, lower, upper, origin, source } = known
  const { label, unit, scale, suffix, digits } = driverDisplay(driver)
  const { scenario, selected } = model
  const currency = useCurrency()
  const { value, isChanged, preview, commit, reset } = useDriverEdit(known, model)
  const measuredReach = useMemo(() => [upper, lower], [upper, lower])
  const range = sliderRange(driver, baseline, [...measuredReach, value])
  const step = range.step * scale
  const partial = scenario === undefined ? [] : partialLevers(scenario, driver)
  const shown = value === null ? 'not known' : formatValue(value, unit, { currency })
  return (
    <div className="driver-row">
      <div className="driver-head">
        <Tooltip
          content={<span className="driver-source">{source === '' ? originWords[origin] : source}</span>}
          placement="right"
          hoverOpenDelay={300}
          compact
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: where a driver comes from must be reachable by key too */}
          <span className="driver-name" tabIndex={0}>
            {label}
            {scenario === undefined && (
              <span className={`driver-origin driver-origin-${origin}`}>{originMarks[origin]}</span>
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
        {scenario !== undefined && (
          <Popover
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
          </Popover>
        )}
        <NumberField
          label={label}
          value={value ?? undefined}
          onChange={commit}
          scale={scale}
          step={step}
          digits={digits}
          {...(suffix === undefined ? {} : { suffix })}
        />
      </div>
      <DriverSlider
        label={`${label} slider`}
        value={value}
        shown={shown}
        range={range}
        baseline={baseline}
        lower={lower}
        upper={upper}
        color={scenarioColor(selected.index)}
        onMove={preview}
        onSettle={commit}
      />
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
