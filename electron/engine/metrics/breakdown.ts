import type { MetricDefinition } from '#shared/domain/metric.ts'
import { type Period, previousPeriod } from '#shared/domain/period.ts'
import { type Evaluated, numericOf } from '#shared/formula/value.ts'
import { bestOutcome, compute, type MethodOutcome } from './compute.ts'
import type { ParsedMethod } from './parsed-metric.ts'
import type { Workplace } from './workplace.ts'

export interface BreakdownLine {
  readonly by: string
  readonly group: string
  readonly id: string
  readonly value: number | null
  readonly inputs: Record<string, number | null>
  readonly previous: number | null
  /** Its part of the change of the whole on the period before; null where that cannot be told apart. */
  readonly contribution: number | null
}

const otherGroup = 'Other'

/**
 * A metric by the values of a field, largest groups first, with each group's part of the change on the period before.
 *
 * The part of a ratio's change is n1/D1 - n0/D0, the group's numerators over the whole denominators, which adds up to
 * the change of the whole; of a sum or count, the group's own change. An average of rows has no such parts.
 */
export async function breakdown(
  place: Workplace,
  metric: MetricDefinition,
  by: string,
  period: Period | null,
  top: number,
): Promise<BreakdownLine[]> {
  const asked = period ?? place.range ?? null
  const periods = asked === null ? [null] : [asked, previousPeriod(asked)]
  const computed = await compute({
    ...place,
    findMetric: place.metrics.find,
    metrics: [metric],
    periods,
    groupBy: by,
  })
  const methods = computed.resolved.get(metric.id)?.possible ?? []
  const { index } = bestOutcome(
    methods.map((method) => computed.outcome(method, 0)),
    methods,
    period,
  )
  const method = methods[index]
  if (method === undefined) return []
  const hasPrevious = periods.length > 1
  const whole = {
    now: computed.outcome(method, 0),
    before: hasPrevious ? computed.outcome(method, 1) : undefined,
  }

  const lines = computed.groupsOf(method).flatMap((group): BreakdownLine[] => {
    const now = computed.groupOutcome(method, 0, group)
    if (now === undefined) return []
    const before = hasPrevious ? computed.groupOutcome(method, 1, group) : undefined
    return [
      {
        by,
        group,
        id: metric.id,
        value: numberOf(now.value),
        inputs: numbersOf(now.inputs),
        previous: before === undefined ? null : numberOf(before.value),
        contribution: contributionOf(method, now, before, whole),
      },
    ]
  })
  return largestFirst(lines, method, top)
}

interface Whole {
  readonly now: MethodOutcome
  readonly before: MethodOutcome | undefined
}

function contributionOf(
  { method, formula }: ParsedMethod,
  now: MethodOutcome,
  before: MethodOutcome | undefined,
  whole: Whole,
): number | null {
  if (before === undefined || whole.before === undefined) return null
  const { numerator, denominator } = method
  if (numerator !== undefined && denominator !== undefined) {
    const share = (part: MethodOutcome, all: MethodOutcome) => {
      const top = numberOf(part.inputs[numerator])
      const bottom = numberOf(all.inputs[denominator])
      return top === null || bottom === null || bottom === 0 ? null : top / bottom
    }
    const [after, earlier] = [share(now, whole.now), share(before, whole.before)]
    return after === null || earlier === null ? null : after - earlier
  }
  const isPlainInput = formula.kind === 'name'
  const [after, earlier] = [numberOf(now.value), numberOf(before.value)]
  return isPlainInput && after !== null && earlier !== null && Object.keys(method.inputs).length === 1
    ? after - earlier
    : null
}

/** By the size of the group's base where the method has one; what is beyond `top` is gathered as "Other" where it adds up. */
function largestFirst(
  lines: readonly BreakdownLine[],
  { method }: ParsedMethod,
  top: number,
): BreakdownLine[] {
  const size = (line: BreakdownLine) => Math.abs(line.inputs[method.denominator ?? ''] ?? line.value ?? 0)
  const sorted = [...lines].sort((a, b) => size(b) - size(a))
  const shown = sorted.slice(0, top)
  const rest = sorted.slice(top)
  const [first] = rest
  if (first === undefined) return shown
  const { numerator, denominator } = method
  const sum = (name: string) => rest.reduce((total, line) => total + (line.inputs[name] ?? 0), 0)
  const inputs = Object.fromEntries(Object.keys(first.inputs).map((name) => [name, sum(name)]))
  const bottom = denominator === undefined ? 0 : sum(denominator)
  const value = numerator === undefined || bottom === 0 ? null : sum(numerator) / bottom
  const contribution = rest.every((line) => line.contribution !== null)
    ? rest.reduce((total, line) => total + (line.contribution ?? 0), 0)
    : null
  return [
    ...shown,
    { ...first, group: `${otherGroup} (${rest.length})`, value, inputs, previous: null, contribution },
  ]
}

const numberOf = (value: Evaluated | undefined): number | null =>
  value === undefined || value.kind === 'error' ? null : (numericOf(value) ?? null)

const numbersOf = (values: Readonly<Record<string, Evaluated>>): Record<string, number | null> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, numberOf(value)]))
