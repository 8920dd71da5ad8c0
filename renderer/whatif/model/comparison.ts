import { formatValue } from '#shared/domain/format.ts'
import type { Direction, Unit } from '#shared/domain/metric.ts'
import { driverNames, outputNames } from '#shared/domain/scenario.ts'
import { driverCourses, type ProjectedCase } from './cases.ts'
import { driverDisplay } from './driver-display.ts'
import { extraDisplays, outputDisplays } from './output-display.ts'

/** One row of the comparison: a driver or an output, with a figure a case. */
export interface ComparisonRow {
  readonly id: string
  readonly group: 'drivers' | 'outputs'
  readonly label: string
  readonly unit: Unit
  readonly direction: Direction
  readonly cells: readonly ComparisonCell[]
}

export interface ComparisonCell {
  readonly value: number | null
  /** The value of the last month, where the driver changes over the months. */
  readonly last: number | null
  /** Against the baseline; null for the baseline itself and where either has no value. */
  readonly difference: number | null
  readonly relative: number | null
}

/** Every driver and every output, the baseline's first and then each scenario's. */
export function comparisonRows(cases: readonly ProjectedCase[]): readonly ComparisonRow[] {
  return [...driverRows(cases), ...outputRows(cases), ...extraRows(cases)]
}

function driverRows(cases: readonly ProjectedCase[]): ComparisonRow[] {
  const all = cases.map(driverCourses)
  return driverNames.map((driver) => {
    const { label, unit } = driverDisplay(driver)
    const courses = all.map((each) => each.get(driver))
    const baseline = finite(courses[0]?.first)
    return {
      id: driver,
      group: 'drivers',
      label,
      unit,
      direction: 'neither',
      cells: courses.map((course, index) => {
        const value = finite(course?.first)
        const last = finite(course?.last)
        return {
          ...cellOf(value, index === 0 ? null : baseline),
          last: last !== null && value !== null && Math.abs(last - value) > 1e-9 ? last : null,
        }
      }),
    }
  })
}

const outputRows = (cases: readonly ProjectedCase[]): ComparisonRow[] =>
  outputNames.map((output) => {
    const { label, unit, direction } = outputDisplays[output]
    return figureRow(
      output,
      { label, unit, direction },
      cases.map(({ projection }) => projection?.kpis[output]),
    )
  })

const extraRows = (cases: readonly ProjectedCase[]): ComparisonRow[] =>
  (['contribution', 'lifetimeMonths', 'paybackMonthsSimple'] as const).map((name) =>
    figureRow(
      name,
      extraDisplays[name],
      cases.map(({ projection }) => projection?.kpis[name]),
    ),
  )

function figureRow(
  id: string,
  display: Pick<ComparisonRow, 'label' | 'unit' | 'direction'>,
  values: readonly (number | null | undefined)[],
): ComparisonRow {
  const baseline = finite(values[0])
  return {
    id,
    group: 'outputs',
    ...display,
    cells: values.map((value, index) => ({
      ...cellOf(finite(value), index === 0 ? null : baseline),
      last: null,
    })),
  }
}

function cellOf(value: number | null, baseline: number | null): Omit<ComparisonCell, 'last'> {
  if (value === null || baseline === null) return { value, difference: null, relative: null }
  const difference = value - baseline
  return { value, difference, relative: baseline === 0 ? null : difference / Math.abs(baseline) }
}

const finite = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : value

/** "+4.2 %": the difference as a share of the baseline. */
export const relativeWords = (relative: number): string =>
  formatValue(relative, 'percent', { signed: true, digits: 1 })

/** The comparison as tab-separated text with plain numbers, for a spreadsheet. */
export function comparisonText(cases: readonly ProjectedCase[], rows: readonly ComparisonRow[]): string {
  const head = cases.flatMap(({ name }, index) =>
    index === 0 ? [name] : [name, `${name}: difference`, `${name}: difference %`],
  )
  const lines = rows.map(({ label, cells }) =>
    [
      label,
      ...cells.flatMap((cell, index) =>
        index === 0
          ? [plain(cell.value)]
          : [
              plain(cell.value),
              plain(cell.difference),
              plain(cell.relative === null ? null : cell.relative * 100),
            ],
      ),
    ].join('\t'),
  )
  return [['', ...head].join('\t'), ...lines].join('\n')
}

/** As many digits as a spreadsheet keeps: 999.9999999999998 is 1000. */
const plain = (value: number | null): string => (value === null ? '' : String(Number(value.toPrecision(15))))
