import { z } from 'zod'
import { findAssumption } from '#shared/catalogue/assumptions.ts'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import { formatValue } from '#shared/domain/format.ts'
import {
  type DriverName,
  type DriverValues,
  driverNames,
  driverValuesSchema,
} from '#shared/domain/scenario.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import type { Datasets } from '../../mapping/dataset.ts'
import type { Outcome } from '../../refusal.ts'
import type { Connection } from '../../store/connection.ts'
import type { Project } from '../../store/project.ts'
import { readSaved, saveRecord } from '../saved-record.ts'
import { assumptionOfDriver } from './driver-assumptions.ts'
import { type DriverCounts, measureDrivers } from './measure-drivers.ts'
import { type Measurement, unknown } from './measurement.ts'

/**
 * Every driver's starting value, in this order: what the user typed for What-if, what the data says, what the assumptions
 * say, and a plain default where leaving a driver out means something (no new customers, no costs, all revenue is margin).
 */
export function baselineDrivers(
  counts: DriverCounts,
  datasets: Datasets,
  typed: DriverValues,
): BaselineDriver[] {
  const measured = measureDrivers(counts)
  return driverNames.map((driver): BaselineDriver => {
    const value = typed[driver]
    const data: Measurement = driver === 'margin' || driver === 'discount' ? unknown('') : measured[driver]
    if (value !== undefined)
      return { driver, value, lower: null, upper: null, origin: 'typed', source: typedWords(data) }
    if (data.value !== null) return { driver, ...data, origin: 'measured' }
    return fromAssumption(driver, datasets) ?? byDefault(driver, data.source)
  })
}

const typedWords = ({ value, source }: Measurement): string =>
  value === null ? 'typed' : `typed; measured: ${source}`

function fromAssumption(driver: DriverName, datasets: Datasets): BaselineDriver | undefined {
  const assumption = assumptionOfDriver[driver]
  const value = assumption === undefined ? undefined : datasets.assumptions.get(assumption.name)
  if (assumption === undefined || value === undefined) return undefined
  const origin = datasets.assumptionOrigins?.get(assumption.name) ?? 'default'
  const label = findAssumption(assumption.name)?.label ?? assumption.name
  const where = {
    typed: ' as typed',
    sheet: ' from a sheet',
    default: ', the usual value',
    none: '',
  }[origin]
  return {
    driver,
    value,
    lower: null,
    upper: null,
    origin: origin === 'sheet' ? 'measured' : origin,
    source: `${formatValue(value, assumption.unit)}, the assumption “${label}”${where}`,
  }
}

function byDefault(driver: DriverName, reason: string): BaselineDriver {
  const { fallback } = DRIVER_FACTS[driver]
  const known = { driver, lower: null, upper: null }
  if (fallback === undefined) return { ...known, value: null, origin: 'none', source: reason }
  const meaning = driver === 'margin' ? 'all revenue counts as margin' : 'taken to be 0'
  return { ...known, value: fallback, origin: 'default', source: `not given, ${meaning}` }
}

const key = 'baseline'

/** The drivers that the user typed over the measured ones. */
export const readTypedDrivers = async (connection: Connection): Promise<DriverValues> =>
  (await readSaved(connection, key, driverValuesSchema)) ?? {}

/** Keeps a typed driver; null puts the measured one back. */
export async function saveTypedDriver(
  project: Project,
  driver: DriverName,
  value: number | null,
): Promise<Outcome<undefined>> {
  const { label } = DRIVER_FACTS[driver]
  return saveRecord(project, {
    key,
    label: value === null ? `measuring again: ${label}` : `typed driver: ${label}`,
    value: async (connection) => {
      const { [driver]: _before, ...others } = await readTypedDrivers(connection)
      const typed = value === null ? others : { ...others, [driver]: value }
      return { ok: true, value: z.record(z.string(), z.number()).parse(typed) }
    },
  })
}
