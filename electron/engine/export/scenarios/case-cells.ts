import type { DriverName, Lever } from '#shared/domain/scenario.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'

/** Cells of one lever, all of which the reader may change. */
export interface LeverCells {
  readonly lever: Lever
  readonly value: string
  readonly from: string
  readonly to: string
  readonly ramp: string
}

/** Where the inputs of one segment of a case stand; a case without segments is one segment without a name. */
export interface SegmentCells {
  readonly segment: string | undefined
  readonly drivers: Readonly<Record<DriverName, string>>
  readonly levers: readonly LeverCells[]
  /** The part of an amount for all segments together that falls to this one; undefined where it is the only one. */
  readonly shareOf: (driver: DriverName) => string | undefined
}

/**
 * A driver's value in a month, with every lever on it applied in turn; as `foldLevers` has it.
 * @param base the value without levers, as a formula
 * @param month the cell that holds the month's number
 */
export function underLevers(driver: DriverName, base: string, month: string, cells: SegmentCells): string {
  let value = base
  for (const lever of leversOn(driver, cells)) {
    const strength = strengthOf(lever, driver, month)
    const amount = amountOf(lever, driver, cells)
    switch (lever.lever.op) {
      case 'set':
        value = `(${value})*(1-${strength})+${strength}*${amount}`
        break
      case 'add':
        value = `${value}+${strength}*${amount}`
        break
      case 'multiply':
        value = `(${value})*(1+${strength}*(${lever.value}-1))`
        break
    }
  }
  return value
}

/** The levers that act on a driver in the segment. */
export const leversOn = (driver: DriverName, { segment, levers }: SegmentCells): readonly LeverCells[] =>
  levers.filter(
    ({ lever }) => lever.driver === driver && (lever.segment === undefined || lever.segment === segment),
  )

/** A count that is set or added for all segments is divided among them. */
function amountOf({ lever, value }: LeverCells, driver: DriverName, { shareOf }: SegmentCells): string {
  const isForAll = lever.segment === undefined && DRIVER_FACTS[driver].kind === 'count'
  const share = isForAll ? shareOf(driver) : undefined
  return share === undefined ? value : `${value}*${share}`
}

/** How far a lever is in force in a month: 0 to 1. A change of the customer count happens once, at its start. */
function strengthOf({ from, to, ramp }: LeverCells, driver: DriverName, month: string): string {
  if (driver === 'customers') return `(${month}=${from})`
  return `(${month}>=${from})*(${month}<=${to})*IF(${ramp}=0,1,MIN(1,(${month}-${from}+1)/MAX(1,${ramp})))`
}

/** How many months late a payment is, seen from the start of the month. */
export const monthsLate = (billing: string): string =>
  `IF(${billing}="advance",0,IF(${billing}="average",0.5,1))`
