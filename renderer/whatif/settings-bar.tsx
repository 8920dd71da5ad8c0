import { HTMLSelect } from '@blueprintjs/core'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { billingSchema } from '#shared/domain/scenario.ts'
import { MOST_MONTHS } from '#shared/models/projection/plan.ts'
import { billingLabels } from './model/output-display.ts'
import type { WhatIfModel } from './state/use-what-if.ts'

/** Horizon and billing, in the toolbar. */
export function SettingsBar({ model: { settings, changeSettings } }: { model: WhatIfModel }) {
  return (
    <>
      <span className="whatif-horizon">
        <NumberField
          label="Months to project"
          value={settings.months}
          digits={0}
          suffix="months"
          onChange={(months) =>
            changeSettings({ months: Math.min(MOST_MONTHS, Math.max(1, Math.round(months))) })
          }
        />
      </span>
      <HTMLSelect
        aria-label="Billing"
        value={settings.billing}
        options={billingSchema.options.map((value) => ({ value, label: billingLabels[value] }))}
        onChange={(event) => changeSettings({ billing: billingSchema.parse(event.currentTarget.value) })}
      />
    </>
  )
}
