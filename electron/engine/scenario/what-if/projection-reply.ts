import type { ReplyInput } from '#shared/contract/index.ts'
import { driverNames, type Lever, outputNames } from '#shared/domain/scenario.ts'
import type { ProjectionInput } from '#shared/models/projection/plan.ts'
import { monthRows, type Projection } from '#shared/models/projection/projection.ts'
import { differences } from '#shared/models/projection/scenarios.ts'
import { baselineOf } from '#shared/models/questions/output-of.ts'

type ProjectionReply = ReplyInput<'scenario.whatIf'>['baseline']

interface Projected {
  readonly name: string
  readonly input: ProjectionInput
  readonly levers: readonly Lever[]
  readonly projection: Projection
}

/** A projection in the words of the contract, compared with the baseline's. */
export function projectionReply(
  { name, input, levers, projection }: Projected,
  baseline: Projection,
): ProjectionReply {
  const deltas = differences(baseline, projection)
  return {
    name,
    drivers: Object.fromEntries(
      driverNames.map((driver) => [driver, finite(baselineOf(input, levers, driver))]),
    ),
    ...figuresOf(projection),
    delta: Object.fromEntries(outputNames.map((output) => [output, deltas[output].difference])),
    relativeDelta: Object.fromEntries(outputNames.map((output) => [output, deltas[output].relative])),
    segments: projection.segments.map((segment) => ({
      name: segment.name,
      ...figuresOf({ ...segment, segments: [] }),
    })),
    problems: projection.notes.map((message) => ({
      code: 'no_value',
      severity: 'information' as const,
      message,
    })),
  }
}

const figuresOf = (projection: Projection) => ({
  monthly: monthRows(projection),
  kpis: { ...projection.kpis },
})

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)
