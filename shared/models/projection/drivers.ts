import type { DriverName } from '#shared/domain/scenario.ts'
import { type Outcome, refuse } from '../outcome.ts'

/** A driver's value: one number for all months, or one a month (the last is held where the list is shorter). */
export type DriverPath = number | readonly number[]

/** The drivers of a projection; what is left out has its default. */
export type DriverPaths = { readonly [Name in DriverName]?: DriverPath | undefined }

/** What is known of a driver whatever the data. Rates are shares a month, except the discount, a share a year. */
interface DriverFacts {
  readonly kind: 'count' | 'rate' | 'money' | 'share'
  readonly label: string
  /** Used where neither the data nor the user gives a value; `undefined` where a value must be given. */
  readonly fallback: number | undefined
  readonly least: number
  readonly most: number
}

export const DRIVER_FACTS: Readonly<Record<DriverName, DriverFacts>> = {
  customers: {
    kind: 'count',
    label: 'Customers at the start',
    fallback: undefined,
    least: 0,
    most: Infinity,
  },
  new: { kind: 'count', label: 'New customers a month', fallback: 0, least: 0, most: Infinity },
  churn: { kind: 'rate', label: 'Churn a month', fallback: undefined, least: 0, most: 1 },
  arpa: { kind: 'money', label: 'ARPA a month', fallback: undefined, least: 0, most: Infinity },
  expansion: { kind: 'rate', label: 'Expansion a month', fallback: 0, least: 0, most: Infinity },
  contraction: { kind: 'rate', label: 'Contraction a month', fallback: 0, least: 0, most: 1 },
  margin: { kind: 'share', label: 'Gross margin', fallback: 1, least: -Infinity, most: 1 },
  cac: { kind: 'money', label: 'CAC', fallback: 0, least: 0, most: Infinity },
  retentionCost: {
    kind: 'money',
    label: 'Retention cost a customer and month',
    fallback: 0,
    least: 0,
    most: Infinity,
  },
  discount: { kind: 'rate', label: 'Discount rate a year', fallback: 0, least: 0, most: Infinity },
}

/** Whether a business can have this value of a driver in a month. */
export function isPossible(driver: DriverName, value: number): boolean {
  const { least, most } = DRIVER_FACTS[driver]
  return value >= least && value <= most && Number.isFinite(value)
}

/** Says why a value is not possible; `where` names the month or segment, as in " in month 3". */
export function refuseDriver(driver: DriverName, value: number, where: string): Outcome<never> {
  const { kind, label, least, most } = DRIVER_FACTS[driver]
  if (!Number.isFinite(value)) return refuse('bad-input', `${label} is not a number${where}. Give a number.`)
  const shown = kind === 'rate' || kind === 'share' ? percent(value) : String(value)
  const above = value > most
  if (driver === 'churn') {
    return refuse(
      'churn-out-of-range',
      above
        ? `Churn is ${shown}${where}, but not more than 100 % of the customers can leave in a month. Give it as a share (0.04 for 4 %), or lower the change.`
        : `Churn is ${shown}${where}, but it cannot be below 0 %. Lower it by less, or multiply it instead.`,
    )
  }
  if (kind === 'money') {
    return refuse(
      'negative-money',
      `${label} is ${shown}${where}, but it cannot be negative. Give an amount of 0 or more.`,
    )
  }
  const limit = above
    ? `not be above ${percent(most)}`
    : `not be below ${kind === 'count' ? least : percent(least)}`
  return refuse('rate-out-of-range', `${label} is ${shown}${where}, but it can${limit}. Give another value.`)
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`
}
