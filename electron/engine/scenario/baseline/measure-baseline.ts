import type { BaselineDriver } from '#shared/contract/scenario.ts'
import type { DriverName } from '#shared/domain/scenario.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { baselineDrivers, readTypedDrivers } from './baseline.ts'
import { countAll } from './measure-drivers.ts'

/** Every driver of the project's baseline, with the drivers typed in the project in force. */
export async function measureBaseline(place: Workplace): Promise<BaselineDriver[]> {
  return baselineDrivers(await countAll(place), place.datasets, await readTypedDrivers(place.connection))
}

/** The value of one of them; undefined where it is not known. */
export const driverValue = (drivers: readonly BaselineDriver[], name: DriverName): number | undefined =>
  drivers.find(({ driver }) => driver === name)?.value ?? undefined
