import { driverRange } from '#shared/models/projection/driver-range.ts'
import type { GoalSeekQuestion } from '#shared/models/questions/goal-seek.ts'
import { outputWith } from '#shared/models/questions/output-of.ts'
import type { ProjectedCase } from './cases.ts'

const curvePoints = 80

/** The output over the driver's range, for the picture beside a goal seek; null where it has no value. */
export function outputCurve(
  { input, levers }: Pick<ProjectedCase, 'input' | 'levers'>,
  { driver, output, min, max }: GoalSeekQuestion,
  baseline: number | null,
  answer: number | null,
): readonly (readonly [number, number | null])[] {
  const range = driverRange(driver, baseline, [answer, min ?? null, max ?? null])
  const from = min ?? range.min
  const to = max ?? range.max
  const at = (value: number) => outputWith(input, levers, { driver, op: 'set', value }, output)
  return Array.from({ length: curvePoints + 1 }, (_, index) => {
    const value = from + ((to - from) * index) / curvePoints
    return [value, at(value)] as const
  })
}

/** The curve as tab-separated text. */
export const curveText = (
  curve: readonly (readonly [number, number | null])[],
  x: string,
  y: string,
): string => [`${x}\t${y}`, ...curve.map(([at, value]) => `${at}\t${value ?? ''}`)].join('\n')
