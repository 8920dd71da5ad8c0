import { numericOf } from '#shared/formula/value.ts'
import type { MethodOutcome } from './compute.ts'
import type { ParsedMethod } from './parsed-metric.ts'

export interface ComparedMethod {
  readonly method: ParsedMethod
  readonly outcome: MethodOutcome
  readonly value: number
}

/** Values that differ by less than this share are the same number written with fewer digits. */
const roundingShare = 5e-4

/**
 * Why two methods differ, by rule, most telling first; undefined where they agree or no rule explains it.
 */
export function likelyCause(first: ComparedMethod, second: ComparedMethod): string | undefined {
  const difference = Math.abs(first.value - second.value)
  if (difference === 0) return undefined
  if (difference <= roundingShare * Math.max(Math.abs(first.value), Math.abs(second.value))) {
    return 'The difference is no more than rounding.'
  }
  const joinedAndLeft = besideNumber(first, 'joined_and_left') ?? besideNumber(second, 'joined_and_left')
  const counts = differingInputs(first, second)
  const lost = counts.find(({ name }) => name === 'customers_gone' || name === 'customers_lost')
  if (
    lost !== undefined &&
    joinedAndLeft !== undefined &&
    joinedAndLeft > 0 &&
    Math.abs(lost.difference) === joinedAndLeft
  ) {
    return `${joinedAndLeft} joined and left within the period; one side counts them as lost, the other does not.`
  }
  const [largest] = counts
  if (largest === undefined) return undefined
  return `The two count ${largest.label} differently: ${format(largest.first)} against ${format(largest.second)}. A boundary of the period, or rows that one side leaves out, is the usual cause.`
}

interface DifferingInput {
  readonly name: string
  readonly label: string
  readonly first: number
  readonly second: number
  readonly difference: number
}

/** Inputs of the same name with different numbers, the relatively largest difference first. */
function differingInputs(first: ComparedMethod, second: ComparedMethod): DifferingInput[] {
  return Object.entries(first.outcome.inputs)
    .flatMap(([name, value]) => {
      const other = second.outcome.inputs[name]
      const a = value.kind === 'error' ? undefined : numericOf(value)
      const b = other === undefined || other.kind === 'error' ? undefined : numericOf(other)
      if (a === undefined || b === undefined || a === b) return []
      const label = first.method.method.inputs[name]?.label ?? name.replaceAll('_', ' ')
      return [{ name, label, first: a, second: b, difference: a - b }]
    })
    .sort((a, b) => share(b) - share(a))
}

const share = ({ first, second }: DifferingInput): number =>
  Math.abs(first - second) / Math.max(Math.abs(first), Math.abs(second))

function besideNumber({ outcome }: ComparedMethod, name: string): number | undefined {
  const value = outcome.beside[name]
  return value === undefined || value.kind === 'error' ? undefined : numericOf(value)
}

const format = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 })
