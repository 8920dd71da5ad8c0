import type { DataTable } from '#shared/models/questions/data-table.ts'
import { driverDisplay } from './driver-display.ts'

/** How far each cell lies from the baseline's output: -1 the lowest of the table, 1 the highest, 0 the same. */
export function heat(value: number | null, centre: number, values: DataTable['values']): number {
  if (value === null) return 0
  const known = values.flat().filter((each) => each !== null)
  const reach = Math.max(...known.map((each) => Math.abs(each - centre)))
  return reach === 0 ? 0 : (value - centre) / reach
}

/** The table as tab-separated text with plain numbers: x values across, y values down. */
export function dataTableText({ x, y, values }: DataTable): string {
  const corner =
    y === undefined
      ? driverDisplay(x.driver).label
      : `${driverDisplay(y.driver).label} \\ ${driverDisplay(x.driver).label}`
  return [
    [corner, ...x.values].join('\t'),
    ...values.map((row, index) => [y?.values[index] ?? '', ...row.map((value) => value ?? '')].join('\t')),
  ].join('\n')
}

/** Whether an axis value is the present one, rounding in the last digits aside; without an axis, it is. */
export const isPresent = (value: number | undefined, present: number | undefined): boolean =>
  value === undefined || present === undefined
    ? value === present
    : Math.abs(value - present) <= 1e-9 * Math.abs(present)
