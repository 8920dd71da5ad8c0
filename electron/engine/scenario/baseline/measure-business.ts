import type { BaselineDriver } from '#shared/contract/scenario.ts'
import type { DriverValues, WhatIf } from '#shared/domain/scenario.ts'
import type { MeasuredSegment } from '#shared/models/projection/segments.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import type { Outcome } from '../../refusal.ts'
import { baselineDrivers } from './baseline.ts'
import { countAll } from './measure-drivers.ts'
import { measureSegments } from './segments.ts'
import { type MeasuredTenureChurn, measureTenureChurn, withTenureChurn } from './tenure-churn.ts'

/** How the business is taken apart: by the values of a field, and its churn by tenure. */
export type Breakdown = Pick<WhatIf, 'segmentBy' | 'tenureChurn'>

/** What the data says of the business; churn by tenure and segments only where asked for, each with its own refusal. */
export interface MeasuredBusiness {
  readonly drivers: readonly BaselineDriver[]
  readonly tenure: Outcome<MeasuredTenureChurn> | undefined
  readonly segments: Outcome<readonly MeasuredSegment[]> | undefined
}

/** Measures the business of the data at `place`, with the drivers typed over it. */
export async function measureBusiness(
  place: Workplace,
  { segmentBy, tenureChurn = 'none' }: Breakdown,
  typed: DriverValues,
): Promise<MeasuredBusiness> {
  const counts = await countAll(place, segmentBy)
  const tenure = tenureChurn === 'none' ? undefined : await measureTenureChurn(place, tenureChurn)
  const segments = segmentBy === undefined ? undefined : measureSegments(counts, segmentBy, typed)
  const isByTenure = tenureChurn !== 'none' && tenure?.ok === true
  return {
    drivers: baselineDrivers(counts, place.datasets, typed),
    tenure,
    segments:
      isByTenure && segmentBy !== undefined && segments?.ok === true
        ? { ok: true, value: await withTenureChurn(place, segments.value, segmentBy, tenureChurn) }
        : segments,
  }
}
