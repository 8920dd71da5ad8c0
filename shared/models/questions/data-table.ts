import { succeed } from '#shared/domain/result.ts'
import type { DriverName, Lever, OutputName } from '#shared/domain/scenario.ts'
import { type Outcome, refuse } from '../outcome.ts'
import { driverRange, onStep } from '../projection/driver-range.ts'
import { DRIVER_FACTS } from '../projection/drivers.ts'
import type { ProjectionInput } from '../projection/plan.ts'
import { project } from '../projection/projection.ts'

export interface DataTableAxis {
  readonly driver: DriverName
  readonly values: readonly number[]
}

export interface DataTableQuestion {
  readonly output: OutputName
  readonly x: DataTableAxis
  /** Leave out for a one-way table. */
  readonly y?: DataTableAxis | undefined
}

export interface DataTable extends DataTableQuestion {
  /** One row a y value (one row without y), one cell an x value; `null` where there is no finite value. */
  readonly values: readonly (readonly (number | null)[])[]
}

/** An output over the values of one or two drivers, each set for all months and segments. */
export function dataTable(
  input: ProjectionInput,
  levers: readonly Lever[],
  question: DataTableQuestion,
): Outcome<DataTable> {
  const { output, x, y } = question
  if (y?.driver === x.driver) {
    return refuse('bad-input', `Both sides of the table vary ${x.driver}. Choose two different drivers.`)
  }
  const rows: (number | null)[][] = []
  for (const yValue of y?.values ?? [undefined]) {
    const row: (number | null)[] = []
    for (const xValue of x.values) {
      const changes: Lever[] = [{ driver: x.driver, op: 'set', value: xValue }]
      if (y !== undefined && yValue !== undefined)
        changes.push({ driver: y.driver, op: 'set', value: yValue })
      const projected = project(input, [...levers, ...changes])
      if (!projected.ok) return projected
      row.push(projected.value.kpis[output])
    }
    rows.push(row)
  }
  return succeed({ ...question, values: rows })
}

/** Evenly spaced values around a baseline, the baseline in the middle: the axis offered first. */
export function axisAround(baseline: number, swing: number, steps: number): number[] {
  const half = Math.floor(steps / 2)
  return Array.from({ length: 2 * half + 1 }, (_, index) =>
    index === half ? baseline : baseline * (1 + (swing * (index - half)) / Math.max(1, half)),
  )
}

/** The axis first offered for a driver: steps around its baseline, within what it can be. */
export function suggestedAxis(driver: DriverName, baseline: number, swing: number, steps: number): number[] {
  const { least, most } = DRIVER_FACTS[driver]
  const range = driverRange(driver, baseline)
  const values =
    baseline === 0
      ? Array.from({ length: steps }, (_, index) => onStep((range.max * index) / (steps - 1), range))
      : axisAround(baseline, swing, steps)
  return [
    ...new Set(
      values.map((value) => Math.min(most, Math.max(least, value === baseline ? value : tidy(value)))),
    ),
  ]
}

const tidy = (value: number): number => Number(value.toPrecision(6))
