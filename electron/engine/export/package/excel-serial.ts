/** Days as Excel counts them. */

const millisecondsPerDay = 86_400_000
/** 30 December 1899, day 0 of what Excel shows from March 1900 on. */
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)
/** Excel has a 29 February 1900, as day 60; days before it count one less. */
const phantomLeapDay = 60

/**
 * The serial number of a wall-clock time.
 * @param milliseconds the local date and time read as UTC, see `CellValue`
 * @example excelSerial(Date.UTC(2024, 0, 31), false) === 45322
 */
export function excelSerial(milliseconds: number, date1904: boolean): number {
  if (date1904) return (milliseconds - epoch1904) / millisecondsPerDay
  const days = (milliseconds - epoch1900) / millisecondsPerDay
  return days <= phantomLeapDay ? days - 1 : days
}
