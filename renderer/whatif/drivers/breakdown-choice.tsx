import { HTMLSelect } from '@blueprintjs/core'
import { type TenureChurnName, tenureChurns } from '#shared/domain/scenario.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'

const churnLabels: Readonly<Record<TenureChurnName, string>> = {
  none: 'One rate for all',
  'kaplan-meier': 'Kaplan-Meier curve',
  sbg: 'sBG curve',
}

const churnWords: Readonly<Record<TenureChurnName, string>> = {
  none: 'The same share of the customers leaves in every month.',
  'kaplan-meier': 'Customers leave as those before them did at the same tenure.',
  sbg: 'Customers leave as the shifted beta-geometric model describes and extends what was seen.',
}

/** How the business is taken apart: segments by the values of a field, and churn as one rate or by tenure. */
export function BreakdownChoice({ model }: { model: WhatIfModel }) {
  const { settings, changeSettings, segmentFields } = model
  const { segmentBy, tenureChurn } = settings
  const isUnmapped = segmentBy !== undefined && !segmentFields.some(({ id }) => id === segmentBy)
  const fields = isUnmapped
    ? [...segmentFields, { id: segmentBy, name: `${segmentBy} (not mapped)` }]
    : segmentFields
  return (
    <div className="breakdown-choice">
      <label htmlFor="whatif-segment-by">Segments</label>
      <HTMLSelect
        id="whatif-segment-by"
        fill
        value={segmentBy ?? ''}
        disabled={fields.length === 0}
        title={
          fields.length === 0
            ? 'No column of the customers is mapped to a text field, such as the plan or the region.'
            : 'Each segment has drivers of its own, and they add up to the total.'
        }
        options={[
          { value: '', label: 'None' },
          ...fields.map(({ id, name }) => ({ value: id, label: `By ${name.toLowerCase()}` })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          changeSettings({ segmentBy: value === '' ? undefined : value })
        }
      />
      <label htmlFor="whatif-tenure-churn">Churn</label>
      <HTMLSelect
        id="whatif-tenure-churn"
        fill
        value={tenureChurn}
        title={churnWords[tenureChurn]}
        options={tenureChurns.map((value) => ({ value, label: churnLabels[value] }))}
        onChange={({ currentTarget: { value } }) =>
          changeSettings({ tenureChurn: tenureChurns.find((each) => each === value) ?? 'none' })
        }
      />
    </div>
  )
}
