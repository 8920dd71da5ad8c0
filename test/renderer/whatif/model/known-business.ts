import type { Business } from '#renderer/whatif/model/cases.ts'
import type { BaselineDriver } from '#shared/contract/scenario.ts'
import { type DriverValues, driverNames } from '#shared/domain/scenario.ts'

const values: DriverValues = {
  customers: 1000,
  new: 40,
  churn: 0.04,
  arpa: 50,
  expansion: 0,
  contraction: 0,
  margin: 0.8,
  cac: 300,
  retentionCost: 0,
  discount: 0.1,
}

/** A business in balance: as many join as leave. */
export const knownBusiness = (
  changed: Partial<Record<keyof typeof values, number | null>> = {},
): Business => ({
  months: 12,
  billing: 'advance',
  drivers: driverNames.map((driver): BaselineDriver => {
    const value = driver in changed ? (changed[driver] ?? null) : (values[driver] ?? null)
    return {
      driver,
      value,
      lower: null,
      upper: null,
      origin: value === null ? 'none' : 'measured',
      source: '',
    }
  }),
})
