import type { BaselineDriver } from '#shared/contract/scenario.ts'
import type { DriverName, WhatIf } from '#shared/domain/scenario.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import type { ProjectionInput, SegmentInput, TenureChurn } from '#shared/models/projection/plan.ts'
import { type Outcome, refuse } from '../../refusal.ts'

export interface BusinessAsMeasured {
  readonly drivers: readonly BaselineDriver[]
  readonly tenure?: TenureChurn | undefined
  /** What must be known of the churn by tenure. */
  readonly note?: string | undefined
  readonly segments?: readonly SegmentInput[] | undefined
}

/** The business as the models take it, or a refusal that names the drivers that are missing and why. */
export function projectionInput(
  { drivers, tenure, segments }: BusinessAsMeasured,
  { months, billing, segments: typedSegments }: Pick<WhatIf, 'months' | 'billing' | 'segments'>,
): Outcome<ProjectionInput> {
  const known = new Map(drivers.map(({ driver, value }) => [driver, value]))
  const parts = typedSegments ?? segments
  const missing = drivers.filter(
    ({ driver, value }) => value === null && !isGivenElsewhere(driver, tenure, parts),
  )
  if (missing.length > 0) return refuseMissing(missing)
  return {
    ok: true,
    value: {
      months,
      billing,
      drivers: Object.fromEntries([...known].filter(([, value]) => value !== null)),
      ...(tenure === undefined ? {} : { tenure }),
      ...(parts === undefined || parts.length === 0 ? {} : { segments: parts }),
    },
  }
}

/** A churn by tenure stands for the churn; segments that all bring a driver of their own need none in common. */
function isGivenElsewhere(
  driver: DriverName,
  tenure: TenureChurn | undefined,
  segments: readonly SegmentInput[] | undefined,
): boolean {
  if (driver === 'churn' && tenure !== undefined) return true
  return (
    segments !== undefined &&
    segments.length > 0 &&
    segments.every((segment) => segment.drivers[driver] !== undefined)
  )
}

function refuseMissing(missing: readonly BaselineDriver[]): Outcome<never> {
  const names = missing.map(({ driver }) => `“${DRIVER_FACTS[driver].label}” (${driver})`)
  const reasons = missing.flatMap(({ source }) => (source === '' ? [] : [source]))
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return refuse('no_data', [`What-if needs ${list}.`, ...new Set(reasons)].join(' '))
}
