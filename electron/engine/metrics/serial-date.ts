import { dateOfSerial } from '#shared/formula/value.ts'

const millisecondsPerDay = 86_400_000

/** Excel's serial number as `2024-01-31`, or with its time of day as `2024-01-31 12:00:00.000`. */
export function dateTextOfSerial(serial: number): string {
  const date = dateOfSerial(serial)
  const milliseconds = Math.round((serial - Math.floor(serial)) * millisecondsPerDay)
  if (milliseconds === 0) return date
  return `${date} ${new Date(milliseconds).toISOString().slice(11, 23)}`
}
